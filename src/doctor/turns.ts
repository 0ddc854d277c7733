import { Effect } from "effect"
import { installing, locate, optional } from "../adapters/voice/turns/packages.ts"
import * as Weights from "../adapters/voice/turns/Weights.ts"
import type { SettingsShape } from "../settings/groups.ts"
import { type Finding, ok, problem } from "./Finding.ts"

const voiceDetector = Effect.sync(() =>
  locate("silero") === undefined
    ? problem(
      `VAD is \`silero\`, and ${optional.silero} is not installed: run \`${
        installing("silero")
      }\`, or set VAD=builtin; until then, the Silero that is built in is used`
    )
    : ok("VAD: the plugin's Silero is installed")
)

const multilingual = Effect.map(Effect.promise(() => Weights.find()), (found) =>
  typeof found === "string"
    ? problem(`TURN_DETECTOR is \`multilingual\`: ${found}; until then, \`words\` is used`)
    : ok("TURN_DETECTOR: the multilingual model and its weights are there"))

/** Whether what is to detect the caller's turns is there. */
export const turns = ({ detection, detector, vad }: SettingsShape["turns"]): ReadonlyArray<Effect.Effect<Finding>> => [
  Effect.succeed(ok(`\`${detection}\`, where an agent does not say otherwise`)),
  ...vad === "silero" ? [voiceDetector] : [],
  ...detector === "multilingual" ? [multilingual] : []
]
