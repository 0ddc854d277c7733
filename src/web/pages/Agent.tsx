import "../styles/pages/agents.css"
import { useQuery } from "@tanstack/react-query"
import { Link, useBlocker, useNavigate, useParams, useSearch } from "@tanstack/react-router"
import { useEffect, useState } from "react"
import { Checks } from "../agent/Checks.tsx"
import { Form } from "../agent/Form.tsx"
import { PhoneLine } from "../agent/PhoneLine.tsx"
import { type AgentDetail, useDraft } from "../agent/useDraft.ts"
import { Versions } from "../agent/Versions.tsx"
import { YamlEditor } from "../agent/YamlEditor.tsx"
import { Alert } from "../parts/Alert.tsx"
import { Dialog } from "../parts/Dialog.tsx"
import { TextField } from "../parts/Field.tsx"
import { phone } from "../parts/format.ts"
import { Icon } from "../parts/Icon.tsx"
import { reading, useManager } from "../parts/office.ts"
import { Bones, Waiting } from "../parts/States.tsx"
import { Sure } from "../parts/Sure.tsx"
import { useWords } from "../words/agents/useWords.ts"

const Editor = ({ agent }: { readonly agent: AgentDetail }) => {
  const words = useWords()
  const manager = useManager()
  const navigate = useNavigate()
  const { tab } = useSearch({ from: "/inside/agents/$id" })
  const draft = useDraft(agent)
  const [asking, ask] = useState<"publish" | "drop" | "archive">()
  const [note, setNote] = useState("")
  const [line, setLine] = useState<number>()
  const problems = draft.checked?.problems.length ?? 0
  const { id } = agent
  useBlocker({
    shouldBlockFn: ({ next }) => draft.dirty && next.pathname !== `/agents/${id}` && !confirm(words.agents.leave),
    enableBeforeUnload: draft.dirty
  })
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== "s" || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
      if (manager && draft.dirty) void draft.save()
    }
    addEventListener("keydown", press)
    return () => removeEventListener("keydown", press)
  })
  const goTo = (to: number) => {
    setLine(undefined)
    void navigate({ to: "/agents/$id", params: { id }, search: { tab: "yaml" }, resetScroll: false }).then(() =>
      setLine(to)
    )
  }
  const close = () => ask(undefined)
  const tabs = [[undefined, words.agents.form], ["yaml", words.agents.yaml], ["versions", words.agents.versions], [
    "number",
    words.agents.number
  ]] as const
  return (
    <div className="page">
      <header className="page-head">
        <div>
          <Link to="/agents" className="crumb quiet small">
            <Icon name="back" size={15} />
            {words.agents.title}
          </Link>
          <h1>{agent.name}</h1>
          <p className="row">
            <span>{agent.phone === undefined ? words.agents.noPhone : phone(agent.phone)}</span>
            <span className="tag" data-tone={agent.answers ? "accent" : undefined}>
              {agent.archived ? words.agents.archived : agent.answers ? words.agents.answers : words.agents.silent}
            </span>
            {draft.dirty
              ? <span className="tag" data-tone="warn">{words.agents.unsaved}</span>
              : draft.hasDraft && <span className="tag" data-tone="warn">{words.agents.draft}</span>}
          </p>
        </div>
        {manager && (
          <div className="actions">
            {agent.archived
              ? (
                <button type="button" className="button" onClick={() => void draft.restore()}>
                  {words.agents.restore}
                </button>
              )
              : (
                <>
                  {agent.answers && !draft.hasDraft && (
                    <button
                      type="button"
                      className="button"
                      data-kind="plain"
                      onClick={() => ask("archive")}
                    >
                      {words.agents.archive}
                    </button>
                  )}
                  {draft.hasDraft && (
                    <button
                      type="button"
                      className="button"
                      data-kind="plain"
                      onClick={() => ask("drop")}
                    >
                      {words.agents.dropDraft}
                    </button>
                  )}
                  <button
                    type="button"
                    className="button"
                    disabled={draft.busy || !draft.dirty}
                    onClick={() => void draft.save()}
                  >
                    {words.agents.saveDraft}
                  </button>
                  <button
                    type="button"
                    className="button"
                    data-kind="first"
                    disabled={draft.busy || !draft.hasDraft}
                    onClick={() => ask("publish")}
                  >
                    {words.agents.publish}
                  </button>
                </>
              )}
          </div>
        )}
      </header>
      {draft.conflict && (
        <Alert>
          <p>{words.agents.conflict}</p>
          <button type="button" className="button" data-size="small" onClick={() => void draft.reload()}>
            {words.agents.loadTheirs}
          </button>
        </Alert>
      )}
      <nav className="tabs" aria-label={agent.name}>
        {tabs.map(([value, label]) => (
          <Link
            key={label}
            to="/agents/$id"
            params={{ id }}
            search={value === undefined ? {} : { tab: value }}
            resetScroll={false}
            activeOptions={{ exact: true }}
            aria-current={tab === value ? "page" : undefined}
          >
            {label}
          </Link>
        ))}
      </nav>
      {tab === "versions"
        ? (
          <Versions
            id={id}
            current={agent.published?.version.number}
            take={(yaml) => {
              draft.write(yaml)
              void navigate({ to: "/agents/$id", params: { id }, search: { tab: "yaml" } })
            }}
          />
        )
        : tab === "number"
        ? <PhoneLine id={id} />
        : (
          <div className="with-aside agent-aside">
            {tab === "yaml"
              ? <YamlEditor draft={draft} line={line} />
              : draft.checked === undefined
              ? <Bones lines={6} />
              : <Form draft={draft} />}
            <Checks draft={draft} goTo={goTo} />
          </div>
        )}
      <Dialog
        open={asking === "publish"}
        onClose={close}
        title={words.agents.publishTitle}
        lead={words.agents.publishLead}
      >
        {problems > 0 && (
          <Alert>
            {words.agents.blocked(problems)}
          </Alert>
        )}
        <TextField
          label={words.agents.publishNote}
          maxLength={200}
          value={note}
          onText={setNote}
        />
        <footer>
          <button type="button" className="button" onClick={close}>{words.do.cancel}</button>
          <button
            type="button"
            className="button"
            data-kind="first"
            disabled={problems > 0 || draft.busy || draft.checking}
            onClick={() => {
              close()
              void draft.publish(note)
              setNote("")
            }}
          >
            {words.agents.publish}
          </button>
        </footer>
      </Dialog>
      {(asking === "drop" || asking === "archive") && (
        <Sure
          title={asking === "archive" ? words.agents.archiveTitle : words.agents.dropTitle}
          lead={asking === "archive" ? words.agents.archiveLead : words.agents.dropLead}
          act={asking === "archive" ? words.agents.archive : words.agents.dropDraft}
          onClose={close}
          onSure={() => void (asking === "archive" ? draft.archive() : draft.drop())}
        />
      )}
    </div>
  )
}

export const Agent = () => {
  const { id } = useParams({ from: "/inside/agents/$id" })
  const agent = useQuery(reading("GET /api/agents/:id", { params: { id } }))
  return agent.data === undefined
    ? (
      <div className="page">
        <Waiting of={agent} bones={6} />
      </div>
    )
    : <Editor key={id} agent={agent.data} />
}
