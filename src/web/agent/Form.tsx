import { Icon } from "../parts/Icon.tsx"
import { useWords } from "../words/agents/useWords.ts"
import { DeliverForm } from "./DeliverForm.tsx"
import { Departments } from "./Departments.tsx"
import { at, Choice, listAt, Section, Text, Tick, useTold } from "./fields.tsx"
import { HoursForm } from "./HoursForm.tsx"
import { Keypad } from "./Keypad.tsx"
import type { Draft } from "./useDraft.ts"
import { VoiceForm } from "./VoiceForm.tsx"

const languages = ["FRENCH", "ENGLISH"] as const

const Languages = ({ draft }: { readonly draft: Draft }) => {
  const words = useWords()
  const { fields } = words.agents
  const { checked } = draft
  // As they were understood, where they were: the YAML may say `fr`, or nothing.
  const spoken: ReadonlyArray<unknown> = checked !== undefined && checked.languages.length > 0
    ? checked.languages
    : listAt(checked?.value, ["supportedLanguages"])
  const { wrong } = useTold(draft, ["supportedLanguages"])
  return (
    <div className="field-pair">
      <fieldset className="field">
        <legend className="label">{fields.supportedLanguages}</legend>
        <div className="row">
          {languages.map((language) => (
            <Tick
              key={language}
              label={words.languages[language] ?? language}
              checked={spoken.includes(language)}
              onTick={(ticked) =>
                draft.edit(
                  ["supportedLanguages"],
                  languages.filter((one) => one === language ? ticked : spoken.includes(one))
                )}
            />
          ))}
        </div>
        {wrong.map((text) => <span key={text} className="wrong">{text}</span>)}
      </fieldset>
      <Choice
        draft={draft}
        label={fields.defaultLanguage}
        path={["defaultLanguage"]}
        options={languages.map((one) => [one, words.languages[one] ?? one] as const)}
      />
    </div>
  )
}

const Told = ({ draft }: { readonly draft: Draft }) => {
  const { fields, sections } = useWords().agents
  return (
    <Section title={sections.told}>
      <div className="field-pair">
        <Tick
          label={fields.machine}
          checked={at(draft.checked?.value, ["disclosure", "machine"]) !== false}
          onTick={(ticked) => draft.edit(["disclosure", "machine"], ticked)}
        />
        <Choice
          draft={draft}
          label={fields.recording}
          path={["disclosure", "recording"]}
          options={Object.entries(fields.recordings)}
        />
      </div>
      <Text draft={draft} label={fields.fallback} type="tel" path={["fallback", "phone_number"]} />
    </Section>
  )
}

/** The agent as a form: what it changes is put into the YAML, whose comments and order stay. */
export const Form = ({ draft }: { readonly draft: Draft }) => {
  const words = useWords()
  const { fields, sections } = words.agents
  // Where nothing stands yet, it begins here.
  if (draft.checked !== undefined && draft.checked.value === undefined && draft.yaml.trim() !== "") {
    return (
      <p className="notice" data-tone="warn">
        <Icon name="warning" />
        {words.agents.unreadable}
      </p>
    )
  }
  return (
    <div className="stack">
      <Section title={sections.who}>
        <div className="field-pair">
          <Text draft={draft} label={fields.name} path={["name"]} />
          <Text draft={draft} label={fields.phone} type="tel" path={["phone"]} />
        </div>
        <Languages draft={draft} />
      </Section>
      <Section title={sections.said}>
        {(["greeting", "goodbye"] as const).map((phrase) => (
          <div key={phrase} className="field-pair">
            {languages.map((language) => (
              <Text
                key={language}
                draft={draft}
                label={`${fields[phrase]} · ${words.languages[language] ?? language}`}
                placeholder={fields.standard}
                path={["phrases", phrase, language]}
                long
              />
            ))}
          </div>
        ))}
      </Section>
      <HoursForm draft={draft} />
      <Section title={sections.knows}>
        <Text draft={draft} label={fields.description} long path={["description"]} />
        <Text draft={draft} label={fields.instructions} hint={fields.instructionsHint} long path={["instructions"]} />
        <Text draft={draft} label={fields.faqs} long path={["faqs"]} />
      </Section>
      <Departments draft={draft} />
      <Keypad draft={draft} />
      <DeliverForm draft={draft} />
      <Told draft={draft} />
      <VoiceForm draft={draft} />
    </div>
  )
}
