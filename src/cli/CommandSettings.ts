import { Effect, Layer } from "effect"
import { Settings } from "../Settings.ts"
import * as Telemetry from "../Telemetry.ts"
import { version } from "../Version.ts"

const telemetry = Layer.unwrap(
  Settings.use((settings) => Effect.succeed(Telemetry.layer({ ...settings.telemetry, version })))
)

/** What a command is told by its environment, and where it tells of itself. */
export const settings = (command: "start" | "recover" | "messages" | "sweep" | "erase" | "office") =>
  telemetry.pipe(Layer.provideMerge(Settings.layer(command)))
