import { Duration, Effect } from "effect"
import type { EndReason } from "../../src/domain/EndReason.ts"
import { TransferTarget } from "../../src/domain/TransferTarget.ts"
import {
  BackendUnauthorized,
  BackendUnavailable,
  InvalidAgentConfig,
  UnknownNumber
} from "../../src/services/ConfigApi.ts"
import { NoCaller, NoDialledNumber, RoomUnavailable, type TransferOutcome } from "../../src/services/Telephony.ts"
import { ModelUnavailable } from "../../src/services/VoiceSession.ts"
import type { Reply, Scene } from "./Scene.ts"

/** One fault of one outside call, at one moment of a call that goes well but for it. */
export interface Row {
  /** Who does not do what they should. */
  readonly of: string
  readonly fault: string
  readonly when: string
  /** How the call has to end. */
  readonly ends: EndReason
  readonly scene: Scene
  /** The longest that the caller may hear nothing while they are owed something, in ms, where it is not 6 s. */
  readonly silence?: number
  /** The caller may be let go although the carrier has said nothing of the transfer yet. */
  readonly cut?: boolean
}

export type Rows = ReadonlyArray<Row>

export const after = <E>(error: E, seconds: number) => Effect.delay(Effect.fail(error), Duration.seconds(seconds))
const person = { fallback: [{ target: TransferTarget.make("tel:+15145550110"), patience: Duration.seconds(20) }] }

const ringing = (
  of: string,
  fault: string,
  ends: EndReason,
  ports: NonNullable<Scene["ports"]>,
  policy?: Scene["policy"]
): Row => ({
  of,
  fault,
  when: policy === person ? "ringing, and somebody takes such calls" : "ringing",
  ends,
  scene: { ports, ...(policy !== undefined && { policy }) }
})

const room: Rows = [
  ...(["gone", "refused", "timeout", "transport"] as const).map((reason) =>
    ringing("the room", `cannot be joined: ${reason}`, "internal", {
      join: () => Effect.fail(new RoomUnavailable({ reason }))
    })
  ),
  ringing("the caller", "does not come within 20 s", "internal", {
    caller: after(new NoCaller({ reason: "timeout" }), 20)
  }),
  ringing("the caller", "has left", "caller_hangup", { caller: Effect.fail(new NoCaller({ reason: "left" })) }),
  ...(["nothing", "malformed"] as const).map((found) =>
    ringing("the dialled number", found, "unknown_number", {
      dialled: () => Effect.fail(new NoDialledNumber({ found }))
    })
  ),
  ringing("the gateway", "does not answer the call within 10 s", "internal", { answered: Effect.never }),
  ringing("the gateway", "answers the call after 8 s", "caller_hangup", { answered: Effect.sleep("8 seconds") })
]

const unavailable = (detail: string) => new BackendUnavailable({ operation: "the look-up", detail })
const lookUps = [
  [
    "knows nobody of that number",
    "unknown_number",
    "unknown_number",
    Effect.fail(new UnknownNumber({ reason: "absent" }))
  ],
  [
    "has archived the agent",
    "unknown_number",
    "unknown_number",
    Effect.fail(new UnknownNumber({ reason: "archived" }))
  ],
  ["refuses our key (401)", "config_unavailable", "transferred", Effect.fail(new BackendUnauthorized({ status: 401 }))],
  [
    "gives an agent that does not decode",
    "config_unavailable",
    "transferred",
    Effect.fail(new InvalidAgentConfig({ problems: ["name: missing"] }))
  ],
  ["fails at once (503, no tries left)", "config_unavailable", "transferred", Effect.fail(unavailable("HTTP 503"))],
  ["says nothing for 8 s", "config_unavailable", "transferred", after(unavailable("timeout"), 8)],
  ["dies", "internal", "internal", Effect.die("a defect")]
] as const
const lookUp: Rows = lookUps.flatMap(([fault, ends, withPerson, found]) => [
  ringing("the backend's look-up", fault, ends, { agentByPhone: () => found }),
  ringing("the backend's look-up", fault, withPerson, { agentByPhone: () => found }, person)
])

const starts: Rows = (["refused", "unauthorized", "dropped", "timeout", "protocol"] as const).flatMap((reason) => {
  const start = after(new ModelUnavailable({ reason, attempts: 3 }), reason === "timeout" ? 8 : 1)
  return [
    ringing("the model's connection", `${reason}, three times`, "model_error", { start }),
    ringing("the model's connection", `${reason}, three times`, "transferred", { start }, person)
  ]
})

