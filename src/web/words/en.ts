import type { RefusalCode } from "../../api/Errors.ts"
import type { EndReason } from "../../domain/EndReason.ts"
import { counted } from "./count.ts"

/** A name for each of them; what is none of them, of another worker, may have none. */
export type Named<Known extends string> = Readonly<Record<Known, string>> & Readonly<Record<string, string>>

const count = counted.en

export const en = {
  locale: "en-CA",
  nav: {
    label: "Pages",
    skip: "Skip to the page",
    todo: "To do",
    calls: "Calls",
    now: "Now",
    agents: "Agents",
    deliveries: "Deliveries",
    insights: "Insights",
    settings: "Settings",
    more: "More"
  },
  account: {
    open: "Account",
    language: "Language",
    theme: "Appearance",
    themes: { system: "As the device", light: "Light", dark: "Dark" },
    password: "Change password",
    signOut: "Sign out",
    roles: { manager: "Manager", viewer: "Viewer" },
    current: "Current password",
    next: "New password",
    passwordChanged: "Your password is changed."
  },
  do: {
    save: "Save",
    cancel: "Cancel",
    close: "Close",
    undo: "Undo",
    again: "Try again",
    remove: "Remove",
    add: "Add",
    copy: "Copy",
    copied: "Copied",
    copyMarked: "This browser does not let the page copy it. It is marked: copy it as you copy any text.",
    more: "Show more",
    all: "See all"
  },
  state: {
    loading: "Loading…",
    failed: "This could not be loaded",
    offline: "The office does not answer. Check that it runs and that you are online; this page tries again by itself.",
    lost: "Connection lost. Trying again…",
    notFoundTitle: "There is nothing here",
    notFound: "It was removed, or the address is not quite right.",
    crashed: "This page broke. Load it again; if it breaks once more, tell whoever runs the office."
  },
  failures: {
    Offline: "The office does not answer. Try again in a moment.",
    Slow: "The office takes too long to answer. Try again in a moment.",
    Unauthorized: "You are signed out. Sign in again.",
    Forbidden: "Only a manager can do this.",
    NotFound: "It is no longer there.",
    Conflict: "It was changed meanwhile. Load it again, and make your change once more.",
    Gone: "It was there, and no longer is.",
    TooLarge: "It is too large: 1 MB at most.",
    TooManyRequests: "Too many tries. Wait a little.",
    Unavailable: "Something the office needs does not answer. Try again in a moment.",
    InvalidAgent: "It cannot answer calls yet: see what is wrong below.",
    other: "It did not work. Try again."
  } as Readonly<Record<string, string>>,
  /** What stood at these places could not be read. */
  unreadable: (places: ReadonlyArray<string>) =>
    `${
      places.length === 0 ? "What was sent" : `What stands under ${places.join(", ")}`
    } could not be read. Correct it; if it looks right, load the page again: the office may have another version since.`,
  /** What the office itself says of a refusal: in English, in its own words. */
  refused: (_: RefusalCode, said: string) => `${said.charAt(0).toUpperCase()}${said.slice(1)}.`,
  signIn: {
    title: "Sign in",
    lead: "Messages, calls and agents of your phone line.",
    email: "E-mail",
    password: "Password",
    submit: "Sign in",
    again: "You are signed out",
    againLead: "Sign in again to go on. What you were writing is still here.",
    wrong: "The e-mail or the password is not right.",
    tooMany: (seconds: number) => `Too many tries. Wait ${count(Math.ceil(seconds / 60), "minute", "minutes")}.`,
    forgotten:
      "Forgotten? A manager can make you a new link under Settings, People. Nobody has one yet? The very first link is printed where the office was started."
  },
  welcome: {
    first: "Welcome to your office",
    firstLead: "You are the first here. Say who you are, and choose a password.",
    invitation: (company: string) => `Welcome to ${company}`,
    invitationLead: "Choose a password to come in.",
    password: "A new password",
    passwordLead: "Choose a new password.",
    name: "Your name",
    company: "Company",
    email: "E-mail",
    choose: "Password",
    rule: (n: number) => `${n} characters or more. A sentence is easy to remember.`,
    submit: "Come in",
    goneTitle: "This link no longer works",
    gone:
      "It was used, or it is too old. Ask a manager for a new one; for the very first, start the office again and take the link that it prints.",
    missing: "The whole link is needed, with what stands after the #."
  },
  todo: {
    title: "To do",
    lead: (open: number, overdue: number) =>
      open === 0
        ? "Nothing waits for you."
        : overdue === 0
        ? `${count(open, "message waits", "messages wait")}.`
        : `${count(open, "message waits", "messages wait")}, ${overdue} overdue.`,
    open: "Open",
    done: "Done",
    mine: "Mine",
    groups: { overdue: "Overdue", today: "Today", later: "Later", undated: "Whenever you can" },
    kinds: { message: "Message", callback: "Call back", appointment: "Appointment" },
    urgent: "Urgent",
    incomplete: "The call broke off before the message was whole.",
    unknownCaller: "Caller without a name",
    due: (when: string) => `By ${when}`,
    wasDue: (when: string) => `Was due ${when}`,
    taken: (name: string) => `${name} takes it`,
    takenByMe: "You take it",
    take: "I'll take it",
    giveBack: "Give back",
    markDone: "Done",
    reopen: "Open again",
    doneToast: "Done.",
    doneBy: (name: string, when: string) => `Done by ${name}, ${when}`,
    addNote: "Add a note",
    notePlaceholder: "What you tried, what was said…",
    notes: (n: number) => count(n, "note", "notes"),
    call: "Hear the call",
    bestTime: (when: string) => `Best time: ${when}`,
    assign: "Who takes it",
    nobody: "Nobody yet",
    makeUrgent: "Mark as urgent",
    makeNormal: "Not urgent",
    forDepartment: (name: string) => `For ${name}`,
    emptyTitle: "All done",
    empty: "When a caller leaves a message, it appears here by itself.",
    emptyDoneTitle: "Nothing done yet",
    emptyDone: "What you mark as done is kept here.",
    emptyMineTitle: "You have taken nothing",
    emptyMine: "Take a message from the open ones, and it stands here.",
    failedTitle: "Not delivered",
    failedLead: (n: number) => `${count(n, "delivery has", "deliveries have")} failed.`,
    todayTitle: "Today's calls",
    noCallsToday: "No calls yet today.",
    wentWrong: (n: number) => `${n} went wrong`,
    keys: "Keyboard",
    keyList: [["j k", "next, previous"], ["d", "done"], ["t", "take or give back"], ["n", "note"], ["Enter", "open"], [
      "u",
      "undo"
    ]] as ReadonlyArray<
      readonly [string, string]
    >
  },
  calls: {
    title: "Calls",
    search: "Search what was said",
    caller: "Number, or how it ends",
    period: "When",
    periods: { all: "Any time", today: "Today", week: "Last 7 days", month: "Last 30 days", custom: "From … to" },
    from: "From",
    to: "To",
    agent: "Agent",
    anyAgent: "All agents",
    outcome: "Outcome",
    anyOutcome: "All outcomes",
    language: "Language",
    anyLanguage: "All languages",
    recording: "Recording",
    anyRecording: "With or without",
    with: "With",
    anything: "Anything",
    withs: { messages: "Messages", failures: "Failures", transfers: "Transfers" },
    filters: "Filters",
    clear: "Clear filters",
    csv: "CSV",
    csvLong: "Download as CSV",
    columns: { when: "When", caller: "Caller", agent: "Agent", outcome: "Outcome", length: "Length", has: "With" },
    unknown: "Unknown number",
    nobody: "No agent",
    going: "In progress",
    noEnd: "Nobody has told its end",
    emptyTitle: "No calls yet",
    empty: "Call a number of one of your agents, or run npm run demo: the call appears here as soon as it rings.",
    nothingTitle: "No call matches",
    nothing: "Take a filter away, or search for fewer words.",
    shown: (n: number, more: boolean) => `${count(n, "call", "calls")}${more ? " and more" : ""}`,
    end: "That is all of them.",
    messages: (n: number) => count(n, "message", "messages"),
    failed: "Something went wrong",
    listened: "Recording"
  },
  outcomes: {
    caller_hangup: "Caller hung up",
    agent_end: "Ended by the agent",
    transferred: "Transferred",
    transfer_failed: "Transfer failed",
    silence: "Silence",
    max_duration: "Longest length reached",
    unknown_number: "Unknown number dialled",
    refused: "Not let onto the line",
    config_unavailable: "No configuration",
    model_error: "The model failed",
    worker_drain: "Worker was stopping",
    internal: "Internal error"
  } as Named<EndReason>,
  languages: { FRENCH: "French", ENGLISH: "English" } as Readonly<Record<string, string>>,
  recordingStates: {
    available: "Recorded",
    refused: "Recording refused",
    pending: "Recording on its way",
    none: "Not recorded",
    gone: "Recording removed"
  },
  now: {
    title: "Now",
    lead: (n: number) => n === 0 ? "The line is quiet." : `${count(n, "call", "calls")} in progress.`,
    emptyTitle: "Nobody is calling",
    empty: "A call appears here the moment it rings, and goes when it ends.",
    connected: "Live",
    reconnecting: "Trying again…"
  },
  insights: {
    title: "Insights",
    inTimeOf: (zone: string) => `Days and hours are those of the line, in ${zone}.`,
    days: (n: number) => `${n} days`,
    allAgents: "All agents",
    calls: "Calls",
    median: "Length, median",
    longest: (p90: string) => `9 of 10 under ${p90}`,
    timeToAnswer: "Before it is answered",
    longestSilence: "Longest silence",
    seconds: (n: string) => `${n} s`,
    most: (p95: string) => `19 of 20 under ${p95}`,
    transfers: "Transfers",
    connected: (n: number, of: number) => `${n} of ${of} connected`,
    messages: "Messages",
    open: (n: number) => `${n} open`,
    doneIn: (hours: string) => `Done in ${hours} h, median`,
    refused: "Recording refused",
    kept: (n: number) => `${n} kept`,
    byDay: "Calls by day",
    byHour: "When they call",
    outcomes: "How calls ended",
    languages: "Languages",
    failures: "What went wrong",
    noFailures: "Nothing went wrong.",
    usage: "What the models used",
    tokens: "tokens in / out",
    audio: "minutes of sound in / out",
    emptyTitle: "Nothing to show yet",
    empty: "After the first calls, their hours, outcomes and languages stand here.",
    aDay: (n: string) => `${n} a day`
  }
}

export type Words = typeof en
