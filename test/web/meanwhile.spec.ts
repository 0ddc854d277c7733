import type { BrowserContext } from "@playwright/test"
import { manager } from "./DemoOffice.ts"
import { expect, test } from "./fixtures.ts"

/** A session of its own, that a test may end. */
const ownSession = async (context: BrowserContext, url: string) => {
  await context.clearCookies()
  await context.request.post(`${url}/api/session`, {
    data: { email: manager.email, password: manager.password },
    headers: { origin: url }
  })
}

test("who is signed out in mid-form signs in over the page, and has lost nothing", async ({ as, office }) => {
  const context = await as()
  await ownSession(context, office.url)
  const page = await context.newPage()
  let asked = 0
  page.on("dialog", (dialog) => {
    asked++
    void dialog.dismiss()
  })
  await page.goto(`/agents/${office.demo.shop}`)
  const about = page.getByLabel("About the company")
  await about.fill("We mend bicycles, and")
  await context.request.delete(`${office.url}/api/session`, { headers: { origin: office.url } })
  await page.getByRole("button", { name: "Save draft" }).click()
  const dialog = page.getByRole("dialog", { name: "You are signed out" })
  await expect(dialog).toBeVisible()
  await expect(dialog.getByLabel("E-mail")).toHaveValue(manager.email)
  await dialog.getByLabel("Password").fill("wrong")
  await dialog.getByRole("button", { name: "Sign in" }).click()
  await expect(dialog.getByRole("alert")).toContainText("not right")
  await dialog.getByLabel("Password").fill(manager.password)
  await dialog.getByRole("button", { name: "Sign in" }).click()
  await expect(dialog).toHaveCount(0)
  await expect(about).toHaveValue("We mend bicycles, and")
  // Also to the office, without a letter more.
  await expect(page.getByText("Not saved")).toBeVisible()
  await page.getByRole("button", { name: "Save draft" }).click()
  await expect(page.getByText("Draft saved.")).toBeVisible()
  expect(await office.ask("GET", `/agents/${office.demo.shop}`)).toMatchObject({
    draft: { yaml: expect.stringContaining("We mend bicycles, and") }
  })
  await expect(page.getByText("Draft saved.")).toHaveCount(0)
  await about.fill("We mend bicycles, and sell them.")
  await page.getByRole("button", { name: "Save draft" }).click()
  await expect(page.getByText("Draft saved.")).toBeVisible()
  expect(asked).toBe(0)
  await page.getByRole("button", { name: "Drop draft" }).click()
  await page.getByRole("dialog").getByRole("button", { name: "Drop draft" }).click()
  await context.close()
})

test("who signs out in one tab is out in the others, which show nothing more", async ({ as, office }) => {
  const context = await as()
  await ownSession(context, office.url)
  const [one, other] = [await context.newPage(), await context.newPage()]
  await other.goto("/")
  await expect(other.locator(".message").first()).toBeVisible()
  await one.goto("/calls")
  await one.getByRole("button", { name: /Account/ }).click()
  await one.getByRole("menuitem", { name: "Sign out" }).click()
  await expect(one).toHaveURL(/sign-in/)
  await other.bringToFront()
  await other.locator(".tick").first().click()
  await expect(other.getByRole("dialog", { name: "You are signed out" })).toBeVisible()
  const cover = await other.locator(".covering").evaluate((it) => getComputedStyle(it).backgroundColor)
  expect(cover).toMatch(/^(rgb|oklch)\([^/]*\)$/)
  await context.close()
})

test("what was typed is still there when the language is another, and asked about when somebody leaves", async ({ page, office }) => {
  await page.goto(`/agents/${office.demo.shop}`)
  const name = page.getByLabel("Name, as it is spoken")
  await name.fill("Harbord Wheels")
  await page.getByRole("button", { name: /Account/ }).click()
  await page.getByRole("menuitemradio", { name: "Français" }).click()
  await expect(page.getByLabel("Nom, tel qu'il est dit")).toHaveValue("Harbord Wheels")
  await expect(page.getByText("Pas gardé")).toBeVisible()
  await office.ask("PATCH", "/session", { language: "ENGLISH" })
  page.once("dialog", (dialog) => void dialog.dismiss())
  await page.getByRole("link", { name: "Appels", exact: true }).click()
  await expect(page.getByLabel("Nom, tel qu'il est dit")).toHaveValue("Harbord Wheels")
  page.once("dialog", (dialog) => void dialog.accept())
  await page.getByRole("link", { name: "Appels", exact: true }).click()
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Appels")
})

