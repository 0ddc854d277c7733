import { useManager } from "../parts/office.ts"
import { useWords } from "../words/agents/useWords.ts"
import { at, listed, Section, Text, textAt, Tick } from "./fields.tsx"
import type { Change, Draft, Path } from "./useDraft.ts"

/** A secret as Standard Webhooks has them. */
const newSecret = () => `whsec_${btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))))}`

/** The ways that messages go, at `path`; `unnamed`: those that they go while none is written there. */
export const DeliverFields = ({ draft, path, unnamed = {} }: {
  readonly draft: Draft
  readonly path: Path
  readonly unnamed?: Readonly<Record<string, unknown>>
}) => {
  const { fields } = useWords().agents
  const manager = useManager()
  const value = draft.checked?.value
  const written = at(value, path)
  const webhook = [...path, "webhook"]
  // Another way comes beside those that it went, not instead.
  const beside = (...changes: ReadonlyArray<Change>) => [
    ...written === undefined
      ? Object.entries(unnamed).map(([key, value]) => ({ path: [...path, key], value }))
      : [],
    ...changes
  ]
  const url = textAt(value, [...webhook, "url"])
  const secret = textAt(value, [...webhook, "secret"])
  const ofWebhook = (key: "url" | "secret", text: string, other: string) =>
    beside(
      text === "" && other === "" ? { path: webhook, value: null } : {
        path: [...webhook, key],
        value: text === "" ? null : text
      }
    )
  return (
    <>
      <div className="row">
        {([["backend", fields.deliverHere], ["file", fields.deliverFile]] as const).map(([key, label]) => (
          <Tick
            key={key}
            label={label}
            checked={at(written ?? unnamed, [key]) === true}
            onTick={(checked) => draft.change(beside({ path: [...path, key], value: checked }))}
          />
        ))}
      </div>
      <Text
        draft={draft}
        label={fields.deliverEmail}
        hint={fields.deliverEmailHint}
        path={[...path, "email"]}
        change={(text) => {
          const mailboxes = listed(text)
          return beside({ path: [...path, "email"], value: mailboxes.length === 0 ? null : mailboxes })
        }}
      />
      <div className="field-pair">
        <Text
          draft={draft}
          label={fields.deliverWebhook}
          placeholder="https://"
          path={[...webhook, "url"]}
          change={(text) => ofWebhook("url", text, secret)}
        />
        <div className="stack">
          <Text
            draft={draft}
            label={fields.deliverSecret}
            hint={fields.deliverSecretHint}
            placeholder="whsec_"
            path={[...webhook, "secret"]}
            change={(text) => ofWebhook("secret", text, url)}
          />
          {manager && url !== "" && secret === "" && (
            <button
              type="button"
              className="button add"
              data-size="small"
              onClick={() => draft.change(ofWebhook("secret", newSecret(), url))}
            >
              {fields.makeSecret}
            </button>
          )}
        </div>
      </div>
    </>
  )
}

/** Where the messages of callers go: here, where the agent names no way. */
export const DeliverForm = ({ draft }: { readonly draft: Draft }) => (
  <Section title={useWords().agents.sections.deliver}>
    <DeliverFields draft={draft} path={["deliver"]} unnamed={{ backend: true }} />
  </Section>
)
