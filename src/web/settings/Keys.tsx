import { useQuery } from "@tanstack/react-query"
import { useState } from "react"
import { here, useFormat } from "../parts/format.ts"
import { Icon } from "../parts/Icon.tsx"
import { reading, useDoing } from "../parts/office.ts"
import { Empty, Loaded } from "../parts/States.tsx"
import { Sure } from "../parts/Sure.tsx"
import { useWords } from "../words/settings/useWords.ts"
import { Secret } from "./Secret.tsx"

export const Keys = () => {
  const words = useWords()
  const format = useFormat()
  const keys = useQuery(reading("GET /api/keys", {}))
  const [name, setName] = useState("")
  const [purpose, setPurpose] = useState<"calls" | "erasure">("calls")
  const [made, setMade] = useState<{ readonly secret: string; readonly purpose: "calls" | "erasure" }>()
  const [removing, setRemoving] = useState<string>()
  const forgets = ["GET /api/keys"] as const
  const make = useDoing("POST /api/keys", {
    forgets,
    onDone: (made) => {
      setName("")
      setMade({ secret: made.secret, purpose: made.key.purpose })
    }
  })
  const remove = useDoing("DELETE /api/keys/:id", { forgets })
  return (
    <div className="stack">
      <p className="quiet">{words.settings.keys.lead}</p>
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault()
          make.mutate({ payload: { name, purpose } })
        }}
      >
        <input
          className="input narrow"
          aria-label={words.settings.keys.name}
          placeholder={words.settings.keys.name}
          required
          maxLength={200}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <select
          className="select narrow"
          aria-label={words.settings.keys.purpose}
          value={purpose}
          onChange={({ target }) => setPurpose(target.value === "erasure" ? "erasure" : "calls")}
        >
          {(["calls", "erasure"] as const).map((one) => (
            <option key={one} value={one}>{words.settings.keys.purposes[one]}</option>
          ))}
        </select>
        <button type="submit" className="button" data-kind="first" disabled={make.isPending}>
          <Icon name="plus" />
          {words.settings.keys.add}
        </button>
      </form>
      <Loaded of={keys} bones={2}>
        {(all) =>
          all.length === 0
            ? (
              <div className="card">
                <Empty icon="lock" title={words.settings.keys.emptyTitle}>
                  <p>{words.settings.keys.empty}</p>
                </Empty>
              </div>
            )
            : (
              <ul className="card lines rows">
                {all.map((key) => (
                  <li key={key.id}>
                    <Icon name="lock" />
                    <div>
                      <p>
                        <b>{key.name}</b> <code className="quiet small">{key.begins}…</code>{" "}
                        {key.purpose === "erasure" && (
                          <span className="tag">{words.settings.keys.purposes.erasure}</span>
                        )}
                      </p>
                      <p className="quiet small">
                        {words.settings.keys.made(format.day(key.createdAt, here))} · {key.lastUsedAt === undefined
                          ? words.settings.keys.unused
                          : words.settings.keys.used(format.when(key.lastUsedAt, here))}
                      </p>
                    </div>
                    <button
                      type="button"
                      className="button"
                      data-size="small"
                      data-kind="danger"
                      onClick={() => setRemoving(key.id)}
                    >
                      {words.do.remove}
                    </button>
                  </li>
                ))}
              </ul>
            )}
      </Loaded>
      {made !== undefined && (
        <Secret
          title={words.settings.keys.secretTitle}
          lead={words.settings.keys.secretLead[made.purpose]}
          secret={made.secret}
          onClose={() => setMade(undefined)}
        />
      )}
      {removing !== undefined && (
        <Sure
          title={words.settings.keys.removeTitle}
          lead={words.settings.keys.removeLead}
          act={words.do.remove}
          onClose={() => setRemoving(undefined)}
          onSure={() => remove.mutate({ params: { id: removing } })}
        />
      )}
    </div>
  )
}
