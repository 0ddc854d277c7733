import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Effect, Layer, Runtime } from "effect"
import { Settings } from "../../src/Settings.ts"
import * as Telemetry from "../../src/Telemetry.ts"
import { playCanaryCalls } from "./CanaryCalls.ts"

// The canary calls in a process of their own, as `src/Main.ts start` composes them, so that everything that anybody
// writes to its standard output and error is seen. DATA_DIR says where the calls' files go.
const telemetry = Layer.unwrap(
  Settings.use((settings) => Effect.succeed(Telemetry.layer({ ...settings.telemetry, version: "0.0.0" })))
)

Settings.use(({ dataDir }) => playCanaryCalls(dataDir)).pipe(
  Effect.provide([telemetry.pipe(Layer.provideMerge(Settings.layer("demo"))), NodeServices.layer]),
  (program) =>
    NodeRuntime.runMain(program, {
      // The SDK's native threads would keep the process.
      teardown: (exit) => Runtime.defaultTeardown(exit, (code) => process.exit(code))
    })
)
