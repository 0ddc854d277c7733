import { Duration } from "effect"
import type { AgentConfig } from "../../domain/AgentConfig.ts"
import type { MessageDraft } from "../../domain/CallMessage.ts"
import type { EndReason } from "../../domain/EndReason.ts"
import type { KeypadKey } from "../../domain/Keypad.ts"
import type { Rung } from "../../domain/Ladder.ts"
import type { PhoneNumber } from "../../domain/PhoneNumber.ts"
import type { RecordingConsent, RecordingMode } from "../../domain/RecordingConsent.ts"
import { initial as consentAtFirst } from "../consent/RecordingConsent.ts"
import * as LanguageTracker from "../LanguageTracker.ts"
import type { PhraseKey } from "../Phrases.ts"
import * as SayAndDo from "../promises/SayAndDo.ts"
import type { ToolContext } from "../tools/Tool.ts"
import * as Tools from "../tools/Tools.ts"
import type { CalledTool } from "./Event.ts"
import type { TurnPolicy } from "./Policy.ts"

/** What a conversation is held about, and with: it does not change while it lasts. */
export interface Call {
  readonly agent: AgentConfig
  readonly policy: TurnPolicy
  /** Whether fixed phrases are said without the model. */
  readonly hasOwnVoice: boolean
  /** What every caller hears before anything else, in this order, to its end. */
  readonly opening: ReadonlyArray<PhraseKey>
  /** Whether the call is recorded, by whomever. */
  readonly records: boolean
  /** What the caller is told of the recording. */
  readonly recording: RecordingMode
  /** None where the caller withheld it. */
  readonly callerNumber: PhoneNumber | null
  /** What has to be added to the machine's time for epoch milliseconds. */
  readonly epoch: number
  /** Who takes the call where no voice is left; nobody, where it is empty. */
  readonly fallback: ReadonlyArray<Rung>
}

/** The answer that the agent owes. Times are milliseconds of a clock that only goes forward. */
export interface Answer {
  /** The caller has been owed it since then. */
  readonly since: number
  /** When a reply was last asked for; none where it is still to be. */
  readonly askedAt: number | null
  /** When it is to be asked for again. */
  readonly retryAt: number | null
  /** The model has taken it up. */
  readonly created: boolean
  /** It is being heard. */
  readonly speaking: boolean
  readonly failures: number
}

/** What the model is told with an answer that is asked of it; `about` a fixed phrase: in its place. */
export interface Instruction {
  readonly about: "language" | "keys" | "typed" | "message" | "promise" | PhraseKey
  readonly text: string
  /** An answer was asked for with it, of which nothing was heard yet. */
  readonly asked: boolean
}

/** A fixed phrase that was asked for. */
export interface Saying {
  readonly id: number
  readonly key: PhraseKey
  readonly since: number
  /** Since when the caller has waited for what it tells them. */
  readonly owedSince: number
}

/** A tool call of the model's. */
export interface OpenTool {
  readonly id: string
  readonly name: string
}