test("a note that was begun is still there when its message is opened again", async ({ page }) => {
  await page.goto("/")
  const head = page.locator(".message-head").first()
  await head.click()
  await page.getByLabel("Add a note").fill("Called at nine")
  await head.click()
  await expect(page.getByLabel("Add a note")).toHaveCount(0)
  await page.getByRole("link", { name: "Calls", exact: true }).click()
  await page.getByRole("link", { name: "To do" }).click()
  await page.locator(".message-head").first().click()
  await expect(page.getByLabel("Add a note")).toHaveValue("Called at nine")
})

test("back and forward lead through pages, tabs and filters as they were", async ({ page, office }) => {
  await page.goto("/")
  await expect(page.locator(".message").first()).toBeVisible()
  await page.getByRole("link", { name: "Calls", exact: true }).click()
  await page.getByLabel("Search what was said").fill("élance")
  await expect(page.locator("mark").first()).toBeVisible()
  await page.locator("a.call-row").first().click()
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Call from")
  await page.goBack()
  await expect(page.getByLabel("Search what was said")).toHaveValue("élance")
  await expect(page.locator("mark").first()).toBeVisible()
  await page.goForward()
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Call from")
  await page.goto(`/agents/${office.demo.clinic}`)
  await page.getByRole("link", { name: "Versions" }).click()
  await page.getByRole("link", { name: "YAML" }).click()
  await page.goBack()
  await expect(page.getByText("Version 1")).toBeVisible()
  await page.goBack()
  await expect(page.getByLabel("Name, as it is spoken")).toBeVisible()
})

test("an office that is slow, or fails, is waited for, and says so", async ({ page }) => {
  let answers = 0
  const waited = Promise.withResolvers<void>()
  await page.route(/\/api\/deliveries/, async (route) => {
    answers++
    if (answers === 1) await waited.promise
    if (answers <= 1) return route.abort()
    return route.fallback()
  })
  await page.goto("/deliveries")
  await expect(page.locator(".bones")).toBeVisible()
  waited.resolve()
  // It is tried again by itself.
  await expect(page.locator(".delivery").first()).toBeVisible()
  await page.route(
    /\/api\/insights/,
    (route) =>
      route.fulfill({
        status: 503,
        json: {
          _tag: "Unavailable",
          code: "databaseAway",
          message: "the office's database does not answer: try again in a moment"
        }
      })
  )
  await page.goto("/insights")
  await expect(page.getByRole("alert")).toContainText("database does not answer")
  await page.unroute(/\/api\/insights/)
  await page.getByRole("button", { name: "Try again" }).click()
  await expect(page.locator(".figures")).toBeVisible()
})

test("an office that is there and says nothing is told of, and found again", async ({ page }) => {
  await page.clock.install()
  await page.route(/\/api\/deliveries/, () => {})
  const asked = page.waitForRequest(/\/api\/deliveries/)
  await page.goto("/deliveries")
  await asked
  await page.clock.fastForward("00:21")
  await expect(page.getByRole("alert")).toContainText("The office does not answer")
  // It is asked again after five seconds, and nobody is left to wonder meanwhile.
  await page.clock.fastForward("00:06")
  await expect(page.getByRole("alert")).toContainText("The office does not answer")
  await page.unroute(/\/api\/deliveries/)
  await expect(async () => {
    await page.clock.fastForward("00:06")
    await expect(page.locator(".delivery").first()).toBeVisible({ timeout: 500 })
  }).toPass()
})

test("a line that is dead is not called live, also where nobody says that it is", async ({ page }) => {
  await page.clock.install()
  await page.addInitScript(() => {
    let opened = 0
    class Silent extends EventTarget {
      constructor() {
        super()
        // The first has something to say; what is opened after it gets no answer.
        if (++opened > 1) return
        setTimeout(() => this.dispatchEvent(new MessageEvent("message", { data: "{\"_tag\":\"Ready\"}" })), 10)
      }
      close() {}
    }
    Object.assign(window, { EventSource: Silent })
  })
  await page.goto("/now")
  await expect(page.locator("header .tag")).toHaveText("Live")
  await page.clock.fastForward("00:46")
  await expect(page.locator("header .tag")).toHaveText("Trying again…")
})

