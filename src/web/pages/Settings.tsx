import "../styles/pages/rows.css"
import { Link, useSearch } from "@tanstack/react-router"
import type { ReactNode } from "react"
import { useManager } from "../parts/office.ts"
import type { SettingsTab } from "../router.tsx"
import { AuditTrail } from "../settings/AuditTrail.tsx"
import { CompanySettings } from "../settings/CompanySettings.tsx"
import { Erasure } from "../settings/Erasure.tsx"
import { Keys } from "../settings/Keys.tsx"
import { People } from "../settings/People.tsx"
import { Webhooks } from "../settings/Webhooks.tsx"
import { useWords } from "../words/settings/useWords.ts"

const pages: Readonly<Record<SettingsTab, () => ReactNode>> = {
  people: People,
  company: CompanySettings,
  webhooks: Webhooks,
  keys: Keys,
  audit: AuditTrail,
  erasure: Erasure
}
const forViewers: ReadonlySet<string> = new Set(["people", "company"])

/** On a phone there is no room for all of them. */
const showCurrent = (tabs: HTMLElement | null) =>
  tabs?.querySelector("[aria-current=page]")?.scrollIntoView({ inline: "center", block: "nearest" })

export const Settings = () => {
  const words = useWords()
  const manager = useManager()
  const { tab = "people" } = useSearch({ from: "/inside/settings" })
  const shown = manager || forViewers.has(tab) ? tab : "people"
  const Page = pages[shown]
  return (
    <div className="page">
      <header className="page-head">
        <div>
          <h1>{words.settings.title}</h1>
        </div>
      </header>
      <nav className="tabs" aria-label={words.settings.title} ref={showCurrent}>
        {(Object.keys(pages) as ReadonlyArray<SettingsTab>).filter((one) => manager || forViewers.has(one)).map((
          one
        ) => (
          <Link
            key={one}
            to="/settings"
            search={one === "people" ? {} : { tab: one }}
            activeOptions={{ exact: true }}
            aria-current={shown === one ? "page" : undefined}
          >
            {words.settings.tabs[one]}
          </Link>
        ))}
      </nav>
      <Page />
    </div>
  )
}
