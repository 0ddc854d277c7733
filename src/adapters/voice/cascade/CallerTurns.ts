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
/** Nobody speaks longer without a pause (milliseconds); audio is not gathered beyond it. */
const longest = 60_000

/** What was said between two pauses: its words, once they are there. */
interface Piece {
  words: string | undefined
}

interface Turn {
  readonly itemId: string
  readonly startedAt: number
  readonly pieces: Array<Piece>
  /** When the pause began that the caller is in. */
  pausedAt: number | undefined
  /** How long it has to be to end the turn, once its words are known. */
  patience: number | undefined
}

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

  const textOf = ({ pieces }: Turn) => pieces.map(({ words = "" }) => words).filter((words) => words !== "").join(" ")

  const finish = (ended: Turn, at: number) => {
    if (turn !== ended) return
    turn = undefined
    const text = textOf(ended)
    const { itemId, startedAt: spokenAt } = ended
    if (text === "") return emit({ _tag: "CallerNotTranscribed", itemId, spokenAt, lost: true })
    emit({ _tag: "CallerSaid", itemId, text, spokenAt })
    emit({ _tag: "CallerTurnEnded", itemId, at })
  }

  /** Ends the turn, if its words are there, and its pause is long enough. */
  const endAfter = (paused: Turn, silence: number) => {
    if (paused.pausedAt === undefined || paused.patience === undefined) return
    if (silence >= paused.patience) finish(paused, paused.pausedAt + pause)
  }

  /** What was said since the last pause, up to `at`, goes to be transcribed. */
  const transcribeRest = (paused: Turn, at: number) => {
    const said = audio.filter((piece) => piece.at <= at)
    audio = audio.filter((piece) => piece.at > at)
    const piece: Piece = { words: undefined }
    paused.pieces.push(piece)
    paused.patience = undefined
    const length = said.reduce((sum, { frame }) => sum + lengthOf(frame), 0)
    seconds += length
    fork(
      Effect.gen(function*() {
        const heard = yield* Effect.result(transcribe(said.map(({ frame }) => frame.data)))
        piece.words = Result.getOrElse(heard, () => "")
        if (paused.pieces.some(({ words }) => words === undefined)) return
        const silentFor = yield* patience(textOf(paused))
        const { pausedAt } = paused
        if (turn !== paused || pausedAt === undefined) return
        paused.patience = silentFor
        endAfter(paused, now() - pausedAt)
        // Where no audio comes any more, nobody tells how long the caller has been silent.
        if (turn === paused) {
          later(Duration.millis(silentFor), () => {
            if (paused.pausedAt === pausedAt) finish(paused, pausedAt + pause)
          })
        }
      })
    )
  }

  const isPaused = () => turn?.pausedAt !== undefined
  /** A line may carry nothing at all while nobody speaks. */
  const watch = (watched: Turn) =>
    later(look, () => {
      if (turn !== watched) return
      if (!isPaused() && now() - heardAt > pause + lateness) pauseAt(watched, heardAt, heardAt)
      watch(watched)
    })
  const pauseAt = (paused: Turn, at: number, heardTo: number) => {
    paused.pausedAt = at
    transcribeRest(paused, heardTo)
  }

  return {
    /** A piece of the caller's audio has come. */
    hear: (piece: CallerFrame): void => {
      heardAt = now()
      audio.push(piece)
      const oldest = audio[0]?.at ?? 0
      if (turn !== undefined && !isPaused() && piece.at - oldest > longest) audio.shift()
    },
    /** A voice is heard in it since `at`: told after every gap, also after one between two syllables. */
    began: (at: number): void => {
      if (turn !== undefined && !isPaused()) return
      audio = audio.filter((piece) => piece.at >= at - preRoll)
      if (turn !== undefined) {
        turn.pausedAt = undefined
        return
      }
      turn = { itemId: newId(), startedAt: at, pieces: [], pausedAt: undefined, patience: undefined }
      emit({ _tag: "CallerStartedSpeaking", itemId: turn.itemId, at })
      watch(turn)
      began()
    },
    /** Nobody has spoken in it for so long, up to `at`. */
    silentFor: (silence: number, at: number): void => {
      if (turn === undefined || isPaused()) audio = audio.filter((piece) => piece.at > at - preRoll - pause)
      if (turn === undefined || silence < pause) return
      if (turn.pausedAt !== undefined) return endAfter(turn, silence)
      pauseAt(turn, at - silence, at)
    },
    isOpen: () => turn !== undefined,
    /** Nobody is there any more who could go on with it. */
    end: (): void => {
      if (turn === undefined || isPaused()) return
      pauseAt(turn, now() - pause, now())
    },
    /** Nobody listens any more. Gives since when what the caller said has not been understood (epoch milliseconds). */
    leave: (): number => {
      const since = turn?.startedAt ?? now()
      turn = undefined
      audio = []
      return since
    },
    /** How much has been transcribed. */
    seconds: () => seconds
  }
}

const lengthOf = ({ sampleRate, samplesPerChannel }: AudioFrame) => samplesPerChannel / sampleRate