/** What a conversation is in the middle of. */
export type Mode =
  /** The opening is being said; `left` begins with the phrase under way. */
  | {
    readonly _tag: "Greeting"
    /** The phrase of the opening that is under way. */
    readonly phrase: number
    readonly left: ReadonlyArray<PhraseKey>
    readonly tries: number
    /** Turns of the caller since the answer. */
    readonly turns: ReadonlyArray<string>
    /** One of them said more than hello. */
    readonly wish: boolean
    /** What keeps the conversation from beginning, once the opening is over. */
    readonly failure: "model" | null
  }
  | { readonly _tag: "Talking" }
  /** Another voice takes over. */
  | {
    readonly _tag: "Changing"
    readonly since: number
    /** Since when the caller waits for something that the next voice has to say; null where they do not. */
    readonly owedSince: number | null
  }
  /** The caller is being taken to somebody else. */
  | {
    readonly _tag: "Transferring"
    readonly stage: "announcing" | "referring"
    readonly department: string
    /** The model's call; none where a key asked for the transfer, or nobody but us. */
    readonly tool: OpenTool | null
    /** A person in place of a voice: nobody asked for it but us, and nothing is left after it. */
    readonly standsIn: boolean
    /** Numbers to try, the one under way first. */
    readonly ladder: ReadonlyArray<Rung>
    readonly since: number
    /** When the caller last heard from us. */
    readonly reassuredAt: number
    readonly callerGone: boolean
    /** Turns that the caller was in when it was announced, or has begun since, and whose words are still to come. */
    readonly turns: ReadonlyArray<string>
    /** They want it no more. */
    readonly calledOff: boolean
    /** The model was lost meanwhile: another voice goes on if the transfer fails. */
    readonly modelLost: boolean
    /** What ends the call if the transfer fails. */
    readonly afterwards: Deferred | null
  }
  /** Last words are being said. */
  | {
    readonly _tag: "Ending"
    readonly reason: EndReason
    /** Whether the caller's voice takes it back. */
    readonly revocable: boolean
    readonly until: number
    /** The phrase that has to be over; none where the agent's own words are played out. */
    readonly phrase: number | null
  }
  | { readonly _tag: "Over"; readonly reason: EndReason }

/** An end that waits for a transfer. */
export type Deferred = "worker_drain" | "max_duration"

export type ModeTag = Mode["_tag"]
export type ModeOf<Tag extends ModeTag> = Extract<Mode, { readonly _tag: Tag }>

/** Where a conversation stands. Immutable, and plain data. */
export interface State<M extends Mode = Mode> {
  readonly call: Call
  readonly mode: M
  readonly answeredAt: number
  /** The caller is speaking, since then. */
  readonly callerSince: number | null
  /** Their turn that began last. */
  readonly callerTurn: string | null
  /** The agent is heard: at least until then, unless more frames play. */
  readonly agentUntil: number | null
  /** What is heard of the agent, as far as it has begun. */
  readonly speaks: "reply" | "phrase" | null
  /** When the agent was last heard, or the caller last began to wait for it. */
  readonly lastSound: number
  /** When the caller was last asked for a moment. */
  readonly heldAt: number
  readonly answer: Answer | null
  /** The caller could speak, and has not, since then; and how often they were asked whether they are there. */
  readonly silence: { readonly since: number; readonly prompts: number } | null
  readonly saying: ReadonlyArray<Saying>
  readonly nextPhrase: number
  readonly tracked: LanguageTracker.LanguageState
  /** What the model has to be told with the next answer that is heard, one of each kind, the oldest first. */
  readonly instructions: ReadonlyArray<Instruction>
  /** Those that it has no answer to yet. */
  readonly tools: ReadonlyArray<OpenTool>
  /** The ids of all that it has made: one that comes again is none. */
  readonly called: ReadonlyArray<string>
  /** The caller's last turn, where its words are still to come, and until when somebody waits for them. */
  readonly wordless: { readonly turn: string; readonly until: number } | null
  /** The turns whose words came lately, with those: what comes again was not said again. Private. */
  readonly worded: ReadonlyArray<string>
  readonly used: Tools.ToolLedger
  /** What was said lately, the oldest first. Private. */
  readonly said: ToolContext["said"]
  /** Since the caller's last turn. */
  readonly counts: {
    readonly cutOffs: number
    readonly tools: number
    readonly stopped: number
    readonly renewed: number
  }
  /** Turns in a row whose words nobody has. */
  readonly unheard: number
  /** A phrase of ours has kept the caller since the agent's own last words: no goodbye among them stands. */
  readonly wentOn: boolean
  /** A fresh session was asked for, and is not there yet. */
  readonly renewing: boolean
  /** The caller's voice took an end back: a farewell in that turn is one all the same. */
  readonly revoked: boolean
  /** Turns during the greeting whose words are still to come. */
  readonly early: ReadonlyArray<string>
  readonly warned: boolean
  /** The worker has to stop: the call ends as soon as nothing keeps it. */
  readonly drained: boolean
  readonly consent: RecordingConsent
  /** The agent's last words asked whether the call may be recorded; `turn` is the caller's since, whose words answer it. */
  readonly asksConsent: { readonly turn: string | null } | null
  /** A message that is being kept, or taken back. Private, as are `taken` and `unfinished`. */
  readonly keeping:
    | { readonly tool: OpenTool; readonly draft: MessageDraft; readonly withdraws: boolean; readonly since: number }
    | null
  /** Tool calls that wait for that, or for words, the oldest first. Private. */
  readonly waiting: ReadonlyArray<CalledTool>
  /** The tool call whose message the caller was told could not be taken back, and still may be. */
  readonly overdue: string | null
  /** Those that are kept, by the tool call that took each. */
  readonly taken: ReadonlyArray<{ readonly id: string; readonly draft: MessageDraft }>
  /** What a message would be that was begun and is not taken yet. */
  readonly unfinished: MessageDraft | null
  readonly promises: SayAndDo.SayAndDo
  /** Keys of a number that is being typed, and when the last one was pressed. Private. */
  readonly typed: { readonly keys: string; readonly at: number } | null
  /** A key whose time comes once the conversation goes on. */
  readonly pressed: KeypadKey | null
  /** Other voices that the conversation can still be handed to. */
  readonly voicesLeft: number
  /** The model is gone, since then, and may come back; `owes`: with an answer of which `inReply` something was heard. */
  readonly away: { readonly since: number; readonly owes: boolean; readonly inReply: boolean } | null
  /** A turn was lost with the model. Another voice would hear it again. */
  readonly lostTurn: boolean
  readonly triedFallback: boolean
}

