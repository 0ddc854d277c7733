import { type AudioFrame } from "@livekit/rtc-node"
import { Duration, Effect, Result } from "effect"
import type { Host } from "../Brain.ts"
import type { CallerFrame } from "../CallerTap.ts"
import * as Endpointing from "../turns/Endpointing.ts"

export interface CallerTurnsHost extends Pick<Host, "emit" | "fork" | "later" | "now"> {
  readonly newId: () => string
  readonly transcribe: (pieces: ReadonlyArray<Int16Array>) => Effect.Effect<string, unknown>
  /** How long somebody who has said this may be silent (milliseconds), `pause` at least. */
  readonly patience: (text: string) => Effect.Effect<number>
  /** The caller has begun to speak. */
  readonly began: () => void
}

/** A pause of so many milliseconds may end a turn. */
const pause = Endpointing.sure
/** What is transcribed begins so much before the voice was noticed (milliseconds). */
const preRoll = 400
/** How much later than it was said audio may come. */
const lateness = 600
const look = Duration.millis(250)
/** A process that was busy has its timers run before it hears what has come meanwhile. */
const grace = Duration.millis(100)
/** What is said without a pause is transcribed in parts of so many milliseconds. */
const longest = 30_000

/** What was said between two pauses: its words, once it is known whether there are any. */
interface Piece {
  heard: Result.Result<string, unknown> | undefined
}

/** A pause that the caller is in. `patience`: how long it has to be to end the turn, once the words before it are known. */
interface Pause {
  readonly at: number
  patience: number | undefined
}

interface Turn {
  readonly itemId: string
  readonly startedAt: number
  readonly pieces: Array<Piece>
  pause: Pause | undefined
}

/** The words of a turn so far; none of what could not be transcribed. */
const textOf = ({ pieces }: Turn) =>
  pieces.flatMap(({ heard }) => heard === undefined ? [] : [Result.getOrElse(heard, () => "")])
    .filter((words) => words !== "").join(" ")

/**
 * The caller's turns, by their pauses: what was said before each is transcribed in it, and the turn is over when its
 * words are there and the pause is long enough for them. Its words are told before its end is, so that the language of
 * the answer is known before it is asked for.
 */
export const make = ({ began, emit, fork, later, newId, now, patience, transcribe }: CallerTurnsHost) => {
  let audio: Array<CallerFrame> = []
  let turn: Turn | undefined
  let seconds = 0
  /** When audio came last. */
  let heardAt = 0
  /** Since when (epoch milliseconds) the last turn was said, where its transcription has failed. */
  let failedSince: number | undefined
  /** Nobody is there any more who could go on with a turn. */
  let isAlone = false

  const finish = (ended: Turn, at: number) => {
    turn = undefined
    const text = textOf(ended)
    const { itemId, pieces, startedAt: spokenAt } = ended
    const failed = pieces.some(({ heard }) => heard === undefined || Result.isFailure(heard))
    failedSince = failed ? spokenAt : undefined
    // Words that lack some would be answered as if they were all, where somebody answers.
    if (text === "" || (failed && !isAlone)) {
      return emit({ _tag: "CallerNotTranscribed", itemId, spokenAt, lost: true, failed })
    }
    emit({ _tag: "CallerSaid", itemId, text, spokenAt })
    emit({ _tag: "CallerTurnEnded", itemId, at, waited: now() - at })
  }

  /** Ends the turn, if the words before its pause are there, and it is long enough. */
  const endAfter = (ending: Turn, { at, patience }: Pause, silence: number) => {
    if (patience !== undefined && silence >= patience) finish(ending, at + pause)
  }

  /** Thinks about the pause that the caller is in, where all is known that was said before it. */
  const judge = Effect.fnUntraced(function*(judged: Turn) {
    const { pause: its } = judged
    if (turn !== judged || its === undefined || judged.pieces.some(({ heard }) => heard === undefined)) return
    const silentFor = isAlone ? 0 : yield* patience(textOf(judged))
    its.patience = silentFor
    const isUnderWay = () => turn === judged && judged.pause === its
    if (isUnderWay()) endAfter(judged, its, now() - its.at)
    // Where no audio comes any more, nobody tells how long the caller has been silent.
    if (isUnderWay()) later(Duration.millis(silentFor), () => isUnderWay() ? finish(judged, its.at + pause) : undefined)
  })

  /** What was said since the last pause, up to `at`, goes to be transcribed. */
  const transcribeRest = (speaking: Turn, at: number) => {
    const said = audio.filter((piece) => piece.at <= at)
    audio = audio.filter((piece) => piece.at > at)
    const piece: Piece = { heard: undefined }
    speaking.pieces.push(piece)
    seconds += said.reduce((sum, { frame }) => sum + lengthOf(frame), 0)
    fork(Effect.gen(function*() {
      piece.heard = yield* Effect.result(transcribe(said.map(({ frame }) => frame.data)))
      yield* judge(speaking)
    }))
  }

  const isPaused = () => turn?.pause !== undefined
  /** A line may carry nothing at all while nobody speaks. */
  const watch = (watched: Turn, wasDumb = false): void =>
    later(wasDumb ? grace : look, () => {
      if (turn !== watched) return
      const isDumb = !isPaused() && now() - heardAt > pause + lateness
      if (isDumb && wasDumb) pauseAt(watched, heardAt, heardAt)
      watch(watched, isDumb && !wasDumb)
    })
  const pauseAt = (paused: Turn, at: number, heardTo: number) => {
    paused.pause = { at, patience: undefined }
    transcribeRest(paused, heardTo)
  }

  return {
    /** A piece of the caller's audio has come. */
    hear: (piece: CallerFrame): void => {
      heardAt = now()
      audio.push(piece)
      const oldest = audio[0]?.at ?? piece.at
      if (turn !== undefined && !isPaused() && piece.at - oldest > longest) transcribeRest(turn, piece.at)
    },
    /** A voice is heard in it since `at`: told after every gap, also after one between two syllables. */
    began: (at: number): void => {
      if (turn !== undefined && !isPaused()) return
      audio = audio.filter((piece) => piece.at >= at - preRoll)
      if (turn !== undefined) {
        turn.pause = undefined
        return
      }
      turn = { itemId: newId(), startedAt: at, pieces: [], pause: undefined }
      emit({ _tag: "CallerStartedSpeaking", itemId: turn.itemId, at })
      watch(turn)
      began()
    },
    /** Nobody has spoken in it for so long, up to `at`. */
    silentFor: (silence: number, at: number): void => {
      if (turn === undefined || isPaused()) audio = audio.filter((piece) => piece.at > at - preRoll - pause)
      if (turn === undefined || silence < pause) return
      if (turn.pause !== undefined) return endAfter(turn, turn.pause, silence)
      pauseAt(turn, at - silence, at)
    },
    isOpen: () => turn !== undefined,
    /** Nobody is there any more who could go on with it. */
    end: (): void => {
      isAlone = true
      if (turn === undefined) return
      if (isPaused()) fork(judge(turn))
      else pauseAt(turn, now() - pause, now())
    },
    /** Nobody listens any more. Gives since when what the caller said has not been understood (epoch milliseconds). */
    leave: (): number => {
      const since = turn?.startedAt ?? failedSince
      turn = undefined
      failedSince = undefined
      audio = []
      return since === undefined ? now() : since - preRoll
    },
    /** How much has been transcribed. */
    seconds: () => seconds
  }
}

const lengthOf = ({ sampleRate, samplesPerChannel }: AudioFrame) => samplesPerChannel / sampleRate
