import { Config, ConfigProvider, Context, Effect, Layer, Option, Record, Runtime, Schema } from "effect"
import { assemble, type SettingsShape } from "./settings/groups.ts"
import { conflicts, dangersOf, halves, Problem, withoutDangers } from "./settings/problems.ts"
import type { Values } from "./settings/values.ts"
import { type VariableName, variables } from "./settings/variables.ts"
import type { Command, Variable } from "./settings/variables/Variable.ts"
import { filled, written } from "./settings/written.ts"

/** The environment does not describe something that can run. All that is wrong with it, at once. */
export class InvalidSettings extends Schema.TaggedError<InvalidSettings>()("InvalidSettings", {
  problems: Schema.Array(Problem)
}) {
  override get message() {
    return [
      "the environment is not right; nothing was started:",
      ...this.problems.map(({ message }) => `  - ${message}`),
      "See .env.example for what each variable means, and run `npm run --silent receptionist -- doctor` to check."
    ].join("\n")
  }
  override readonly [Runtime.errorExitCode] = 78
}

// Selects a dead preview endpoint inside the OpenAI plugin, which reads it behind our back.
const forbidden = Config.option(Config.String("OPENAI_API_VERSION"))

/**
 * The environment as it is: what can be made of it, and everything that is wrong with it for `command`. A group with a
 * problem is none, and a single wrong value its default.
 */
export const inspect = Effect.fnUntraced(
  function*(command: Command) {
    const found = yield* written
    const texts = Record.map(found, ({ text }) => text)
    const problems: Array<Problem> = Object.values(found).flatMap(({ problem }): ReadonlyArray<Problem> =>
      problem === undefined ? [] : [{ ...problem, kind: "unreadable" }]
    )
    /** One whose file cannot be read is meant to be there. */
    const isSet = (name: VariableName) => Option.isSome(texts[name]) || found[name].problem !== undefined

    const values = Record.map(variables as Record<VariableName, Variable>, (variable, name) => {
      const value = Option.flatMap(texts[name], variable.read)
      if (Option.isSome(texts[name]) && Option.isNone(value)) {
        problems.push({
          variable: name,
          kind: "malformed",
          message: `${name} is malformed: expected ${variable.expected}`
        })
      }
      return variable.default === undefined
        ? value
        : Option.getOrThrow(Option.orElse(value, () => variable.read(variable.default ?? "")))
      // Each value was made by its variable's own reader.
    }) as Values

    if (Option.isSome(filled(yield* forbidden))) {
      problems.push({
        variable: "OPENAI_API_VERSION",
        kind: "forbidden",
        message:
          "OPENAI_API_VERSION is set, which makes the OpenAI plugin call a preview endpoint that no longer exists: unset it"
      })
    }
    const dangers = dangersOf(values)
    problems.push(...halves(isSet, values), ...conflicts(values, isSet), ...dangers)
    for (const [name, { meaning, requiredBy = [] }] of Object.entries<Variable>(variables)) {
      if (
        requiredBy.includes(command) && !isSet(name as VariableName) && !problems.some((it) => it.variable === name) &&
        !(name === "AZURE_OPENAI_REALTIME_DEPLOYMENT" && values.VOICE_PIPELINE === "cascade")
      ) {
        problems.push({
          variable: name,
          kind: "missing",
          message: `${name} is missing, and \`${command}\` needs it: ${meaning}`
        })
      }
    }
    return { settings: assemble(withoutDangers(values, dangers)), problems, isSet }
  },
  // An environment can always be read; nothing else is put behind these names.
  Effect.orDie
)

/** The settings, read once. */
export class Settings extends Context.Service<Settings, SettingsShape>()("receptionist/Settings") {
  /** Reads the ambient `ConfigProvider`: the process's environment, where nothing else is provided. */
  static readonly layer = (command: Command): Layer.Layer<Settings, InvalidSettings> =>
    Layer.effect(
      Settings,
      Effect.flatMap(inspect(command), ({ problems, settings }) =>
        problems.length === 0 ? Effect.succeed(settings) : Effect.fail(new InvalidSettings({ problems })))
    )

  /** The same, from a record. */
  static readonly layerEnv = (env: Record<string, string>, command: Command = "demo") =>
    Settings.layer(command).pipe(Layer.provide(ConfigProvider.layer(ConfigProvider.fromEnv({ env }))))
}
