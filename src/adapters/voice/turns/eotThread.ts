import { createRequire } from "node:module"
import { parentPort } from "node:worker_threads"
import type { Answer, Question } from "./InferenceThread.ts"

interface LocalInference {
  readonly initEot: () => void
  readonly predict: (pcm: Int16Array) => Promise<number>
}

// It is the SDK's dependency, not ours.
const sdk = createRequire(import.meta.url).resolve("@livekit/agents")
const { initEot, predict }: LocalInference = createRequire(sdk)("@livekit/local-inference")
const tell = (answer: Answer) => parentPort?.postMessage(answer)

initEot()
parentPort?.on("message", ({ id, input }: Question<Int16Array>) => {
  predict(input).then((probability) => tell({ id, probability }), () => tell({ id }))
})
tell({ id: 0 })
