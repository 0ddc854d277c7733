import { Effect, FileSystem, Path } from "effect"
import type { ModelScript } from "../../src/sandbox/ModelScript.ts"
import * as RealtimeEndpoint from "../../src/sandbox/RealtimeEndpoint.ts"
import { formants } from "../../src/sandbox/Speech.ts"
import * as Backend from "./Backend.ts"
import * as Caller from "./Caller.ts"
import type { Step } from "./SipScript.ts"
import { Stack } from "./Stack.ts"
import * as Worker from "./Worker.ts"

export interface StageOptions {
  readonly model?: ModelScript
  /** The agent's row, as the backend gives it. `null`: the backend knows no such number. */
  readonly agent?: object | null
  /** The dispatch rule hides the number that was dialled. */
  readonly hidden?: boolean
  /** Further variables of the worker's. */
  readonly env?: Readonly<Record<string, string>>
}

/** A worker with its model, its backend, and a number of its own that reaches it through the stack. */
export type Stage = Effect.Success<ReturnType<typeof make>>

export const agentId = "e2e-clinic"

/** A bilingual agent with one department. */
export const clinic = {
  id: agentId,
  name: "Clinique du Parc",
  config: {
    name: "Clinique du Parc",
    supportedLanguages: ["FRENCH", "ENGLISH"],
    defaultLanguage: "FRENCH",
    instructions: "Soyez brève.",
    transfers: [{ department: "Urgences", phone_number: "+15145550000" }]
  }
}

let numbers = Math.floor(Math.random() * 900_000)

/** A number that nobody else on this stack has. */
export const newNumber = () => `+1450${String(5_000_000 + ++numbers)}`

export const make = Effect.fnUntraced(
  function*({ agent = clinic, env = {}, hidden = false, model }: StageOptions = {}) {
    const fs = yield* FileSystem.FileSystem
    const path = yield* Path.Path
    const stack = yield* Stack
    const number = newNumber()
    const agentName = `e2e-${number.slice(1)}`
    const dataDir = yield* fs.makeTempDirectoryScoped({ prefix: "receptionist-data-" })
    const endpoint = yield* RealtimeEndpoint.make({ turns: [], ...model })
    const backend = yield* Backend.make(agent === null ? {} : { [number]: agent })
    yield* stack.open({ number, agentName, hidden })
    const worker = yield* Worker.start({
      stack,
      agentName,
      model: endpoint.url,
      backend: backend.url,
      dataDir,
      env
    })

    /** Reads a file that the worker stored, by its URL in the row. */
    const blob = (url: unknown) => {
      const stored = String(url)
      return fs.readFile(stored.startsWith("file:") ? new URL(stored).pathname : path.join(dataDir, "blobs", stored))
    }
    return {
      stack,
      number,
      endpoint,
      backend,
      worker,
      blob,
      call: (script: ReadonlyArray<Step>, options: { readonly from?: string } = {}) =>
        Caller.call({ sipPort: stack.sipPort, dialled: number, script, speech: formants, ...options })
    }
  }
)
