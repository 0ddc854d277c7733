import { variables } from "./variables.ts"
import { groups, type Variable } from "./variables/Variable.ts"

const entries = Object.entries<Variable>(variables)

const inGroups = (section: (title: string, members: ReadonlyArray<readonly [name: string, Variable]>) => string) =>
  Object.entries(groups).map(([group, title]) =>
    section(title, entries.filter(([, variable]) => variable.group === group))
  )

const fallback = ({ absent = "none", default: value }: Variable) => value === undefined ? absent : `\`${value}\``

const required = ({ requiredBy }: Variable) =>
  requiredBy === undefined ? "" : ` Required by \`${requiredBy.join("`, `")}\`.`

const chosen = ({ choices }: Variable) => choices === undefined ? "" : ` One of \`${choices.join("`, `")}\`.`

const told = (variable: Variable) => `${variable.meaning}.${chosen(variable)}${required(variable)}`

const intro = `# Configuration

Environment variables, or a \`.env\` file in the folder of the project ([\`.env.example\`](../.env.example)). A wrong value stops the start with the names of all that are wrong. A group that is not set has an embedded alternative; a group that is half set is an error. Each secret, and \`BLOCKED_CALLERS\`, may also be in a file, which the variable with \`_FILE\` behind its name then names (\`LIVEKIT_API_SECRET_FILE=/run/secrets/livekit\`). A duration is written as \`45 seconds\`, \`30 minutes\`, \`10 days\` or \`90s\`, as ISO 8601 has it (\`PT90S\`), or in plain seconds.
`

/** The page about the configuration, in Markdown. */
export const configurationPage = (): string =>
  [
    intro,
    "| Variable | Default | Meaning |",
    "| --- | --- | --- |",
    ...inGroups((title, members) =>
      [
        `| **${title}** | | |`,
        ...members.map(([name, variable]) => `| \`${name}\` | ${fallback(variable)} | ${told(variable)} |`)
      ].join("\n")
    ),
    ""
  ].join("\n")

/** The whole of `.env.example`: every variable, commented out, with its default where it has one. */
export const envExample = (): string =>
  [
    "# Every setting of the receptionist. Copy this file to .env and fill in what you need; nothing is needed for the demo.\n# A secret may also be in a file: LIVEKIT_API_SECRET_FILE=/run/secrets/livekit, and so with the others.\n",
    ...inGroups((title, members) =>
      [
        `# --- ${title}`,
        ...members.map(([name, variable]) =>
          `\n# ${told(variable)}${
            variable.default === undefined && variable.absent !== "none" ? ` Default: ${variable.absent}.` : ""
          }\n# ${name}=${variable.default ?? ""}`
        ),
        ""
      ].join("\n")
    )
  ].join("\n")
