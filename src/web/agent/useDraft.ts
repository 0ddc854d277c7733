import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { useEffect, useRef, useState } from "react"
import { type Answer, ask, Refusal } from "../api.ts"
import { forget, lookWhoIsHere, office, reading, useExplain } from "../parts/office.ts"
import { say } from "../parts/say.ts"
import { useWords } from "../words/agents/useWords.ts"

export type AgentDetail = Answer<"GET /api/agents/:id">
export type Preview = Answer<"POST /api/agents/preview">
export type Problem = Preview["problems"][number]
export type Path = ReadonlyArray<string | number>
/** Null removes what stands there. */
export interface Change {
  readonly path: Path
  readonly value: unknown
}

const keptOf = (agent: AgentDetail) => ({
  yaml: storedOf(agent),
  revision: agent.revision,
  draft: agent.draft !== undefined
})
const storedOf = ({ draft, published }: AgentDetail) => draft?.yaml ?? published?.yaml ?? ""

function useSettled<A>(value: A, millis: number): A {
  const [settled, settle] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => settle(value), millis)
    return () => clearTimeout(timer)
  }, [value, millis])
  return settled
}

/** An agent's YAML while somebody works on it, and what it comes to. */
export const useDraft = (agent: AgentDetail) => {
  const words = useWords()
  const explain = useExplain()
  const [yaml, setYaml] = useState(() => storedOf(agent))
  const [saved, setSaved] = useState(() => keptOf(agent))
  const [at, setAt] = useState("")
  const [busy, setBusy] = useState(false)
  const [conflict, setConflict] = useState(false)
  const latest = useRef(yaml)
  // Changes of the form go one after the other: each is made of what the one before it came to.
  const editing = useRef(Promise.resolve())
  // A field that is typed in, and edits that are under way: what is not in the YAML yet is not saved either.
  const [typing, setTyping] = useState(false)
  const [edits, setEdits] = useState(0)
  const settled = useSettled(yaml, 350)
  const preview = useQuery({
    queryKey: ["preview", settled, at],
    queryFn: ({ signal }) =>
      ask("POST /api/agents/preview", { payload: { yaml: settled, ...at !== "" && { at } } }, signal),
    placeholderData: keepPreviousData,
    staleTime: 60_000
  })
  const write = (text: string) => {
    latest.current = text
    setYaml(text)
  }
  const adopt = (answer: AgentDetail) => {
    office.setQueryData(reading("GET /api/agents/:id", { params: { id: agent.id } }).queryKey, answer)
    write(storedOf(answer))
    setSaved(keptOf(answer))
    setConflict(false)
    void forget("GET /api/agents", "GET /api/agents/:id/versions")
  }
  const failed = (error: unknown) => {
    lookWhoIsHere(error)
    if (error instanceof Refusal && error.code === "draftChanged") setConflict(true)
    else say(explain(error instanceof Error ? error : new Error()), { tone: "danger" })
  }
  const doing = async (work: () => Promise<void>) => {
    setBusy(true)
    await editing.current
    await work().catch(failed)
    setBusy(false)
  }
  const keep = () =>
    ask("PUT /api/agents/:id/draft", {
      params: { id: agent.id },
      payload: { yaml: latest.current, revision: saved.revision }
    })
  const change = (changes: ReadonlyArray<Change>) => {
    setEdits((edits) => edits + 1)
    editing.current = editing.current.then(async () => {
      const answer = await ask("POST /api/agents/edit", { payload: { yaml: latest.current, changes } })
      write(answer.yaml)
    }).catch(failed).finally(() => setEdits((edits) => edits - 1))
  }
  const unsaved = typing || edits > 0 || yaml !== saved.yaml
  return {
    yaml,
    write,
    dirty: unsaved,
    hasDraft: saved.draft || unsaved,
    /** Whether something is typed that is not in the YAML until its field is left. */
    setTyping,
    checked: preview.data,
    checking: preview.isFetching || settled !== yaml,
    at,
    setAt,
    busy,
    conflict,
    /** Puts values where the form says, all of them or none. */
    change,
    edit: (path: Path, value: unknown) => change([{ path, value }]),
    save: () =>
      doing(async () => {
        adopt(await keep())
        say(words.agents.saved)
      }),
    publish: (note: string) =>
      doing(async () => {
        let { revision } = saved
        if (latest.current !== saved.yaml || !saved.draft) {
          const answer = await keep()
          adopt(answer)
          revision = answer.revision
        }
        adopt(
          await ask("POST /api/agents/:id/publish", {
            params: { id: agent.id },
            payload: { ...note !== "" && { note }, revision }
          })
        )
        say(words.agents.published)
      }),
    drop: () =>
      doing(async () => {
        if (!saved.draft) write(saved.yaml)
        else {
          const query = { revision: `${saved.revision}` }
          adopt(await ask("DELETE /api/agents/:id/draft", { params: { id: agent.id }, query }))
        }
      }),
    reload: () => doing(async () => adopt(await ask("GET /api/agents/:id", { params: { id: agent.id } }))),
    archive: () => doing(async () => adopt(await ask("DELETE /api/agents/:id", { params: { id: agent.id } }))),
    restore: () => doing(async () => adopt(await ask("POST /api/agents/:id/restore", { params: { id: agent.id } })))
  }
}

export type Draft = ReturnType<typeof useDraft>
