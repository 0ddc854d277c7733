import { useQuery } from "@tanstack/react-query"
import { useState } from "react"
import type { Answer } from "../api.ts"
import { Dialog } from "../parts/Dialog.tsx"
import { TextField } from "../parts/Field.tsx"
import { Icon } from "../parts/Icon.tsx"
import { reading, useDoing, useExplain } from "../parts/office.ts"
import { say } from "../parts/say.ts"
import { Empty, Loaded } from "../parts/States.tsx"
import { Sure } from "../parts/Sure.tsx"
import { useWords } from "../words/settings/useWords.ts"
import { Secret } from "./Secret.tsx"

type Event = Answer<"GET /api/webhooks">[number]["events"][number]
const events: ReadonlyArray<Event> = ["message.created", "call.ready", "delivery.failed"]

const Add = ({ onClose, onSecret }: { readonly onClose: () => void; readonly onSecret: (secret: string) => void }) => {
  const words = useWords()
  const explain = useExplain()
  const [url, setUrl] = useState("https://")
  const [chosen, choose] = useState<ReadonlyArray<Event>>(events)
  const add = useDoing("POST /api/webhooks", {
    quiet: true,
    forgets: ["GET /api/webhooks"],
    onDone: ({ secret }) => onSecret(secret)
  })
  return (
    <Dialog open onClose={onClose} title={words.settings.webhooks.add} lead={words.settings.webhooks.lead}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          add.mutate({ payload: { url, events: chosen } })
        }}
      >
        <TextField
          label={words.settings.webhooks.url}
          wrong={add.error === null ? [] : [explain(add.error)]}
          type="url"
          required
          value={url}
          onText={setUrl}
        />
        <fieldset className="field">
          <legend className="label">{words.settings.webhooks.events}</legend>
          {events.map((one) => (
            <label key={one} className="check">
              <input
                type="checkbox"
                checked={chosen.includes(one)}
                onChange={({ target }) =>
                  choose(events.filter((other) => other === one ? target.checked : chosen.includes(other)))}
              />
              {words.deliveries.events[one]} <code className="quiet small">{one}</code>
            </label>
          ))}
        </fieldset>
        <div className="row">
          <button type="submit" className="button" data-kind="first" disabled={add.isPending || chosen.length === 0}>
            {words.do.add}
          </button>
          <button type="button" className="button" onClick={onClose}>{words.do.cancel}</button>
        </div>
      </form>
    </Dialog>
  )
}

export const Webhooks = () => {
  const words = useWords()
  const webhooks = useQuery(reading("GET /api/webhooks", {}))
  const [adding, add] = useState(false)
  const [secret, setSecret] = useState<string>()
  const [removing, setRemoving] = useState<string>()
  const forgets = ["GET /api/webhooks"] as const
  const change = useDoing("PATCH /api/webhooks/:id", { forgets })
  const remove = useDoing("DELETE /api/webhooks/:id", { forgets })
  const test = useDoing("POST /api/webhooks/:id/test", {
    forgets: ["GET /api/deliveries"],
    onDone: () => say(words.settings.webhooks.tested)
  })
  return (
    <div className="stack">
      <div className="row spread">
        <p className="quiet">{words.settings.webhooks.lead}</p>
        <button type="button" className="button" data-kind="first" onClick={() => add(true)}>
          <Icon name="plus" />
          {words.settings.webhooks.add}
        </button>
      </div>
      <Loaded of={webhooks} bones={2}>
        {(all) =>
          all.length === 0
            ? (
              <div className="card">
                <Empty icon="deliveries" title={words.settings.webhooks.emptyTitle}>
                  <p>{words.settings.webhooks.empty}</p>
                </Empty>
              </div>
            )
            : (
              <ul className="card lines rows">
                {all.map((webhook) => (
                  <li key={webhook.id} data-off={!webhook.active}>
                    <span className="dot" data-tone={webhook.gone ? "danger" : webhook.active ? "live" : undefined} />
                    <div>
                      <p>
                        <b>{webhook.url}</b>
                      </p>
                      <p className="quiet small">
                        {webhook.gone
                          ? words.settings.webhooks.gone
                          : webhook.active
                          ? words.settings.webhooks.on
                          : words.settings.webhooks.off}
                        {" · "}
                        {webhook.events.map((event) => words.deliveries.events[event] ?? event).join(", ")}
                      </p>
                    </div>
                    <div className="row">
                      <button
                        type="button"
                        className="button"
                        data-size="small"
                        disabled={test.isPending}
                        onClick={() => test.mutate({ params: { id: webhook.id } })}
                      >
                        {words.settings.webhooks.test}
                      </button>
                      <button
                        type="button"
                        className="button"
                        data-size="small"
                        onClick={() =>
                          change.mutate({
                            params: { id: webhook.id },
                            payload: { active: !webhook.active || webhook.gone }
                          })}
                      >
                        {webhook.active && !webhook.gone
                          ? words.settings.webhooks.switchOff
                          : words.settings.webhooks.switchOn}
                      </button>
                      <button
                        type="button"
                        className="button"
                        data-size="small"
                        data-kind="danger"
                        onClick={() => setRemoving(webhook.id)}
                      >
                        {words.do.remove}
                      </button>
                    </div>
                  </li>
                ))}
              </ul>
            )}
      </Loaded>
      {adding && (
        <Add
          onClose={() => add(false)}
          onSecret={(made) => {
            add(false)
            setSecret(made)
          }}
        />
      )}
      {secret !== undefined && (
        <Secret
          title={words.settings.webhooks.secretTitle}
          lead={words.settings.webhooks.secretLead}
          secret={secret}
          onClose={() => setSecret(undefined)}
        />
      )}
      {removing !== undefined && (
        <Sure
          title={words.settings.webhooks.removeTitle}
          lead={words.settings.webhooks.removeLead}
          act={words.do.remove}
          onClose={() => setRemoving(undefined)}
          onSure={() => remove.mutate({ params: { id: removing } })}
        />
      )}
    </div>
  )
}
