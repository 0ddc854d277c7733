import { type Browser, type BrowserContextOptions, test as base } from "@playwright/test"
import { addWebhook, asking, type DemoOffice, seed, type Seeded, signUp, startOffice } from "./DemoOffice.ts"

interface Shared {
  readonly office: DemoOffice & {
    readonly demo: Seeded
    readonly cookie: string
    readonly ask: ReturnType<typeof asking>
  }
}

const signedIn = async (browser: Browser, url: string, cookie: string, options: BrowserContextOptions = {}) => {
  const context = await browser.newContext(options)
  const [name = "", value = ""] = cookie.split("=", 2)
  await context.addCookies([{ name, value, url }])
  return context
}

/** One office for all of them, with a day of a clinic in it; `page` is its manager's. */
export const test = base.extend<
  { readonly as: (options?: BrowserContextOptions) => ReturnType<typeof signedIn> },
  Shared
>({
  office: [async ({ browserName: _ }, use) => {
    const office = await startOffice()
    const cookie = await signUp(office)
    const ask = asking(office.url, { cookie })
    await addWebhook(ask)
    const demo = await seed(office)
    await use({ ...office, demo, cookie, ask })
    await office.stop()
  }, { scope: "worker", timeout: 120_000 }],
  baseURL: async ({ office }, use) => use(office.url),
  context: async ({ browser, contextOptions, office }, use) => {
    const context = await signedIn(browser, office.url, office.cookie, { ...contextOptions, baseURL: office.url })
    await use(context)
    await context.close()
  },
  as: async ({ browser, office }, use) => {
    await use((options) =>
      signedIn(browser, office.url, office.cookie, {
        baseURL: office.url,
        locale: "en-CA",
        timezoneId: "America/Toronto",
        ...options
      })
    )
  }
})

export { expect } from "@playwright/test"

/** Every page that has an address of its own. */
export const pagesOf = ({ clinic, toothacheCall }: Seeded) =>
  ({
    "todo": "/",
    "calls": "/calls",
    "search": "/calls?q=dent",
    "call": `/calls/${toothacheCall}`,
    "now": "/now",
    "agents": "/agents",
    "agent": `/agents/${clinic}`,
    "agent-yaml": `/agents/${clinic}?tab=yaml`,
    "agent-versions": `/agents/${clinic}?tab=versions`,
    "agent-number": `/agents/${clinic}?tab=number`,
    "deliveries": "/deliveries",
    "insights": "/insights",
    "people": "/settings",
    "company": "/settings?tab=company",
    "webhooks": "/settings?tab=webhooks",
    "keys": "/settings?tab=keys",
    "audit": "/settings?tab=audit",
    "erasure": "/settings?tab=erasure"
  }) as const
