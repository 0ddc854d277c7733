import { Effect, FileSystem, Option, Path } from "effect"
import type { AgentConfig } from "../domain/AgentConfig.ts"
import { fileId, readAgentFile } from "../domain/AgentFile.ts"
import type { AgentVoice, Pipeline } from "../domain/AgentVoice.ts"
import { fileFault } from "../domain/FileFault.ts"
import type { TransferRules } from "../domain/TransferPolicy.ts"
import { agentBytes } from "../services/AgentBytes.ts"
import { NoGoodAnswer } from "./answers.ts"
import { attempt, ok, problem, skip } from "./Finding.ts"

/** Whether anybody on the machine can write to it. */
const isOpen = (directory: string) =>
  FileSystem.FileSystem.use((fs) => Effect.map(fs.stat(directory), ({ mode }) => (mode & 0o002) !== 0))

/** A directory that is written to: made where it is missing, and a file made in it and removed. */
export const writable = (variable: string, directory: string) =>
  attempt(
    variable,
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      yield* fs.makeDirectory(directory, { recursive: true, mode: 0o700 })
      yield* fs.makeTempFileScoped({ directory })
      return (yield* isOpen(directory))
        ? problem(
          `${variable} (${directory}) can be written to by everybody, who could plant calls in it: chmod o-w it`
        )
        : ok(`${variable} (${directory}) can be written to`)
    }).pipe(
      Effect.scoped,
      Effect.mapError((error) =>
        new NoGoodAnswer({
          what: `${directory} cannot be written to (${fileFault(error).detail})`,
          advice: "make it, or change its owner or the variable"
        })
      )
    )
  )

/** The file that the environment is read from, as others on the machine find it; none where there is no file. */
export const envFile = (file: string) =>
  FileSystem.FileSystem.use((fs) => fs.stat(file)).pipe(
    Effect.map(({ mode }) =>
      (mode & 0o044) === 0
        ? ok(`${file} can be read by its owner alone`)
        : skip(`${file} holds secrets, and others on this machine can read it: chmod 600 ${file}`)
    ),
    Effect.option,
    Effect.map(Option.toArray)
  )

/** North America keeps these for fiction, and so the examples have them. */
const isNobodys = (target: string) => /^tel:\+1\d{3}55501\d\d$/.test(target)

/** Whether callers of this agent are sent to numbers that nobody has, as an example's are. */
const leadsNowhere = ({ fallback, transfers }: AgentConfig) =>
  [
    ...transfers.flatMap(({ numbers }) => numbers.map(({ target }) => target)),
    ...fallback === undefined ? [] : [fallback]
  ]
    .some(isNobodys)

/** The agent files of the embedded configuration: how many answer a number, and which do not decode. */
export const agents = (directory: string, rules: TransferRules, pipelines: ReadonlyArray<Pipeline>) =>
  attempt(
    "AGENTS_DIR",
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const path = yield* Path.Path
      const names = (yield* fs.readDirectory(directory)).filter((name) => /\.ya?ml$/i.test(name)).sort()
      const files = yield* Effect.forEach(names, (name) =>
        agentBytes(path.join(directory, name)).pipe(
          Effect.map((bytes) => ({ name, ...readAgentFile(bytes, fileId(name), rules) })),
          Effect.catchTag("AgentFileUnreadable", () => Effect.succeed({ name, agent: Option.none() }))
        ))
      const isWrong = ({ pipeline }: AgentVoice = {}) => pipeline !== undefined && !pipelines.includes(pipeline)
      const broken = files.filter(({ agent }) =>
        Option.match(agent, { onNone: () => true, onSome: ({ voice }) => isWrong(voice) })
      ).map(({ name }) => path.join(directory, name))
      const nowhere = files.filter(({ agent }) => Option.exists(agent, leadsNowhere)).map(({ name }) => name)
      return names.length === 0
        ? problem(`AGENTS_DIR (${directory}) holds no *.yaml: every call would be refused; put an agent file there`)
        : (yield* isOpen(directory))
        ? problem(
          `AGENTS_DIR (${directory}) can be written to by everybody, who could tell your agents what to do: chmod o-w it`
        )
        : broken.length > 0
        ? problem(
          `${broken.length} of ${names.length} agent files are wrong; see \`receptionist check ${broken.join(" ")}\``
        )
        : nowhere.length > 0
        ? skip(
          `AGENTS_DIR (${directory}): ${names.length} agents, of which ${
            nowhere.join(", ")
          } would send callers to numbers that nobody has (555-01…): put yours there, or take the example out`
        )
        : ok(`AGENTS_DIR (${directory}): ${names.length} agents`)
    }).pipe(Effect.mapError((error) =>
      new NoGoodAnswer({
        what: `${directory} cannot be read (${fileFault(error).detail})`,
        advice: "make it and put an agent file there, or set AGENTS_DIR"
      })
    ))
  )
