import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { useEffect, useRef, useState } from "react"
import { type Answer, ask, Refusal } from "../api.ts"
import { forget, isPassing, lookWhoIsHere, office, reading, useExplain } from "../parts/office.ts"
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
  const kept = useRef(saved)
  // What is asked of the office goes one after the other: each is made of what the one before it came to.
  const last = useRef(Promise.resolve())
  // A field that is typed in, and edits that are under way: what is not in the YAML yet is not saved either.
  const [typing, setTyping] = useState(false)
  const owed = useRef<ReadonlyArray<Change>>([])
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
  /** What the office has now, in place of `before`: what has been written since then stays, and is not saved yet. */
  const adopt = async (asked: Promise<AgentDetail>, before = latest.current) => {
    const answer = await asked
    office.setQueryData(reading("GET /api/agents/:id", { params: { id: agent.id } }).queryKey, answer)
    if (latest.current === before) write(storedOf(answer))
    kept.current = keptOf(answer)
    setSaved(kept.current)
    setConflict(false)
    void forget("GET /api/agents", "GET /api/agents/:id/versions")
  }
  const failed = (error: unknown) => {
    lookWhoIsHere(error)
    if (error instanceof Refusal && error.code === "draftChanged") setConflict(true)
    else say(explain(error instanceof Error ? error : new Error()), { tone: "danger" })
  }
  const inTurn = (work: () => Promise<void>) => (last.current = last.current.then(work).catch(failed))
  const doing = async (work: () => Promise<void>) => {
    setBusy(true)
    await inTurn(work)
    setBusy(false)
  }
  const owe = (changes: ReadonlyArray<Change>) => {
    owed.current = changes
    setEdits(changes.length)
  }
  /** Puts into the YAML what the form says; what the office could not be asked for yet goes with the next. */
  const settle = async () => {
    const changes = owed.current
    if (changes.length === 0) return
    const done = () => owe(owed.current.slice(changes.length))
    try {
      const answer = await ask("POST /api/agents/edit", { payload: { yaml: latest.current, changes } })
      write(answer.yaml)
      done()
    } catch (error) {
      if (!isPassing(error)) done()
      throw error
    }
  }
  const params = { id: agent.id }
  const keep = async () => {
    await settle()
    await adopt(
      ask("PUT /api/agents/:id/draft", {
        params,
        payload: { yaml: latest.current, revision: kept.current.revision }
      })
    )
  }
  const change = (changes: ReadonlyArray<Change>) => {
    owe([...owed.current, ...changes])
    void inTurn(settle)
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
        await keep()
        say(words.agents.saved)
      }),
    publish: (note: string) =>
      doing(async () => {
        await settle()
        if (latest.current !== kept.current.yaml || !kept.current.draft) await keep()
        const { revision, yaml } = kept.current
        await adopt(
          ask("POST /api/agents/:id/publish", { params, payload: { ...note !== "" && { note }, revision } }),
          yaml
        )
        say(words.agents.published)
      }),
    drop: () =>
      doing(async () => {
        owe([])
        const { draft, revision, yaml } = kept.current
        if (draft) await adopt(ask("DELETE /api/agents/:id/draft", { params, query: { revision: `${revision}` } }))
        else write(yaml)
      }),
    reload: () =>
      doing(() => {
        owe([])
        return adopt(ask("GET /api/agents/:id", { params }))
      }),
    archive: () => doing(() => adopt(ask("DELETE /api/agents/:id", { params }))),
    restore: () => doing(() => adopt(ask("POST /api/agents/:id/restore", { params })))
  }
}

export type Draft = ReturnType<typeof useDraft>
