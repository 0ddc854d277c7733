import { useManager } from "../parts/office.ts"
import { useWords } from "../words/useWords.ts"
import { at, listed, Section, Text, textAt, Tick } from "./fields.tsx"
import type { Change, Draft } from "./useDraft.ts"

const webhook = ["deliver", "webhook"] as const

/** A secret as Standard Webhooks has them. */
const newSecret = () => `whsec_${btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))))}`

/** Where the messages of callers go. */
export const DeliverForm = ({ draft }: { readonly draft: Draft }) => {
  const { fields, sections } = useWords().agents
  const manager = useManager()
  const value = draft.checked?.value
  const unwritten = at(value, ["deliver"]) === undefined
  // An agent that names no way has its messages here: another way comes beside it, not instead.
  const beside = (...changes: ReadonlyArray<Change>) => [
    ...unwritten ? [{ path: ["deliver", "backend"], value: true }] : [],
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
    <Section title={sections.deliver}>
      <div className="row">
        <Tick
          label={fields.deliverHere}
          checked={unwritten || at(value, ["deliver", "backend"]) === true}
          onTick={(checked) => draft.edit(["deliver", "backend"], checked)}
        />
        <Tick
          label={fields.deliverFile}
          checked={at(value, ["deliver", "file"]) === true}
          onTick={(checked) => draft.change(beside({ path: ["deliver", "file"], value: checked }))}
        />
      </div>
      <Text
        draft={draft}
        label={fields.deliverEmail}
        hint={fields.deliverEmailHint}
        path={["deliver", "email"]}
        change={(text) => {
          const mailboxes = listed(text)
          return beside({ path: ["deliver", "email"], value: mailboxes.length === 0 ? null : mailboxes })
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
    </Section>
  )
}
