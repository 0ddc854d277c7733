import type { Duration } from "effect"

/** How long the parties to a call may keep each other waiting. */
export interface TurnPolicy {
  /** From the answer on; the call then ends with a goodbye. */
  readonly maxDuration: Duration.Duration
  /** How long before that end the caller is told. */
  readonly warnBefore: Duration.Duration
  /** Silence of the caller after which the agent asks, each time anew, whether they are still there. */
  readonly silencePrompt: Duration.Duration
  /** Silence of the caller after which the call ends with a goodbye. */
  readonly silenceTimeout: Duration.Duration
  /** How long a caller who is owed an answer waits in silence before they hear a word. */
  readonly answerPatience: Duration.Duration
  /** The bound on everything said after the decision to end a call. */
  readonly farewell: Duration.Duration
}

/** The bounds that nobody sets, in milliseconds. */
export const bounds = {
  /** From the moment that an answer is owed to what stands in for it; sooner where the model has to say that, too. */
  giveUp: 9_500,
  giveUpWithoutVoice: 7_000,
  /** How long a reply that was asked for may show no sign of life before its session is left for a fresh one. */
  lifeless: 4_500,
  /** How long an answer that fell silent in the middle may take to go on. */
  stalled: 2_500,
  /** Agent audio that nobody has confirmed for so long is over. */
  unconfirmed: 3_000,
  /** The longest turn of a caller without a pause: past it, it is noise, or nobody hears where it ends. */
  turn: 60_000,
  /** How long nothing may be heard of a fixed phrase that was asked for. */
  phrase: 6_000,
  /** How long a caller hears nothing from us while a transfer is out. */
  pending: 15_000,
  /** Beyond a transfer's own patience: what the carrier and the gateway may take to say what became of it. */
  transfer: 45_000,
  /**
   * How long a message waits for the words of the turn that it was called for after, and a transfer that has been announced
   * for those of who has spoken meanwhile, and for the end of what they are saying: they may want it otherwise, or no more.
   * What was typed waits for that as well.
   */
  words: 3_000,
  utterance: 10_000,
  /** How long a caller who was asked whether they are still there may take to say so. */
  reply: 5_000,
  /** How long a caller who was told goodbye, by a model that does not hang up, may take to say something more. */
  goodbye: 6_000,
  /** How long a message may take to be on the disk. */
  message: 5_000,
  /** To change voices. */
  change: 5_000,
  /** How long a model may be away before another voice takes over: in the middle of an answer, and else. */
  awayInReply: 300,
  away: 2_000,
  /** What is left of that at least, however long it has shown no sign of life. */
  redial: 300,
  /** The same for one that shows no sign of life when it is asked, and for one that lives and says nothing. */
  dead: 3_000,
  mute: 5_000,
  /** How long a voice that has taken over may take to notice what it hears again of the caller. */
  heardAgain: 1_500,
  /** How long a goodbye waits for what is being said to be over. */
  playout: 15_000
} as const

/** How long a caller takes from one key of a number to the next, in milliseconds. */
export const pauseBetweenKeys = 2_500

/** How often something may go wrong before it is given up. */
export const limits = {
  /** An answer that was cut off in the middle, since the caller's last turn. */
  cutOffs: 3,
  /** Answers that failed or were cut off since the caller's last turn, where another voice could give them. */
  failures: 2,
  /** Turns whose words nobody has, one after the other. */
  unheard: 3,
  /** Times that a must-hear phrase is said. */
  opening: 3,
  /** Tool calls since the caller's last turn. */
  tools: 8,
  /** Tool calls of a loop that were stopped, since the caller's last turn. */
  stopped: 3
} as const

/** The wait before an answer that failed is asked for again, in milliseconds, by how often it has failed. */
export const backoff = (failures: number): number => Math.min(500 * 2 ** (failures - 1), 3_000)

/** Failures of a reply that asking again does not mend. */
export const isFinal = (code: string): boolean =>
  /^(insufficient_quota|invalid_api_key|model_not_found|billing_hard_limit_reached)$/.test(code)
