import { useQuery } from "@tanstack/react-query"
import { useState } from "react"
import type { Answer } from "../api.ts"
import { TextField } from "../parts/Field.tsx"
import { office, reading, useDoing, useManager } from "../parts/office.ts"
import { say } from "../parts/say.ts"
import { Loaded } from "../parts/States.tsx"
import { useWords } from "../words/settings/useWords.ts"

type Settings = Answer<"GET /api/company">
const kinds = ["messages", "recordings", "transcripts", "calls"] as const

const Form = ({ settings }: { readonly settings: Settings }) => {
  const words = useWords()
  const manager = useManager()
  // What somebody else changes meanwhile stands beside what is changed here, and stays.
  const [name, setName] = useState<string>()
  const [retention, setRetention] = useState<Partial<Settings["retention"]>>({})
  const save = useDoing("PATCH /api/company", {
    forgets: ["GET /api/company", "GET /api/session"],
    onDone: (answer) => {
      office.setQueryData(reading("GET /api/company", {}).queryKey, answer)
      setName(undefined)
      setRetention({})
      say(words.settings.company.saved)
    }
  })
  return (
    <form
      className="card"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate({ payload: { retention, ...name !== undefined && { name } } })
      }}
    >
      <div className="body">
        <TextField
          label={words.settings.company.name}
          size="narrow"
          required
          maxLength={200}
          readOnly={!manager}
          value={name ?? settings.name}
          onText={setName}
        />
        <div>
          <h2>{words.settings.company.retention}</h2>
          <p className="quiet">{words.settings.company.retentionLead}</p>
        </div>
        <div className="retention">
          {kinds.map((kind) => ({ kind, days: retention[kind] ?? settings.retention[kind] })).map(({ days, kind }) => (
            <TextField
              key={kind}
              label={`${words.settings.company.kinds[kind]} (${words.settings.company.days})`}
              size="figure"
              type="number"
              min={1}
              max={3650}
              required
              readOnly={!manager}
              value={Number.isNaN(days) ? "" : days}
              onText={(text) => setRetention({ ...retention, [kind]: text === "" ? Number.NaN : Number(text) })}
            />
          ))}
        </div>
        {manager && (
          <div className="row">
            <button type="submit" className="button" data-kind="first" disabled={save.isPending}>
              {words.do.save}
            </button>
          </div>
        )}
      </div>
    </form>
  )
}

export const CompanySettings = () => (
  <Loaded of={useQuery(reading("GET /api/company", {}))} bones={4}>
    {(settings) => <Form settings={settings} />}
  </Loaded>
)
