import { useEffect, useRef } from "react"
import { useManager } from "../parts/office.ts"
import { useWords } from "../words/agents/useWords.ts"
import type { Draft } from "./useDraft.ts"

/** The YAML itself, with the numbers of its lines; those with a problem are marked. */
export const YamlEditor = ({ draft, line }: { readonly draft: Draft; readonly line: number | undefined }) => {
  const words = useWords()
  const manager = useManager()
  const area = useRef<HTMLTextAreaElement>(null)
  const box = useRef<HTMLDivElement>(null)
  const lines = draft.yaml.split("\n")
  const wrong = new Set(draft.checked?.problems.map((problem) => problem.line))
  const doubtful = new Set(draft.checked?.warnings.map((problem) => problem.line))
  useEffect(() => {
    const text = area.current
    if (line === undefined || text === null) return
    const before = text.value.split("\n").slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0)
    const end = text.value.indexOf("\n", before)
    text.focus({ preventScroll: true })
    text.setSelectionRange(before, end === -1 ? text.value.length : end)
    const numbers = box.current?.querySelector(`[data-line="${line}"]`)
    numbers?.scrollIntoView({ block: "center" })
  }, [line])
  return (
    <div className="card yaml" ref={box}>
      <div className="yaml-lines" aria-hidden="true">
        {lines.map((_, index) => (
          // A line is its number.
          <span
            key={`${index}`}
            data-line={index + 1}
            data-tone={wrong.has(index + 1) ? "danger" : doubtful.has(index + 1) ? "warn" : undefined}
          >
            {index + 1}
          </span>
        ))}
      </div>
      <textarea
        ref={area}
        aria-label={words.agents.lineNumbers}
        aria-invalid={wrong.size > 0}
        wrap="off"
        spellCheck={false}
        autoCapitalize="off"
        autoCorrect="off"
        readOnly={!manager}
        rows={lines.length + 1}
        value={draft.yaml}
        onChange={({ target }) => draft.write(target.value)}
      />
    </div>
  )
}