test("a number that could not be connected says why at once, and one that has changed can be connected", async ({ office, page }) => {
  const { id } = await office.ask("POST", "/agents", { yaml: "name: Line\nphone: \"+15145550180\"\n" })
  await office.ask("POST", `/agents/${String(id)}/publish`, {})
  await page.goto(`/agents/${String(id)}?tab=number`)
  await page.getByRole("button", { name: "Connect the number" }).click()
  await expect(page.locator(".notice")).toContainText("LIVEKIT_URL")
  await page.route(/\/api\/numbers/, (route) =>
    route.fulfill({
      json: [{
        phone: "+15145550180",
        agentId: id,
        agentName: "Line",
        status: "failed",
        trunkId: "ST_1",
        problem: "the number is another one now: connect it, and the old one is let go of",
        reason: { kind: "numberChanged" }
      }]
    }))
  await page.reload()
  await expect(page.locator(".notice")).toContainText("connect it")
  await expect(page.getByRole("button", { name: "Connect the number" })).toBeVisible()
  await expect(page.getByRole("button", { name: "Disconnect" })).toBeVisible()
  await office.ask("DELETE", `/agents/${String(id)}`)
})

test("two filters that are written within a moment are both kept", async ({ page }) => {
  await page.goto("/calls")
  await page.getByLabel("Search what was said").fill("élance")
  await page.getByPlaceholder("Number, or how it ends").fill("5550142")
  await expect(page).toHaveURL(/q=.*caller=|caller=.*q=/)
  await expect(page.getByText(/^1 call$/)).toBeVisible()
})

test("who wants less movement sees none, and who enlarges the page to 200 % reads all of it", async ({ as, office }) => {
  const still = await as({ reducedMotion: "reduce" })
  const page = await still.newPage()
  await page.goto("/now")
  await page.locator(".live-wave i").first().waitFor()
  const moving = await page.evaluate(() =>
    document.getAnimations().filter((one) =>
      one.playState === "running" && (one.effect?.getComputedTiming().iterations ?? 1) > 1
    ).length
  )
  expect(moving).toBe(0)
  await still.close()
  // 1280 px at 200 % are 640.
  const large = await as({ viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 })
  const enlarged = await large.newPage()
  for (
    const path of ["/", "/calls", `/calls/${office.demo.toothacheCall}`, `/agents/${office.demo.clinic}`, "/settings"]
  ) {
    await enlarged.goto(path)
    await enlarged.getByRole("heading", { level: 1 }).waitFor()
    expect(await enlarged.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(640)
  }
  await large.close()
})

test("a caller is found by their number, however it is written", async ({ page, office }) => {
  const { begin, clinic, end } = office.demo
  const at = Date.now() - 15 * 60_000
  await end(await begin(clinic, at, "+15145550169"), at, 33, "agent_end")
  await page.goto("/calls")
  const field = page.getByPlaceholder("Number, or how it ends")
  for (
    const written of [
      "0169",
      "(514) 555-0169",
      "1-514-555-0169",
      "+1 514 555 0169",
      "001 514 555 0169",
      "011 1 514 555 0169",
      "514\u00a0555\u20110169",
      "514.555.0169",
      "tel:+15145550169",
      "\uff15\uff11\uff14 555 0169"
    ]
  ) {
    await field.fill(written)
    await expect(page.getByText(/^1 call$/), written).toBeVisible()
    await expect(page.locator("a.call-row")).toContainText("555 0169")
  }
})

test("a list of calls has room for all of its columns, however wide the page is", async ({ as }) => {
  const context = await as({ timezoneId: "Asia/Kathmandu" })
  const page = await context.newPage()
  for (const width of [390, 640, 861, 1001, 1024, 1100, 1180, 1280, 1440]) {
    await page.setViewportSize({ width, height: 700 })
    await page.goto("/calls")
    const row = page.locator("a.call-row", { hasText: "555 0142" })
    await row.waitFor()
    const cut = await row.evaluate((it) =>
      ["call-when", "call-who", "call-outcome", "call-length"].filter((name) => {
        const cell = it.querySelector(`.${name}`)
        if (cell === null) return true
        const [within, place] = [it.getBoundingClientRect(), cell.getBoundingClientRect()]
        return place.right > within.right || cell.scrollWidth > cell.clientWidth + 1
      })
    )
    expect(cut, `${width} px`).toEqual([])
  }
  await context.close()
})
