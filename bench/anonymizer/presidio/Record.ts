import { Clock, Config, Effect, FileSystem, Stream } from "effect"
import { ChildProcess, ChildProcessSpawner } from "effect/process"
import * as PresidioAnonymizer from "../../../src/adapters/presidio/Anonymizer.ts"
import { makeClient } from "../../../src/adapters/presidio/Client.ts"
import { codePoints } from "../../../src/adapters/presidio/CodePoints.ts"
import { makePresidio } from "../../../src/adapters/presidio/Presidio.ts"
import { required } from "../../../src/adapters/presidio/Recognizers.ts"
import type { FieldSpan } from "../../../src/anonymizer/text/Entity.ts"
import { Anonymizer } from "../../../src/services/Anonymizer.ts"
import { through } from "../Embedded.ts"
import { labelOf } from "../Labels.ts"
import type { Case } from "../Markup.ts"
import { judgeAll, leaksOf } from "../Measure.ts"
import { clinic } from "../Transcript.ts"
import { type Configuration, configurations, digestOf, type Recorded } from "./Predictions.ts"

/** Starts the server of this folder, in the virtual environment that `install.sh` made. Gives its port and its pid. */
const serve = Effect.gen(function*() {
  const home = yield* Config.String("HOME")
  const cache = yield* Config.String("PRESIDIO_HOME").pipe(Config.withDefault(`${home}/.cache/receptionist-presidio`))
  const script = new URL("server.py", import.meta.url).pathname
  const spawner = yield* ChildProcessSpawner.ChildProcessSpawner
  const server = yield* spawner.spawn(
    ChildProcess.make(`${cache}/venv/bin/python`, [script, "0"], { stderr: "ignore" })
  )
  const port = yield* server.stdout.pipe(Stream.decodeText(), Stream.splitLines, Stream.take(1), Stream.mkString)
  return { url: new URL(`http://127.0.0.1:${port}`), pid: server.pid }
})

/** Resident memory, where the system has `/proc`; 0 elsewhere. */
const megabytes = Effect.fnUntraced(function*(pid: number) {
  const files = yield* FileSystem.FileSystem
  const status = yield* files.readFileString(`/proc/${pid}/status`).pipe(Effect.orElseSucceed(() => ""))
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024)
})

/** Dates too: an operator who wants birth dates has no other entity for them. */
const operatorTypes = new Map<string, string>([...Object.entries(required), ["DATE_TIME", "DOB"]])

const patience = { attempt: "2 minutes", deadline: "10 minutes" } as const

/**
 * Runs the real Presidio over `cases`, each in its own language, turn by turn, as `layerPresidio` does.
 */
export const record = Effect.fn("bench.recordPresidio")(function*(cases: ReadonlyArray<Case>) {
  const { pid, url } = yield* serve
  const options = { analyzerUrl: url, anonymizerUrl: url, ...patience }
  const [client, presidio] = [yield* makeClient(options), yield* makePresidio(options)]

  const find: Readonly<
    Record<
      Configuration,
      (texts: ReadonlyArray<string>, language: "fr" | "en") => Effect.Effect<
        ReadonlyArray<Pick<FieldSpan, "field" | "start" | "end"> & { readonly type: string }>,
        unknown
      >
    >
  > = {
    tuned: (texts, language) => presidio.find(texts.map((text) => ({ text })), [language]),
    operator: Effect.fnUntraced(function*(texts, language) {
      const answer = yield* client.analyze({ texts, language, entities: [...operatorTypes.keys()], recognizers: [] })
      return answer.flatMap((findings, field) => {
        const points = codePoints(texts[field] ?? "")
        return findings.map(({ end, entity_type, start }) => ({
          field,
          start: points.toUtf16(start) ?? 0,
          end: points.toUtf16(end) ?? 0,
          type: operatorTypes.get(entity_type) ?? entity_type
        }))
      })
    })
  }

  const run = Effect.fnUntraced(function*(configuration: Configuration) {
    const found: Record<string, Array<readonly [number, string, number, number]>> = {}
    const from = yield* Clock.currentTimeMillis
    for (const language of ["fr", "en"] as const) {
      const turns = cases.filter((of) => of.language === language).flatMap(({ id, turns }) =>
        turns.flatMap(({ text }, turn) => text === "" ? [] : [{ id, turn, text }])
      )
      for (let start = 0; start < turns.length; start += 100) {
        const some = turns.slice(start, start + 100)
        for (const span of yield* find[configuration](some.map(({ text }) => text), language)) {
          const at = some[span.field]
          if (at !== undefined) (found[at.id] ??= []).push([at.turn, labelOf(span.type), span.start, span.end])
        }
      }
    }
    const turns = cases.reduce((total, of) => total + of.turns.length, 0)
    return { found, milliseconds: Number((((yield* Clock.currentTimeMillis) - from) / turns).toFixed(2)) }
  })

  const endToEnd = Effect.fnUntraced(function*(layer: ReturnType<typeof PresidioAnonymizer.layerBeside>) {
    const some = cases.filter(({ source }) => source === "written" || source === "transcript")
    const { found, times, withheld } = yield* Anonymizer.use((service) => through(service, some, clinic)).pipe(
      Effect.provide(layer)
    )
    const { leaked, spans } = leaksOf(judgeAll(some.filter(({ id }) => found.has(id)), found))
    const total = times.reduce((sum, time) => sum + time, 0)
    return {
      cases: some.length,
      withheld: withheld.length,
      spans,
      leaked,
      millisecondsPerCase: Number((total / some.length).toFixed(1))
    }
  })

  const [operator, tuned] = yield* Effect.forEach(configurations, run)
  const recorded: Recorded = {
    engine: "presidio-analyzer 2.2.366, spaCy fr_core_news_md 3.8.0 and en_core_web_sm 3.8.0, threshold 0.35",
    digest: digestOf(cases),
    rssMegabytes: yield* megabytes(pid),
    milliseconds: { operator: operator?.milliseconds ?? 0, tuned: tuned?.milliseconds ?? 0 },
    operator: operator?.found ?? {},
    tuned: tuned?.found ?? {},
    layers: {
      layerPresidio: yield* endToEnd(PresidioAnonymizer.layer(options)),
      layerBoth: yield* endToEnd(PresidioAnonymizer.layerBeside(options))
    }
  }
  return recorded
}, Effect.scoped)
