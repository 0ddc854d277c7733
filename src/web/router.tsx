import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect
} from "@tanstack/react-router"
import { Refusal } from "./api.ts"
import { Crashed, Missing } from "./pages/Crashed.tsx"
import { Todo } from "./pages/Todo.tsx"
import { office, reading } from "./parts/office.ts"
import { Shell } from "./parts/Shell.tsx"
import { callSearch } from "./search.ts"
import { speak } from "./words/useWords.ts"

const text = (value: unknown): string | undefined => typeof value === "string" && value !== "" ? value : undefined
const oneOf = <A extends string>(value: unknown, ...all: ReadonlyArray<A>): A | undefined =>
  all.find((one) => one === value)

/** The router keeps what a page does not know of its address: here it is as if it were not there. */
const strictly =
  <A extends object>(read: (search: Record<string, unknown>) => A) => (search: Record<string, unknown>): A => ({
    ...Object.fromEntries(Object.keys(search).map((key) => [key, undefined])),
    ...read(search)
  })

const root = createRootRoute({ component: Outlet })

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: strictly(({ to }: Record<string, unknown>): { to?: string } =>
    // Only a page of this console: no address of another site.
    typeof to === "string" && /^\/(?![/\\])/.test(to) ? { to } : {}
  ),
  component: lazyRouteComponent(() => import("./pages/SignIn.tsx"), "SignIn")
})

const welcome = createRoute({
  getParentRoute: () => root,
  path: "/welcome",
  component: lazyRouteComponent(() => import("./pages/Welcome.tsx"), "Welcome")
})

const inside = createRoute({
  getParentRoute: () => root,
  id: "inside",
  beforeLoad: async ({ location }) => {
    try {
      const { language } = await office.ensureQueryData(reading("GET /api/session", {}))
      await speak(language === "FRENCH" ? "fr" : "en")
    } catch (error) {
      if (error instanceof Refusal && error.tag === "Unauthorized") {
        throw redirect({ to: "/sign-in", search: location.href === "/" ? {} : { to: location.href } })
      }
      throw error
    }
  },
  component: Shell
})

const todo = createRoute({
  getParentRoute: () => inside,
  path: "/",
  validateSearch: strictly((search: Record<string, unknown>): { show?: "done" | "mine"; message?: string } => {
    const [show, message] = [oneOf(search["show"], "done", "mine"), text(search["message"])]
    return { ...show !== undefined && { show }, ...message !== undefined && { message } }
  }),
  component: Todo
})

const calls = createRoute({
  getParentRoute: () => inside,
  path: "/calls",
  validateSearch: strictly(callSearch),
  component: lazyRouteComponent(() => import("./pages/Calls.tsx"), "Calls")
})

const call = createRoute({
  getParentRoute: () => inside,
  path: "/calls/$id",
  component: lazyRouteComponent(() => import("./pages/Call.tsx"), "Call")
})

const now = createRoute({
  getParentRoute: () => inside,
  path: "/now",
  component: lazyRouteComponent(() => import("./pages/Now.tsx"), "Now")
})

const agents = createRoute({
  getParentRoute: () => inside,
  path: "/agents",
  component: lazyRouteComponent(() => import("./pages/Agents.tsx"), "Agents")
})

const agent = createRoute({
  getParentRoute: () => inside,
  path: "/agents/$id",
  validateSearch: strictly(({ tab }: Record<string, unknown>): { tab?: "yaml" | "versions" | "number" } => {
    const known = oneOf(tab, "yaml", "versions", "number")
    return known === undefined ? {} : { tab: known }
  }),
  component: lazyRouteComponent(() => import("./pages/Agent.tsx"), "Agent")
})

const deliveries = createRoute({
  getParentRoute: () => inside,
  path: "/deliveries",
  validateSearch: strictly(({ state }: Record<string, unknown>): { state?: "open" | "delivered" | "failed" } => {
    const known = oneOf(state, "open", "delivered", "failed")
    return known === undefined ? {} : { state: known }
  }),
  component: lazyRouteComponent(() => import("./pages/Deliveries.tsx"), "Deliveries")
})

const insights = createRoute({
  getParentRoute: () => inside,
  path: "/insights",
  validateSearch: strictly(({ agentId, days }: Record<string, unknown>): { days?: number; agentId?: string } => {
    const agent = text(agentId)
    return {
      ...typeof days === "number" && [7, 30, 90].includes(days) && { days },
      ...agent !== undefined && { agentId: agent }
    }
  }),
  component: lazyRouteComponent(() => import("./pages/Insights.tsx"), "Insights")
})

const settingsTabs = ["people", "company", "webhooks", "keys", "audit", "erasure"] as const
export type SettingsTab = typeof settingsTabs[number]

const settings = createRoute({
  getParentRoute: () => inside,
  path: "/settings",
  validateSearch: strictly(({ tab }: Record<string, unknown>): { tab?: SettingsTab } => {
    const known = oneOf(tab, ...settingsTabs)
    return known === undefined ? {} : { tab: known }
  }),
  component: lazyRouteComponent(() => import("./pages/Settings.tsx"), "Settings")
})

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    welcome,
    inside.addChildren([todo, calls, call, now, agents, agent, deliveries, insights, settings])
  ]),
  defaultPreload: "intent",
  scrollRestoration: true,
  defaultErrorComponent: Crashed,
  defaultNotFoundComponent: Missing
})

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router
  }
}
