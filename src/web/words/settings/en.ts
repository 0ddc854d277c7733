import type { AuditAction } from "../../../api/Audit.ts"
import { counted } from "../count.ts"

const count = counted.en

export const en = {
  settings: {
    title: "Settings",
    tabs: {
      people: "People",
      company: "Company",
      webhooks: "Webhooks",
      keys: "Worker keys",
      audit: "Audit trail",
      erasure: "Erasure"
    },
    people: {
      lead: "Managers change things; viewers look, without callers' numbers.",
      invite: "Invite somebody",
      name: "Name",
      email: "E-mail",
      role: "Role",
      send: "Make the link",
      linkTitle: (name: string) => `A link for ${name}`,
      linkLead: (until: string) => `Give it to them yourself. It works once, until ${until}, and is shown this once.`,
      waiting: "Has not come in yet",
      seen: (when: string) => `Seen ${when}`,
      off: "Cannot sign in",
      newLink: "New link",
      makeOff: "Lock out",
      makeOn: "Let in again",
      you: "you"
    },
    company: {
      name: "Name of the company",
      retention: "How long things are kept",
      retentionLead:
        "What is older is removed within an hour, from the store too. CNIL's yardstick for recordings is six months at most.",
      kinds: { messages: "Messages", recordings: "Recordings", transcripts: "Transcripts", calls: "Calls" },
      days: "days",
      saved: "Saved."
    },
    webhooks: {
      lead: "Told of messages and calls as they come, signed by Standard Webhooks.",
      add: "Add a webhook",
      url: "Address",
      events: "Told of",
      secretTitle: "The webhook's secret",
      secretLead: "With it the receiver knows that we sent. It is shown this once.",
      test: "Send a test",
      tested: "A test is on its way; see Deliveries.",
      gone: "The receiver answered that it is gone: it is told nothing.",
      off: "Switched off",
      on: "On",
      switchOn: "Switch on",
      switchOff: "Switch off",
      emptyTitle: "No webhook",
      empty: "A webhook tells another program of each message and call.",
      removeTitle: "Remove this webhook?",
      removeLead: "It is told nothing any more. This cannot be undone."
    },
    keys: {
      lead: "With a key a worker shows that it is yours. Callers are erased with a key of their own.",
      add: "Make a key",
      name: "Which worker",
      purpose: "What it is for",
      purposes: { calls: "Calls", erasure: "Erasing callers" },
      secretTitle: "The key",
      secretLead: {
        calls: "Put it in the worker's BACKEND_API_KEY. It is shown this once.",
        erasure: "Put it in BACKEND_ERASURE_KEY, where receptionist erase is run. It is shown this once."
      },
      made: (when: string) => `Made ${when}`,
      used: (when: string) => `used ${when}`,
      unused: "never used",
      emptyTitle: "No key yet",
      empty: "A worker on another machine needs one. The embedded one does without.",
      removeTitle: "Remove this key?",
      removeLead: "A worker that has it is turned away from its next call on."
    },
    audit: {
      lead: "Who played, read, changed and erased what.",
      emptyTitle: "Nothing yet",
      empty: "From now on, what people do here is written down.",
      office: "The office itself",
      call: "Call",
      agent: "Agent"
    },
    erasure: {
      lead: "Removes everything there is of a caller: calls, messages, recordings, transcripts. For good.",
      number: "The caller's number",
      numberHint: "With its country, such as +1 514 555 0123",
      look: "Look",
      found: "There is of this number:",
      nothing: "There is nothing of this number.",
      kinds: { calls: "Calls", messages: "Messages", recordings: "Recordings", transcripts: "Transcripts" },
      erase: "Erase for good",
      confirmTitle: "Erase this caller?",
      confirmLead: "This cannot be undone, by anybody.",
      confirmType: (ending: string) => `To be sure, type the number's last four digits: ${ending}`,
      done: "The caller is erased.",
      receipts: "Receipts",
      receipt: (ending: string) => `Number ending in ${ending}`,
      left: (n: number) => `${count(n, "thing is", "things are")} still being removed.`,
      whole: "Everything is gone.",
      noReceipts: "Nobody was erased yet."
    }
  },
  actions: {
    "agent.archived": "archived an agent",
    "agent.created": "made an agent",
    "agent.draftDropped": "dropped a draft",
    "agent.drafted": "saved a draft",
    "agent.published": "published an agent",
    "agent.restored": "restored an agent",
    "caller.erased": "erased a caller",
    "calls.exported": "downloaded calls as CSV",
    "company.changed": "changed the company's settings",
    "delivery.resent": "sent something again",
    "key.made": "made a worker key",
    "key.removed": "removed a worker key",
    "message.changed": "changed a message",
    "message.done": "marked a message as done",
    "message.noted": "noted something on a message",
    "message.read": "read a message",
    "message.reopened": "opened a message again",
    "number.provisioned": "connected a number",
    "number.released": "disconnected a number",
    "person.changed": "changed somebody's access",
    "person.invited": "invited somebody",
    "person.link": "made a new link for somebody",
    "recording.played": "played a recording",
    "session.begun": "signed in",
    "transcript.read": "read a transcript",
    "webhook.added": "added a webhook",
    "webhook.changed": "changed a webhook",
    "webhook.removed": "removed a webhook"
  } satisfies Readonly<Record<AuditAction, string>>
}
