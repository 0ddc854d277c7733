import { Console, Effect, FileSystem } from "effect"
import { availableParallelism } from "node:os"

const readme = new URL("../README.md", import.meta.url).pathname

/** The command that is running, without what does not change its figures. */
const commandOf = (script: string) => {
  const args = process.argv.slice(2)
  const isAside = (arg: string | undefined) => arg === "--json" || arg === "--prompts"
  const kept = args.filter((arg, index) => arg !== "--write" && !isAside(arg) && !isAside(args[index - 1]))
  return ["npm run", script, ...kept.length === 0 ? [] : ["--", ...kept]].join(" ")
}

/** Puts a result into `bench/README.md`, in the place of the last one of the same command, or after all others. */
export const publish = Effect.fnUntraced(function*(shown: string, script: string) {
  const command = commandOf(script)
  const fs = yield* FileSystem.FileSystem
  const before = yield* fs.readFileString(readme)
  const begin = `<!-- ${command} -->`
  const end = `<!-- end of ${command} -->`
  const setting = `${availableParallelism()} cores, Node ${process.versions.node}`
  const section = [begin, `\`${command}\` (${setting})`, "", shown, end].join("\n")
  const from = before.indexOf(begin)
  const to = before.indexOf(end)
  const after = from < 0 || to < from
    ? `${before.trimEnd()}\n\n${section}\n`
    : `${before.slice(0, from)}${section}${before.slice(to + end.length)}`
  yield* fs.writeFileString(readme, after)
  yield* Console.log(`Written: bench/README.md`)
})
