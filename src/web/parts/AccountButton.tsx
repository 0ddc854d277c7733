import { lazy, Suspense, useState } from "react"
import { useWords } from "../words/useWords.ts"
import { Icon } from "./Icon.tsx"
import { useMe } from "./office.ts"

const load = () => import("./Account.tsx")
const Account = lazy(() => load().then(({ Account }) => ({ default: Account })))

export type Place = "rail" | "bar"

/** What the button of the account's menu shows. */
export const AccountFace = ({ place }: { readonly place: Place }) => {
  const words = useWords()
  const me = useMe()
  return place === "bar"
    ? (
      <>
        <Icon name="more" />
        <span>{words.nav.more}</span>
      </>
    )
    : (
      <>
        <span className="face" aria-hidden="true">{me?.name.slice(0, 1).toUpperCase()}</span>
        <span>
          <span className="unseen">{words.account.open}:</span>
          <b>{me?.name}</b>
          <small>{me === undefined ? "" : words.account.roles[me.role]}</small>
        </span>
      </>
    )
}

/** The way to the account's menu, which is fetched when somebody reaches for it. */
export const AccountButton = ({ place }: { readonly place: Place }) => {
  const me = useMe()
  const [asked, ask] = useState(false)
  if (me === undefined) return null
  const button = (
    <button
      type="button"
      className={place === "rail" ? "whoami" : undefined}
      aria-haspopup="menu"
      onClick={() => ask(true)}
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
    >
      <AccountFace place={place} />
    </button>
  )
  return asked
    ? (
      <Suspense fallback={button}>
        <Account place={place} me={me} />
      </Suspense>
    )
    : button
}