const replies: ReadonlyArray<readonly [fault: string, once: EndReason, always: EndReason, reply: Reply]> = [
  ["comes after 6 s", "caller_hangup", "caller_hangup", { _tag: "Answers", after: 6_000 }],
  ["shows no sign of life", "caller_hangup", "model_error", { _tag: "Nothing", created: false }],
  ["is taken up, and never heard", "model_error", "model_error", { _tag: "Nothing", created: true }],
  ["fails: 429 (rate_limit_exceeded)", "caller_hangup", "model_error", { _tag: "Fails", code: "rate_limit_exceeded" }],
  ["fails: 5xx (server_error)", "caller_hangup", "model_error", { _tag: "Fails", code: "server_error" }],
  ["fails: no quota left", "model_error", "model_error", { _tag: "Fails", code: "insufficient_quota" }],
  ["is empty", "caller_hangup", "model_error", { _tag: "Fails", code: "empty" }],
  ["falls silent after a second", "caller_hangup", "model_error", { _tag: "Breaks", how: "stalls" }],
  ["is cut off after a second", "caller_hangup", "model_error", { _tag: "Breaks", how: "cut" }],
  ["breaks off with the connection, which is back in a second", "caller_hangup", "model_error", {
    _tag: "Breaks",
    how: "dropped"
  }],
  ["breaks off with the connection, which does not come back", "model_error", "model_error", {
    _tag: "Breaks",
    how: "lost"
  }],
  ["breaks off with the SDK's session", "model_error", "model_error", { _tag: "Breaks", how: "closed" }],
  ["is heard, and nobody says that it is over", "caller_hangup", "model_error", { _tag: "NeverOver" }],
  ["calls a tool that there is not", "caller_hangup", "model_error", { _tag: "Calls", tool: ["look_up", "{}"] }],
  ["calls a tool with half of its arguments", "caller_hangup", "model_error", {
    _tag: "Calls",
    tool: ["transfer_call", `{"depart`]
  }]
]
const usual: Reply = { _tag: "Answers" }
/** What could only be heard is not known to have been: with no other voice there is no time to ask a third time. */
const withoutOwnVoice = (reply: Reply, once: EndReason): EndReason => reply._tag === "NeverOver" ? "model_error" : once

const answers: Rows = replies.flatMap(([fault, once, always, reply]) =>
  [true, false].flatMap((ownVoice): Rows => {
    const of = ownVoice ? "the model's answer" : "the model's answer, with no other voice"
    const silence = ownVoice ? {} : { silence: 10_000 }
    return [
      {
        of,
        fault,
        when: "the first answer",
        ends: ownVoice ? once : withoutOwnVoice(reply, once),
        ...silence,
        scene: { ownVoice, reply: (n) => n === 1 ? reply : usual }
      },
      { of, fault, when: "every answer", ends: always, ...silence, scene: { ownVoice, reply: () => reply } }
    ]
  })
)

const words: Rows = ([
  ["comes after 5 s", "late"],
  ["fails", "not made out"],
  ["never comes", "never"],
  ["is lost with the model's connection", "lost"]
] as const).flatMap(([fault, fate]): Rows => [
  {
    of: "the transcript of a turn",
    fault,
    when: "the first turn",
    ends: "caller_hangup",
    scene: { words: (n) => n === 1 ? fate : "said" }
  },
  { of: "the transcript of a turn", fault, when: "every turn", ends: "caller_hangup", scene: { words: () => fate } }
])

/** Without a transcript nobody can answer, where the voice is a chat model: three turns, and a person, or an apology. */
const refusedWords: Rows = ([
  ["the first turn", "caller_hangup", { words: (n) => n === 1 ? "refused" : "said" }],
  ["every turn", "model_error", { words: () => "refused", turns: 4 }],
  ["every turn, and somebody takes such calls", "transferred", {
    words: () => "refused",
    turns: 4,
    policy: person
  }]
] satisfies ReadonlyArray<readonly [string, EndReason, Scene]>).map(([when, ends, scene]) => ({
  of: "the transcript that a chat model answers",
  fault: "is refused",
  when,
  ends,
  scene
}))

