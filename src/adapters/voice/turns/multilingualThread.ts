import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { pathToFileURL } from "node:url"
import { parentPort, workerData } from "node:worker_threads"
import type { Answer, Question } from "./InferenceThread.ts"
import type { Message } from "./Weights.ts"

interface Runner {
  readonly initialize: () => Promise<void>
  readonly run: (messages: ReadonlyArray<Message>) => Promise<{ readonly eouProbability: number }>
}
interface Agents {
  readonly initializeLogger: (options: { readonly pretty: boolean; readonly level: string }) => void
}

const plugin: string = workerData
const load = <A>(path: string): Promise<A> => import(pathToFileURL(path).href)
const tell = (answer: Answer) => parentPort?.postMessage(answer)

// Its log lines carry what was said.
const agents = await load<Agents>(createRequire(plugin).resolve("@livekit/agents"))
agents.initializeLogger({ pretty: false, level: "silent" })
const inner = await load<{ readonly default: new() => Runner }>(join(dirname(plugin), "turn_detector/multilingual.js"))
const runner = new inner.default()
await runner.initialize()

parentPort?.on("message", ({ id, input }: Question<ReadonlyArray<Message>>) => {
  runner.run(input).then(({ eouProbability: probability }) => tell({ id, probability }), () => tell({ id }))
})
tell({ id: 0 })
