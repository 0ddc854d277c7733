import { Config, Effect, Option, Record } from "effect"
import { readFileSync, statSync } from "node:fs"
import { type VariableName, variables } from "./variables.ts"
import type { Variable } from "./variables/Variable.ts"

/** What stands in the environment for one variable, and what is wrong with the file that should have held it. */
export interface Written {
  readonly text: Option.Option<string>
  readonly problem?: { readonly variable: string; readonly message: string }
}

/** An empty variable is one that is not set: that is how `.env` files leave a line blank. */
export const filled = (value: Option.Option<string>) =>
  value.pipe(Option.map((text) => text.trim()), Option.filter((text) => text !== ""))

/** A secret is short, and so is a list. */
const largest = 256 * 1024

/** The content of the file that is named for `variable`; what is wrong with it holds nothing of it. */
const contentOf = (variable: VariableName, file: string): Written => {
  const wrong = (why: string) => ({
    text: Option.none(),
    problem: { variable, message: `${variable}_FILE names a file that ${why}` }
  })
  try {
    const state = statSync(file)
    if (!state.isFile()) return wrong("is no regular file")
    if (state.size > largest) return wrong(`is larger than ${largest / 1024} kB`)
    const text = filled(Option.some(readFileSync(file, "utf8")))
    return Option.isSome(text) ? { text } : wrong("is empty")
  } catch {
    return wrong("cannot be read: make it readable by the worker's user")
  }
}

const optional = (name: string) => Effect.map(Config.option(Config.String(name)), filled)

/**
 * What the environment says of each variable: its own text, or that of the file which the variable of this name with
 * `_FILE` behind it names, or that of the name which it had before.
 */
export const written = Effect.all(
  Record.map(
    variables as Record<VariableName, Variable>,
    Effect.fnUntraced(function*(variable: Variable, name: VariableName) {
      const own = yield* optional(name)
      const file = variable.secret === true || variable.file === true ? yield* optional(`${name}_FILE`) : Option.none()
      if (Option.isSome(own) && Option.isSome(file)) {
        const message = `${name}_FILE is set, and so is ${name}: unset one of them`
        return { text: own, problem: { variable: name, message } }
      }
      if (Option.isSome(file)) return contentOf(name, file.value)
      if (Option.isSome(own) || variable.formerly === undefined) return { text: own }
      return { text: yield* optional(variable.formerly) }
    })
  ),
  { concurrency: "unbounded" }
)
