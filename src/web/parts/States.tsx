import type { UseQueryResult } from "@tanstack/react-query"
import { type ReactNode, useState } from "react"
import { Refusal } from "../api.ts"
import { useWords } from "../words/useWords.ts"
import { Icon, type IconName } from "./Icon.tsx"
import { isSlow, useExplain } from "./office.ts"

/** Nothing to show, and what to do about it. */
export const Empty = ({ children, icon = "check", small = false, title, tone }: {
  readonly title: string
  readonly icon?: IconName
  readonly children?: ReactNode
  readonly small?: boolean
  readonly tone?: "danger"
}) => (
  <div className="state" data-size={small ? "small" : undefined} data-tone={tone}>
    <Icon name={icon} size={small ? 24 : 34} />
    <h2>{title}</h2>
    {children}
  </div>
)

export const Bones = ({ lines = 5 }: { readonly lines?: number }) => {
  const words = useWords()
  return (
    <div className="bones" role="status">
      <span className="unseen">{words.state.loading}</span>
      {Array.from({ length: lines }, (_, line) => <div key={line} className="bone" />)}
    </div>
  )
}

export const Failed = ({ again, error }: { readonly error: Error; readonly again?: () => void }) => {
  const words = useWords()
  const explain = useExplain()
  const missing = error instanceof Refusal && error.tag === "NotFound"
  const offline = error instanceof Refusal && (error.tag === "Offline" || error.tag === "Slow")
  return (
    <div role="alert">
      <Empty
        icon="warning"
        tone="danger"
        title={missing ? words.state.notFoundTitle : words.state.failed}
      >
        <p>{missing ? words.state.notFound : offline ? words.state.offline : explain(error)}</p>
        {again !== undefined && !missing && (
          <button type="button" className="button" onClick={again}>{words.do.again}</button>
        )}
      </Empty>
    </div>
  )
}

type Asked = Pick<UseQueryResult<unknown, Error>, "error" | "failureReason" | "refetch">

/** In place of an answer that is not there: it is on its way, or failed. What has failed stays told while it is asked again. */
export const Waiting = (
  { bones = 5, of: { error, failureReason, refetch } }: { readonly bones?: number; readonly of: Asked }
) => {
  const told = error ?? (isSlow(failureReason) ? failureReason : null)
  const [last, setLast] = useState(told)
  if (told !== null && told !== last) setLast(told)
  return last === null ? <Bones lines={bones} /> : <Failed error={last} again={() => void refetch()} />
}

/** What a question came to: its answer, that it is on its way, or that it failed. */
export function Loaded<A>({ bones = 5, children, of }: {
  readonly of: UseQueryResult<A, Error>
  readonly bones?: number
  readonly children: (answer: A) => ReactNode
}) {
  return of.data === undefined ? <Waiting of={of} bones={bones} /> : children(of.data)
}
