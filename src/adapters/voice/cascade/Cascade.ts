import { Effect, Redacted } from "effect"
import { OpenAI } from "openai"
import type { Brain, Host } from "../Brain.ts"
import type { Sdk } from "../Sdk.ts"
import type { VadName } from "../turns/Vads.ts"
import * as CascadeBrain from "./CascadeBrain.ts"
import * as Vad from "./Vad.ts"

export interface CascadeOptions {
  /** `…/openai/v1` */
  readonly baseURL: string
  readonly apiKey: Redacted.Redacted
  readonly sttDeployment: string
  readonly chatDeployment: string
  readonly vad: VadName
  readonly sdk: Effect.Effect<Sdk>
}

type Call = Omit<CascadeBrain.CascadeBrainOptions, "client" | "vad" | "sttDeployment" | "chatDeployment">

/** Loads what the cascade needs and nobody else does, and gives what makes its brains. */
export const load = ({ apiKey, baseURL, chatDeployment, sdk, sttDeployment, vad }: CascadeOptions) =>
  Effect.map(Vad.load(vad, sdk), (model) => {
    const client = new OpenAI({
      baseURL,
      apiKey: Redacted.value(apiKey),
      organization: null,
      project: null,
      maxRetries: 0, // how long a caller waits is decided elsewhere
      logLevel: "off"
    })
    return (call: Call) => (host: Host): Brain =>
      CascadeBrain.make({ ...call, client, vad: model, sttDeployment, chatDeployment }, host)
  })
