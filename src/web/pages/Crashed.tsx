import type { ErrorComponentProps } from "@tanstack/react-router"
import { Refusal } from "../api.ts"
import { Empty, Failed } from "../parts/States.tsx"
import { useWords } from "../words/useWords.ts"

/** A page that broke, or whose office did not answer when it was opened. */
export const Crashed = ({ error, reset }: ErrorComponentProps) => {
  const words = useWords()
  return error instanceof Refusal
    ? <Failed error={error} again={reset} />
    : (
      <div role="alert">
        <Empty icon="warning" tone="danger" title={words.state.failed}>
          <p>{words.state.crashed}</p>
          <button type="button" className="button" onClick={() => location.reload()}>{words.do.again}</button>
        </Empty>
      </div>
    )
}

export const Missing = () => {
  const words = useWords()
  return (
    <Empty icon="search" title={words.state.notFoundTitle}>
      <p>{words.state.notFound}</p>
      <a className="button" href="/">{words.nav.todo}</a>
    </Empty>
  )
}