/** Nothing has gone wrong since the caller's last turn. */
export const nothing = { cutOffs: 0, tools: 0, stopped: 0, renewed: 0 }

/** A conversation whose caller has just been put through. */
export const initial = (call: Call, voicesLeft: number, at: number): State => ({
  call,
  mode: { _tag: "Greeting", phrase: 1, left: call.opening, tries: 0, turns: [], wish: false, failure: null },
  answeredAt: at,
  callerSince: null,
  callerTurn: null,
  agentUntil: null,
  speaks: null,
  lastSound: at,
  heldAt: at,
  answer: null,
  silence: null,
  saying: [],
  nextPhrase: 1,
  tracked: LanguageTracker.initial(call.agent),
  instructions: [],
  tools: [],
  called: [],
  wordless: null,
  worded: [],
  used: Tools.emptyLedger,
  said: [],
  counts: nothing,
  unheard: 0,
  wentOn: false,
  renewing: false,
  revoked: false,
  early: [],
  warned: false,
  drained: false,
  consent: consentAtFirst(call.recording),
  asksConsent: null,
  keeping: null,
  waiting: [],
  overdue: null,
  taken: [],
  unfinished: null,
  promises: SayAndDo.begin(Tools.doableIn(call.agent)),
  typed: null,
  pressed: null,
  voicesLeft,
  away: null,
  lostTurn: false,
  triedFallback: false
})

/** The caller's turn is a new one: what went wrong before it is forgiven. */
export const forgiven = (state: State): State => ({ ...state, counts: nothing, revoked: false })

/** An answer that is owed from now on, and not asked for yet. */
export const owed = (at: number): Answer => ({
  since: at,
  askedAt: null,
  retryAt: null,
  created: false,
  speaking: false,
  failures: 0
})

/** What is known of the call by whoever decides about a message or a transfer. */
export const contextOf = ({ call, said, taken, tracked }: State, at: number): ToolContext => ({
  agent: call.agent,
  language: tracked.language,
  now: call.epoch + at,
  callerNumber: call.callerNumber,
  said,
  taken: taken.map(({ draft }) => draft)
})

/** Whether what the caller says of a message may still be on its way. */
export const awaitsWords = ({ mode, wordless }: State, at: number): boolean =>
  mode._tag === "Talking" && wordless !== null && at < wordless.until

export const millis = (duration: Duration.Duration) => Duration.toMillis(duration)
export const isSaying = (state: State, key: PhraseKey) => state.saying.some((phrase) => phrase.key === key)