const holds = (text: string) => text.startsWith("Un instant, s'il vous plaît.")
const spoken = (["late", "fails", "never"] as const).flatMap((fate): Rows => {
  const fault = { late: "begins after 4 s", fails: "fails after 2 s", never: "says nothing" }[fate]
  const of = "the TTS, and the model in its place"
  const slow: Scene["reply"] = (n) => n === 1 ? { _tag: "Answers", after: 7_000 } : usual
  return [
    {
      of,
      fault,
      when: "the greeting",
      ends: fate === "late" ? "caller_hangup" : "model_error",
      silence: fate === "late" ? 6_000 : 10_000,
      scene: { phrase: (_, n) => n === 1 ? fate : "said" }
    },
    {
      of,
      fault,
      when: "every phrase",
      ends: fate === "late" ? "caller_hangup" : "model_error",
      silence: 13_000,
      scene: { phrase: () => fate }
    },
    {
      of,
      fault,
      when: "the word for a caller who waits",
      ends: "caller_hangup",
      silence: 10_000,
      scene: { reply: slow, phrase: (text) => holds(text) ? fate : "said" }
    },
    {
      of,
      fault,
      when: "the request to repeat",
      ends: "caller_hangup",
      silence: 10_000,
      scene: { words: (n) => n === 1 ? "lost" : "said", phrase: (_, n) => n === 2 ? fate : "said" }
    },
    {
      of,
      fault,
      when: "the announcement of a transfer",
      ends: "transferred",
      silence: 10_000,
      scene: { wants: "transfer", phrase: (_, n) => n === 2 ? fate : "said" }
    }
  ]
})

const outcomes: ReadonlyArray<readonly [fault: string, ends: EndReason, TransferOutcome, seconds: number]> = [
  ["succeeds after 20 s", "transferred", { _tag: "Connected" }, 20],
  ["fails: 486 (busy)", "caller_hangup", { _tag: "Failed", sipStatus: 486 }, 2],
  ["fails: 503, by LiveKit's API or the carrier", "caller_hangup", { _tag: "Failed", sipStatus: 503 }, 5],
  ["is refused by LiveKit's API", "caller_hangup", { _tag: "Failed" }, 0.1],
  ["has no outcome 15 s after the number's patience, and the caller is there", "caller_hangup", {
    _tag: "Unknown",
    callerPresent: true
  }, 40],
  ["has no outcome, and the caller has left", "transfer_failed", { _tag: "Unknown", callerPresent: false }, 10],
  ["is never told of, against its own bound", "caller_hangup", { _tag: "Unknown", callerPresent: true }, 10_000]
]
const wants = "transfer"
const refers: Rows = outcomes.flatMap(([fault, ends, outcome, seconds]): Rows => [
  {
    of: "the transfer (REFER)",
    fault,
    when: "the second turn",
    ends,
    cut: seconds > 100,
    scene: { wants, ports: { transfer: Effect.delay(Effect.succeed(outcome), Duration.seconds(seconds)) } }
  }
])
const rings = { transfer: Effect.delay(Effect.succeed({ _tag: "Failed", sipStatus: 486 } as const), "20 seconds") }
const takes = { transfer: Effect.delay(Effect.succeed({ _tag: "Connected" } as const), "20 seconds") }

const disturbances: ReadonlyArray<
  readonly [
    of: string,
    fault: string,
    what: NonNullable<Scene["disturbance"]>[1],
    talking: EndReason,
    failed: EndReason
  ]
> = [
  ["the worker", "has to stop", "drain", "worker_drain", "worker_drain"],
  ["LiveKit's dispatch", "ends the job", "terminated", "internal", "internal"],
  ["LiveKit's dispatch", "gives the room to a new job", "replaced", "internal", "internal"],
  ["the SDK's session", "closes", "session", "model_error", "model_error"],
  ["the caller", "hangs up", "leaves", "caller_hangup", "caller_hangup"]
]
const disturbed: Rows = disturbances.flatMap(([of, fault, what, talking, failed]): Rows => {
  const isCut = what === "terminated" || what === "replaced"
  return [
    { of, fault, when: "the greeting", ends: talking, scene: { disturbance: [1_000, what] } },
    { of, fault, when: "an answer", ends: talking, scene: { disturbance: [9_500, what] } },
    {
      of,
      fault,
      when: "a transfer that fails",
      ends: failed,
      scene: { wants, ports: rings, disturbance: [25_000, what] }
    },
    {
      of,
      fault,
      when: "a transfer that succeeds",
      ends: isCut ? talking : "transferred",
      scene: { wants, ports: takes, disturbance: [25_000, what] }
    }
  ]
})

export const conversations: Rows = [
  ...room,
  ...lookUp,
  ...starts,
  ...answers,
  ...words,
  ...refusedWords,
  ...spoken,
  ...refers,
  ...disturbed
]
