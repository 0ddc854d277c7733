import { useQuery } from "@tanstack/react-query"
import { useState } from "react"
import type { Answer } from "../api.ts"
import { Dialog } from "../parts/Dialog.tsx"
import { TextField } from "../parts/Field.tsx"
import { here, useFormat } from "../parts/format.ts"
import { Icon } from "../parts/Icon.tsx"
import { reading, useDoing, useExplain } from "../parts/office.ts"
import { say } from "../parts/say.ts"
import { Loaded } from "../parts/States.tsx"
import { useWords } from "../words/settings/useWords.ts"

type Traces = Answer<"POST /api/callers/look">
const kinds = ["calls", "messages", "recordings", "transcripts"] as const

const Counted = ({ traces }: { readonly traces: Traces }) => {
  const words = useWords()
  return (
    <dl className="traces">
      {kinds.map((kind) => (
        <div key={kind}>
          <dt className="quiet small">{words.settings.erasure.kinds[kind]}</dt>
          <dd>{traces[kind]}</dd>
        </div>
      ))}
    </dl>
  )
}

const Confirm = (
  { number, onClose, onSure }: { readonly number: string; readonly onClose: () => void; readonly onSure: () => void }
) => {
  const words = useWords()
  const [typed, setTyped] = useState("")
  const ending = number.replace(/\D/g, "").slice(-4)
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.settings.erasure.confirmTitle}
      lead={words.settings.erasure.confirmLead}
    >
      <TextField
        label={words.settings.erasure.confirmType(ending)}
        size="figure"
        inputMode="numeric"
        autoComplete="off"
        maxLength={4}
        value={typed}
        onText={setTyped}
      />
      <footer>
        <button type="button" className="button" onClick={onClose}>{words.do.cancel}</button>
        <button
          type="button"
          className="button"
          data-kind="danger-first"
          disabled={typed !== ending}
          onClick={() => {
            onClose()
            onSure()
          }}
        >
          {words.settings.erasure.erase}
        </button>
      </footer>
    </Dialog>
  )
}

export const Erasure = () => {
  const words = useWords()
  const format = useFormat()
  const explain = useExplain()
  const [number, setNumber] = useState("")
  const [asking, ask] = useState(false)
  const receipts = useQuery(reading("GET /api/erasures", {}))
  const look = useDoing("POST /api/callers/look", { quiet: true })
  const erase = useDoing("POST /api/callers/erase", {
    forgets: ["GET /api/erasures", "GET /api/calls", "GET /api/messages", "GET /api/today", "GET /api/audit"],
    onDone: () => {
      say(words.settings.erasure.done)
      setNumber("")
      look.reset()
    }
  })
  const traces = look.data
  const none = traces !== undefined && kinds.every((kind) => traces[kind] === 0)
  return (
    <div className="stack">
      <section className="card">
        <div className="body">
          <p className="quiet">{words.settings.erasure.lead}</p>
          <form
            className="erasure-form"
            onSubmit={(event) => {
              event.preventDefault()
              look.mutate({ payload: { phone: number } })
            }}
          >
            <TextField
              label={words.settings.erasure.number}
              hint={words.settings.erasure.numberHint}
              wrong={look.error === null ? [] : [explain(look.error)]}
              type="tel"
              required
              value={number}
              onText={(text) => {
                setNumber(text)
                look.reset()
              }}
            />
            <button type="submit" className="button" disabled={look.isPending}>
              <Icon name="search" />
              {words.settings.erasure.look}
            </button>
          </form>
          {traces !== undefined && (
            <div className="stack" aria-live="polite">
              <p>{none ? words.settings.erasure.nothing : words.settings.erasure.found}</p>
              {!none && (
                <>
                  <Counted traces={traces} />
                  <div className="row">
                    <button
                      type="button"
                      className="button"
                      data-kind="danger-first"
                      disabled={erase.isPending}
                      onClick={() => ask(true)}
                    >
                      {words.settings.erasure.erase}
                    </button>
                  </div>
                </>
              )}
            </div>
          )}
        </div>
      </section>
      <section className="card">
        <header>
          <h2>{words.settings.erasure.receipts}</h2>
        </header>
        <div className="body">
          <Loaded of={receipts} bones={2}>
            {(all) =>
              all.length === 0
                ? <p className="quiet">{words.settings.erasure.noReceipts}</p>
                : (
                  <ul className="lines receipts">
                    {all.map((receipt) => (
                      <li key={receipt.id}>
                        <p>
                          <b>{words.settings.erasure.receipt(receipt.ending)}</b>
                        </p>
                        <p className="quiet small">
                          {receipt.by}, {format.when(receipt.at, here)} ·{" "}
                          {kinds.map((kind) => `${words.settings.erasure.kinds[kind]}: ${receipt.erased[kind]}`).join(
                            ", "
                          )}
                        </p>
                        <p className={receipt.left.length === 0 ? "small quiet" : "small danger"}>
                          {receipt.left.length === 0
                            ? words.settings.erasure.whole
                            : words.settings.erasure.left(receipt.left.length)}
                        </p>
                      </li>
                    ))}
                  </ul>
                )}
          </Loaded>
        </div>
      </section>
      {asking && (
        <Confirm
          number={number}
          onClose={() => ask(false)}
          onSure={() => erase.mutate({ payload: { phone: number } })}
        />
      )}
    </div>
  )
}
