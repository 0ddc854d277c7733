import { useQuery } from "@tanstack/react-query"
import { Link, type LinkProps, Outlet, useRouterState } from "@tanstack/react-router"
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from "react"
import { useWords } from "../words/useWords.ts"
import { AccountButton } from "./AccountButton.tsx"
import { useConnected, useEvents } from "./events.ts"
import { Icon, type IconName } from "./Icon.tsx"
import { reading, useMe, useSignedOut } from "./office.ts"
import { Toasts } from "./Toasts.tsx"

const SignInAgain = lazy(() => import("./SignInAgain.tsx").then((it) => ({ default: it.SignInAgain })))

const pages = ["todo", "calls", "now", "agents", "deliveries", "insights", "settings"] as const
type Page = typeof pages[number]
const to = {
  todo: "/",
  calls: "/calls",
  now: "/now",
  agents: "/agents",
  deliveries: "/deliveries",
  insights: "/insights",
  settings: "/settings"
} as const satisfies Readonly<Record<Page, LinkProps["to"]>>

const useCounts = (): Partial<Record<Page, { readonly n: number; readonly tone?: "danger" | "live" }>> => {
  const today = useQuery(reading("GET /api/today", {})).data
  return today === undefined ? {} : {
    todo: { n: today.openMessages },
    now: { n: today.liveCalls, tone: "live" },
    deliveries: { n: today.failedDeliveries, tone: "danger" }
  }
}

export const PageLink = ({ children, page }: { readonly page: Page; readonly children: ReactNode }) => (
  <Link to={to[page]} activeOptions={{ exact: page === "todo", includeSearch: false }}>{children}</Link>
)

const Logo = () => (
  <svg width="30" height="30" viewBox="0 0 32 32" aria-hidden="true">
    <rect width="32" height="32" rx="9" fill="var(--accent)" />
    <g fill="none" stroke="var(--on-accent)" strokeWidth="2.6" strokeLinecap="round">
      <path d="M8 14v4M13.300 10v12M18.700 12.500v7M24 14.500v3" />
    </g>
  </svg>
)

/** A moment without the stream is nothing to tell of. */
const useLost = () => {
  const connected = useConnected()
  const [lost, setLost] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLost(!connected), connected ? 0 : 6000)
    return () => clearTimeout(timer)
  }, [connected])
  return lost
}

/** Around every page: where one can go, and who is here. */
export const Shell = () => {
  const words = useWords()
  const me = useMe()
  const counts = useCounts()
  const main = useRef<HTMLElement>(null)
  const path = useRouterState({ select: ({ location }) => location.pathname })
  const first = useRef(true)
  const lost = useLost()
  const signedOut = useSignedOut()
  useEvents()
  useEffect(() => {
    const page = pages.find((one) => one !== "todo" && path.startsWith(`/${one}`)) ?? "todo"
    document.title = `${words.nav[page]} · ${me?.company.name ?? ""}`
    document.documentElement.lang = words.locale
  }, [path, words, me])
  useEffect(() => {
    // Whoever reads with a screen reader hears that the page is another one.
    if (!first.current) main.current?.focus({ preventScroll: true })
    first.current = false
  }, [path])
  const count = (page: Page) => {
    const found = counts[page]
    return found === undefined || found.n === 0
      ? null
      : <span className="count" data-tone={found.tone}>{found.n > 99 ? "99+" : found.n}</span>
  }
  const entry = (page: Page) => (
    <PageLink key={page} page={page}>
      <Icon name={page as IconName} />
      <span>{words.nav[page]}</span>
      {count(page)}
    </PageLink>
  )
  return (
    <>
      <a className="skip" href="#main">{words.nav.skip}</a>
      <div className="shell">
        <aside className="rail">
          <div className="brand">
            <Logo />
            <span>{me?.company.name}</span>
          </div>
          <nav className="nav" aria-label={words.nav.label}>{pages.map(entry)}</nav>
          <div className="rail-end">
            <AccountButton place="rail" />
          </div>
        </aside>
        <main className="main" id="main" ref={main} tabIndex={-1}>
          <Outlet />
        </main>
        <nav className="bottom-bar" aria-label={words.nav.label}>
          {(["todo", "calls", "now", "agents"] as const).map(entry)}
          <AccountButton place="bar" />
        </nav>
      </div>
      <p className="lost" role="status">{lost && words.state.lost}</p>
      <Toasts />
      {signedOut && (
        <Suspense>
          <SignInAgain />
        </Suspense>
      )}
    </>
  )
}
