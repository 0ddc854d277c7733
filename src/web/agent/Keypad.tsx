import { useWords } from "../words/agents/useWords.ts"
import { Choice, listAt, Section, textAt } from "./fields.tsx"
import type { Draft } from "./useDraft.ts"

const keys = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"]

/** An action of the YAML in one line: `{ transfer: Réception }` is `transfer Réception`, `repeat` itself. */
const lineOf = (written: unknown): string => {
  if (typeof written !== "object" || written === null) return textAt(written, [])
  const [[name, value] = ["", undefined], ...others] = Object.entries(written)
  return others.length > 0 ? JSON.stringify(written) : value === true ? name : `${name} ${textAt(value, [])}`
}
const actionOf = (line: string): unknown => {
  const [name = "", ...rest] = line.split(" ")
  return rest.length > 0 ? { [name]: rest.join(" ") } : name === "repeat" ? name : { [name]: true }
}

/** What the keys of the caller's telephone do. */
export const Keypad = ({ draft }: { readonly draft: Draft }) => {
  const words = useWords()
  const { fields, sections } = words.agents
  const departments = listAt(draft.checked?.value, ["transfers"])
    .map((transfer) => textAt(transfer, ["department"]).trim())
    .filter((name, index, all) => name !== "" && all.indexOf(name) === index)
  const options: ReadonlyArray<readonly [string, string]> = [
    ...departments.map((name) => [`transfer ${name}`, fields.keyActions.transfer(name)] as const),
    ["message", fields.keyActions.message],
    ["repeat", fields.keyActions.repeat],
    ["refuseRecording", fields.keyActions.refuseRecording],
    ...(["FRENCH", "ENGLISH"] as const).map((language) =>
      [`language ${language}`, fields.keyActions.language[language]] as const
    )
  ]
  return (
    <Section title={sections.keypad}>
      <p className="hint quiet small">{fields.keypadHint}</p>
      <div className="keypad">
        {keys.map((key) => (
          <Choice
            key={key}
            draft={draft}
            label={key}
            path={["keypad", key]}
            options={options}
            unset={fields.keyActions.none}
            read={lineOf}
            write={actionOf}
          />
        ))}
      </div>
    </Section>
  )
}
