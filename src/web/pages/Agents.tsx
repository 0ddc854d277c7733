import "../styles/pages/agents.css"
import { useQuery } from "@tanstack/react-query"
import { Link, useNavigate } from "@tanstack/react-router"
import { useState } from "react"
import type { Problem } from "../agent/useDraft.ts"
import { Refusal } from "../api.ts"
import { Alert } from "../parts/Alert.tsx"
import { Dialog } from "../parts/Dialog.tsx"
import { TextField } from "../parts/Field.tsx"
import { here, phone, useFormat } from "../parts/format.ts"
import { Icon } from "../parts/Icon.tsx"
import { reading, useDoing, useExplain, useManager } from "../parts/office.ts"
import { Empty, Loaded } from "../parts/States.tsx"
import { useWords } from "../words/agents/useWords.ts"

/** As YAML writes a text, whatever stands in it. */
const quoted = (text: string) => JSON.stringify(text)

const Create = ({ onClose }: { readonly onClose: () => void }) => {
  const words = useWords()
  const explain = useExplain()
  const navigate = useNavigate()
  const [name, setName] = useState("")
  const [number, setNumber] = useState("")
  const create = useDoing("POST /api/agents", {
    quiet: true,
    forgets: ["GET /api/agents"],
    onDone: ({ id }) => void navigate({ to: "/agents/$id", params: { id } })
  })
  const { error } = create
  const problems = error instanceof Refusal && error.tag === "InvalidAgent"
    ? (error.body["problems"] ?? []) as ReadonlyArray<Problem>
    : []
  // As it is: the office knows in which encodings it can be, and says in which it cannot.
  const send = (input: HTMLInputElement) => {
    const file = input.files?.[0]
    if (file !== undefined) create.mutate({ payload: { file } })
    // The same one can be chosen again, once it is mended.
    input.value = ""
  }
  return (
    <Dialog open onClose={onClose} title={words.agents.createTitle} lead={words.agents.createLead}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          create.mutate({ payload: { yaml: `name: ${quoted(name)}\nphone: ${quoted(number)}\n` } })
        }}
      >
        <TextField
          label={words.agents.name}
          required
          value={name}
          onText={setName}
        />
        <TextField
          label={words.agents.phone}
          hint="+1 514 555 0100"
          type="tel"
          required
          value={number}
          onText={setNumber}
        />
        {error !== null && (
          <Alert>
            {problems.length === 0
              ? <p>{explain(error)}</p>
              : (
                <ul className="problems">
                  {problems.map((problem) => (
                    <li key={`${problem.line}:${problem.message}`}>
                      {words.agents.problem(problem)}{" "}
                      <span className="quiet small">{words.agents.place(problem.line, problem.column)}</span>
                    </li>
                  ))}
                </ul>
              )}
          </Alert>
        )}
        <div className="row">
          <button type="submit" className="button" data-kind="first" disabled={create.isPending}>
            {words.agents.create}
          </button>
          <label className="button">
            {words.agents.upload}
            <input
              type="file"
              className="unseen"
              accept=".yaml,.yml,text/yaml"
              onChange={({ target }) => send(target)}
            />
          </label>
        </div>
      </form>
    </Dialog>
  )
}

export const Agents = () => {
  const words = useWords()
  const format = useFormat()
  const manager = useManager()
  const agents = useQuery(reading("GET /api/agents", {}))
  const [creating, create] = useState(false)
  return (
    <div className="page">
      <header className="page-head">
        <div>
          <h1>{words.agents.title}</h1>
          <p>{words.agents.lead}</p>
        </div>
        {manager && (
          <button type="button" className="button" data-kind="first" onClick={() => create(true)}>
            <Icon name="plus" />
            {words.agents.create}
          </button>
        )}
      </header>
      <Loaded of={agents} bones={3}>
        {(some) =>
          some.length === 0
            ? (
              <div className="card">
                <Empty icon="agents" title={words.agents.emptyTitle}>
                  <p>{words.agents.empty}</p>
                </Empty>
              </div>
            )
            : (
              <ul className="agents">
                {some.map((agent) => (
                  <li key={agent.id}>
                    <Link to="/agents/$id" params={{ id: agent.id }} className="card agent-card">
                      <span className="face" aria-hidden="true">{agent.name.slice(0, 1).toUpperCase()}</span>
                      <span>
                        <b>{agent.name}</b>
                        <span className="quiet">
                          {agent.phone === undefined ? words.agents.noPhone : phone(agent.phone)}
                        </span>
                      </span>
                      <span className="row">
                        <span className="tag" data-tone={agent.answers ? "accent" : undefined}>
                          {agent.archived
                            ? words.agents.archived
                            : agent.answers
                            ? words.agents.answers
                            : words.agents.silent}
                        </span>
                        {agent.hasDraft && <span className="tag" data-tone="warn">{words.agents.draft}</span>}
                        {agent.languages.map((language) => (
                          <span key={language} className="tag">{words.languages[language] ?? language}</span>
                        ))}
                      </span>
                      <span className="quiet small">{words.agents.changed(format.day(agent.changedAt, here))}</span>
                    </Link>
                  </li>
                ))}
              </ul>
            )}
      </Loaded>
      {creating && <Create onClose={() => create(false)} />}
    </div>
  )
}
