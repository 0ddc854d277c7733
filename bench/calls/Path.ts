import { Clock, Console, Effect } from "effect"
import * as RealtimeEndpoint from "../../src/sandbox/RealtimeEndpoint.ts"
import * as Caller from "../../test/e2e/Caller.ts"
import * as SipScript from "../../test/e2e/SipScript.ts"
import { Stack } from "../../test/e2e/Stack.ts"
import { model, question, speech } from "./Script.ts"
import { median, worst } from "./Statistics.ts"
import { align } from "./Table.ts"
import * as Workers from "./Workers.ts"

/** When each thing on the way to one answer happened, at the caller's ear and mouth and at the model; epoch milliseconds. */
interface Answer {
  readonly lastWord: number
  readonly committed: number
  readonly asked: number
  readonly firstDelta: number
  readonly firstSound: number
}

export interface PathFigures {
  readonly worker: Workers.Name
  readonly answers: ReadonlyArray<Answer>
}

const patience = "15 seconds"

/** One call, in which the caller asks so often; of a realtime model, whose events say when they came and went. */
export const takenApart = Effect.fnUntraced(function*(worker: Workers.Name, count: number) {
  const endpoint = yield* RealtimeEndpoint.make(model, speech)
  const { number } = yield* Workers.start(worker, { model: endpoint.url, recording: false, maxCalls: 16 })
  const { sipPort } = yield* Stack
  const caller = yield* Caller.call({
    sipPort,
    dialled: number,
    from: "+14185000000",
    speech,
    script: [SipScript.dial, SipScript.answered, SipScript.cue, SipScript.hangUp],
    patience: "1 hour",
    discreet: true
  })
  const { heard, say } = caller.phone
  const answers: Array<Answer> = []
  while (answers.length < count) {
    yield* heard.until("silence", (all) => all.at(-1)?.over === true || undefined, patience)
    // The end of a word falls anywhere into a frame.
    yield* Effect.sleep(`${(answers.length * 7) % 40} millis`)
    yield* say(question)
    const lastWord = yield* Clock.currentTimeMillis
    const { from: firstSound } = yield* heard.until(
      "the answer",
      (all) => all.find(({ from }) => from >= lastWord),
      patience
    )
    const { wire } = yield* endpoint.observed
    const since = (type: string, after: number) =>
      wire.find((event) => event.type === type && event.at >= after)?.at ?? NaN
    const committed = since("input_audio_buffer.committed", lastWord)
    answers.push({
      lastWord,
      committed,
      asked: since("response.create", committed),
      firstDelta: since("response.output_audio.delta", committed),
      firstSound
    })
  }
  yield* caller.cue
  yield* Effect.timeoutOption(caller.played, "10 seconds")
  yield* Console.log(`${worker}: ${count} answers`)
  return { worker, answers } satisfies PathFigures
}, Effect.scoped)

const stretches: ReadonlyArray<readonly [what: string, millis: (answer: Answer) => number]> = [
  ["last word to the end of the turn, at the model", ({ committed, lastWord }) => committed - lastWord],
  ["from there to the request for an answer, at the model", ({ asked, committed }) => asked - committed],
  ["the model's first audio (300 ms by the script)", ({ asked, firstDelta }) => firstDelta - asked],
  ["from there to the caller's ear", ({ firstDelta, firstSound }) => firstSound - firstDelta],
  ["last word to first sound", ({ firstSound, lastWord }) => firstSound - lastWord]
]

const seconds = (millis: number | undefined) => millis === undefined ? "-" : `${(millis / 1000).toFixed(3)} s`

export const pathTable = (all: ReadonlyArray<PathFigures>): string =>
  align([
    ["median / worst", ...all.map(({ answers, worker }) => `${worker}, ${answers.length} answers`)],
    ...stretches.map(([what, millis]) => [
      what,
      ...all.map(({ answers }) => `${seconds(median(answers.map(millis)))} / ${seconds(worst(answers.map(millis)))}`)
    ])
  ])
