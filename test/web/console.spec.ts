import type { Locator, Page, Request } from "@playwright/test"
import { parse } from "yaml"
import { manager } from "./DemoOffice.ts"
import { expect, pagesOf, test } from "./fixtures.ts"

test("somebody signs in, after a password that was wrong, and comes to the page they asked for", async ({ browser, office }) => {
  const page = await browser.newPage({ baseURL: office.url, locale: "en-CA" })
  await page.goto("/insights")
  await expect(page).toHaveURL(/\/sign-in\?to=/)
  await page.getByLabel("E-mail").fill(manager.email)
  await page.getByLabel("Password").fill("not the password")
  await page.getByRole("button", { name: "Sign in" }).click()
  await expect(page.getByRole("alert")).toContainText("not right")
  await page.getByLabel("Password").fill(manager.password)
  await page.getByRole("button", { name: "Sign in" }).click()
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Insights")
  await expect(page).toHaveURL(/\/insights$/)
  await page.close()
})

test("a page of another site is no page to come back to", async ({ browser, office }) => {
  const page = await browser.newPage({ baseURL: office.url, locale: "en-CA" })
  await page.goto("/sign-in?to=//evil.example.com/")
  await page.getByLabel("E-mail").fill(manager.email)
  await page.getByLabel("Password").fill(manager.password)
  await page.getByRole("button", { name: "Sign in" }).click()
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("To do")
  expect(new URL(page.url()).host).toBe(new URL(office.url).host)
  await page.close()
})

test("who is invited sets a password, and looks without numbers or buttons", async ({ browser, office, page }) => {
  await page.goto("/settings")
  await page.getByRole("button", { name: "Invite somebody" }).click()
  await page.getByLabel("Name").fill("Théo Lavoie")
  await page.getByLabel("E-mail").fill("theo@example.com")
  await page.getByRole("button", { name: "Make the link" }).click()
  const link = await page.locator(".secret").textContent()
  await page.getByRole("button", { name: "Close" }).click()
  await expect(page.getByText("Théo Lavoie")).toBeVisible()

  const theirs = await browser.newPage({ baseURL: office.url, locale: "en-CA" })
  await theirs.goto(link ?? "")
  await theirs.getByLabel("Password").fill("a sentence that he knows")
  await theirs.getByRole("button", { name: "Come in" }).click()
  await expect(theirs.getByRole("heading", { level: 1 })).toHaveText("To do")
  // In the language of the browser in which they came.
  await expect(theirs.locator("html")).toHaveAttribute("lang", "en-CA")
  await expect(theirs.getByText("Luc Tremblay")).toBeVisible()
  await expect(theirs.getByRole("button", { name: "Done: Luc Tremblay" })).toBeDisabled()
  await theirs.goto("/calls")
  await expect(theirs.getByText("•").first()).toBeVisible()
  await expect(theirs.getByText("555 0142")).toHaveCount(0)
  await theirs.goto("/settings?tab=erasure")
  await expect(theirs.getByText("Erasure")).toHaveCount(0)
  // A link works once.
  await theirs.goto(`/welcome?again#${new URL(link ?? "").hash.slice(1)}`)
  await expect(theirs.getByRole("heading", { level: 1 })).toHaveText("This link no longer works")
  await theirs.close()
})

test("a message goes from the list to done, and can be undone", async ({ page }) => {
  await page.goto("/")
  const message = page.locator(".message", { hasText: "Luc Tremblay" })
  await expect(message).toContainText("Was due")
  await message.getByText("Une dent cassée").click()
  await message.getByRole("button", { name: "I'll take it" }).click()
  await expect(message).toContainText("You take it")
  await message.getByLabel("Add a note").fill("Called back: he comes at four.")
  await message.getByRole("button", { name: "Add a note" }).click()
  await expect(message.locator(".notes")).toContainText("he comes at four")
  await page.getByRole("button", { name: "Done: Luc Tremblay" }).click()
  await expect(message).toHaveCount(0)
  await page.getByRole("button", { name: "Undo" }).click()
  await expect(message).toBeVisible()
  await page.getByRole("button", { name: "Done: Luc Tremblay" }).click()
  await expect(message).toHaveCount(0)
  await page.getByRole("link", { name: "Done", exact: true }).click()
  await expect(message).toContainText(`Done by ${manager.name}`)
})

test("the list is worked through by keyboard alone", async ({ page }) => {
  await page.goto("/")
  await expect(page.locator(".message").first()).toBeVisible()
  // How far down it stands depends on what was done before.
  await expect(async () => {
    await page.keyboard.press("j")
    await expect(page.locator(".message-head:focus")).toContainText("Émile Roy", { timeout: 500 })
  }).toPass()
  await page.keyboard.press("t")
  await expect(page.locator(".message", { hasText: "Émile Roy" })).toContainText("You take it")
  await page.keyboard.press("n")
  await expect(page.getByLabel("Add a note")).toBeFocused()
  await page.keyboard.type("d is a letter here")
  await page.keyboard.press("Control+Enter")
  await expect(page.locator(".notes")).toContainText("d is a letter here")
  await page.keyboard.press("Escape")
  await page.keyboard.press("d")
  await expect(page.locator(".message", { hasText: "Émile Roy" })).toHaveCount(0)
  await page.keyboard.press("u")
  await expect(page.locator(".message", { hasText: "Émile Roy" })).toBeVisible()
  await page.goto("/")
  await expect(page.locator(".message").first()).toBeVisible()
  await page.keyboard.press("Tab")
  await expect(page.getByText("Skip to the page")).toBeFocused()
  await page.keyboard.press("Enter")
  await expect(page.locator("#main")).toBeFocused()
})

test("a call is found by what was said, plays, and is sought in", async ({ page, office }) => {
  await page.goto("/calls")
  await page.getByLabel("Search what was said").fill("élance")
  await expect(page).toHaveURL(/q=/)
  await expect(page.locator("mark").first()).toHaveText(/élance/i)
  await page.goto(`/calls/${office.demo.toothacheCall}`)
  const time = () => page.locator("audio").evaluate((audio: HTMLAudioElement) => audio.currentTime)
  await page.getByRole("button", { name: "Play" }).click()
  await expect.poll(time).toBeGreaterThan(0.5)
  await page.getByText("What number can they reach you at?").click()
  await expect.poll(time).toBeGreaterThan(35.2)
  // The recording begins when the call is answered, some seconds into it.
  expect(await time()).toBeLessThan(37)
  await expect(page.locator(".said[data-now=true]")).toContainText("What number can they reach you at?")
  await page.getByRole("button", { name: "Pause" }).click()
  const slider = page.getByRole("slider")
  await slider.focus()
  await page.keyboard.press("Home")
  await expect.poll(time).toBe(0)
  await page.keyboard.press("ArrowRight")
  await expect.poll(time).toBe(5)
  const box = await slider.boundingBox()
  await slider.click({ position: { x: (box?.width ?? 0) / 2, y: 20 } })
  await expect.poll(time).toBeGreaterThan(25)
  await expect(page.locator(".timeline-marks [data-kind=language]")).toHaveCount(1)
  await expect(page.locator(".timeline-marks [data-kind=silence]").first()).toBeAttached()
})

test("a session that ended elsewhere is begun again over the page that was gone to", async ({ browser, office }) => {
  const page = await browser.newPage({ baseURL: office.url, locale: "en-CA" })
  const enter = async () => {
    await page.getByLabel("E-mail").fill(manager.email)
    await page.getByLabel("Password").fill(manager.password)
    await page.getByRole("button", { name: "Sign in" }).click()
  }
  await page.goto("/agents")
  await enter()
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Agents")
  await page.evaluate(() => fetch("/api/session", { method: "DELETE" }))
  await page.getByRole("link", { name: "Deliveries" }).click()
  await expect(page.getByRole("dialog")).toContainText("You are signed out")
  await enter()
  await expect(page.getByRole("dialog")).toHaveCount(0)
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Deliveries")
  await page.close()
})

test("a message that is done is found by its link", async ({ page, office }) => {
  const { messages } = await office.ask("GET", "/messages")
  const [message] = messages as ReadonlyArray<{ readonly id: string; readonly text: string }>
  await office.ask("PATCH", `/messages/${message?.id}`, { done: true })
  await page.goto(`/?message=${message?.id}`)
  await expect(page.getByText(message?.text ?? "")).toBeVisible()
  await expect(page.getByRole("button", { name: /^Open again/ })).toBeVisible()
  await office.ask("PATCH", `/messages/${message?.id}`, { done: false })
})

test("a recording that was refused and a transcript that is withheld are told of", async ({ page }) => {
  await page.goto("/calls?recording=refused")
  await page.locator("a.call-row").first().click()
  await expect(page.getByText("The caller did not want to be recorded")).toBeVisible()
  await expect(page.locator("audio")).toHaveCount(0)
})

test("an agent is changed, with an error on the way, and published", async ({ page, office }) => {
  const { ask, demo } = office
  await page.goto(`/agents/${demo.shop}`)
  const greeting = page.getByLabel("Greeting · English")
  await greeting.fill("Harbord Bicycle Works, how can I help?")
  // Whoever has typed has something to save, also before the field is left.
  await page.getByRole("button", { name: "Save draft" }).click()
  await expect(page.getByText("Draft saved.")).toBeVisible()
  const number = page.getByLabel("Number").nth(1)
  await page.getByLabel("Name, as it is spoken").fill("")
  await page.getByLabel("Name, as it is spoken").blur()
  await expect(page.getByRole("heading", { name: "Problems" })).toBeVisible()
  await expect(page.getByLabel("Name, as it is spoken")).toHaveAttribute("aria-invalid", "true")
  await expect(number).toBeVisible()
  await page.getByRole("button", { name: "Publish" }).click()
  const dialog = page.getByRole("dialog")
  await expect(dialog.getByRole("alert")).toContainText("keeps it from answering")
  await expect(dialog.getByRole("button", { name: "Publish" })).toBeDisabled()
  await dialog.getByRole("button", { name: "Cancel" }).click()
  await page.getByLabel("Name, as it is spoken").fill("Harbord Bicycles")
  await page.getByRole("button", { name: "Save draft" }).click()
  await expect(page.getByRole("heading", { name: "Problems" })).toHaveCount(0)
  await page.getByRole("button", { name: "Publish" }).click()
  await dialog.getByLabel("What changed").fill("A shorter name")
  await dialog.getByRole("button", { name: "Publish" }).click()
  await expect(page.getByText("The next call hears it.")).toBeVisible()
  const served = await office.demo.worker("GET", "/agents/by-phone/%2B14165550123")
  expect(served["agent"]).toMatchObject({
    name: "Harbord Bicycles",
    config: { phrases: { greeting: { ENGLISH: "Harbord Bicycle Works, how can I help?" } } }
  })
  await page.getByRole("link", { name: "Versions" }).click()
  await expect(page.getByText("A shorter name")).toBeVisible()
  await page.getByRole("link", { name: "YAML" }).click()
  // Comments stay where they were.
  await expect(page.getByLabel("YAML of the agent")).toHaveValue(/# A shop that answers in English only/)
  expect(await ask("GET", `/agents/${demo.shop}/versions`)).toHaveLength(2)
})

test("the form says what an agent can be told, and changes nothing else", async ({ page, office }) => {
  const { ask, demo } = office
  const configOf = async (which: "draft" | "published"): Promise<Record<string, unknown>> => {
    const agent = await ask("GET", `/agents/${demo.clinic}`)
    return parse((agent[which] as { readonly yaml: string }).yaml) as Record<string, unknown>
  }
  const before = await configOf("published")
  await page.goto(`/agents/${demo.clinic}`)
  const fill = async (label: string, text: string, within: Page | Locator = page) => {
    const field = within.getByLabel(label, { exact: true })
    await field.fill(text)
    await field.blur()
  }
  await page.getByLabel("Another day").fill("2027-02-15")
  await page.getByRole("button", { name: "Add the day" }).click()
  const day = page.getByRole("group", { name: "2027-02-15" })
  await fill("Last day, of several", "2027-02-17", day)
  await fill("Hours then", "09:00-12:00, 13:00-15:00", day)
  await fill("Why · English", "the inventory", day)
  await page.getByLabel("5", { exact: true }).selectOption("Say it again")
  await page.getByLabel("2", { exact: true }).selectOption("Transfer to Facturation")
  await fill("By e-mail to", "office@clinic.example, desk@clinic.example")
  await fill("To a webhook", "https://hooks.clinic.example/messages")
  await page.getByRole("button", { name: "Make a secret" }).click()
  await expect(page.getByLabel("Its secret")).toHaveValue(/^whsec_/)
  await page.getByLabel("Who holds the conversation").selectOption("realtime+cascade")
  await fill("Voice of the TTS", "alloy")
  await fill("Speed", "1,1")
  const billing = page.getByRole("group", { name: "Facturation" })
  await billing.getByRole("button", { name: "Add a number to try next" }).click()
  await fill("Number 1", "+1 514 555 0114", billing)
  await fill("Seconds it rings", "30", billing)
  await billing.getByLabel("While it is closed").selectOption("Transfer all the same")
  await billing.getByText("Its hours").click()
  await fill("Tuesday", "10:00-12:00", billing)
  await fill("Holidays of", "CA-ON", billing)
  await billing.getByText("Its messages").click()
  await fill("By e-mail to", "billing@clinic.example", billing)
  await fill("Speed", "9")
  await expect(page.getByLabel("Speed")).toHaveAccessibleDescription(/0.25 to 1.5/)
  await expect(page.getByRole("heading", { name: "Doubts" })).toBeVisible()
  await fill("Speed", "1.2")
  await expect(page.getByText("Everything holds.")).toBeVisible()
  await page.getByRole("button", { name: "Save draft" }).click()
  await expect(page.getByText("Draft saved.")).toBeVisible()

  const { deliver, ...after } = await configOf("draft")
  expect(deliver).toMatchObject({ webhook: { secret: expect.stringMatching(/^whsec_.{40,}$/) as unknown } })
  const transfers = before["transfers"] as ReadonlyArray<Record<string, unknown>>
  const hours = before["hours"] as { readonly exceptions: ReadonlyArray<unknown> }
  expect({ ...after, deliver: { ...deliver as object, webhook: "a secret" } }).toEqual({
    ...before,
    hours: {
      ...hours,
      exceptions: [...hours.exceptions, {
        from: "2027-02-15",
        to: "2027-02-17",
        hours: ["09:00-12:00", "13:00-15:00"],
        reason: { ENGLISH: "the inventory" }
      }]
    },
    keypad: { ...before["keypad"] as object, 5: "repeat", 2: { transfer: "Facturation" } },
    deliver: { file: true, email: ["office@clinic.example", "desk@clinic.example"], webhook: "a secret" },
    voice: { pipeline: "realtime+cascade", ttsVoice: "alloy", speed: 1.2 },
    transfers: transfers.map((transfer) =>
      transfer["department"] === "Facturation"
        ? {
          ...transfer,
          numbers: [{ phone_number: "+1 514 555 0114", patience: "30 seconds" }],
          whenClosed: "transfer",
          hours: {
            week: {
              ...(transfer["hours"] as { readonly week: Readonly<Record<string, unknown>> }).week,
              tuesday: ["10:00-12:00"]
            },
            holidays: { region: "CA-ON" }
          },
          deliver: { ...transfer["deliver"] as object, email: ["billing@clinic.example"] }
        }
        : transfer
    )
  })
  await ask("DELETE", `/agents/${demo.clinic}/draft`)
})

test("a YAML that is none, and one that is hostile, are text and nothing else", async ({ page, office }) => {
  await page.goto(`/agents/${office.demo.clinic}?tab=yaml`)
  let asked = false
  page.on("dialog", (dialog) => {
    asked ||= dialog.message().includes("hostile")
    void dialog.accept()
  })
  await page.getByLabel("YAML of the agent").fill("name: \"<img src=x onerror=alert('hostile')>\"\nphone: [\n")
  await expect(page.getByRole("heading", { name: "Problems" })).toBeVisible()
  await page.getByRole("link", { name: "Form" }).click()
  await page.getByLabel("Name, as it is spoken").or(page.getByText("cannot be read as it is")).first().waitFor()
  expect(await page.locator("main img").count()).toBe(0)
  expect(asked).toBe(false)
})

test("what a caller said is never markup", async ({ page }) => {
  await page.goto("/")
  await expect(page.getByText("<img src=x onerror=alert(1)>")).toBeVisible()
  expect(await page.locator("main img, main b:has-text(\"invoice\")").count()).toBe(0)
})

test("a call that goes on appears by itself, and goes when it ends", async ({ page, office }) => {
  await page.goto("/now")
  await expect(page.getByText("Live", { exact: true })).toBeVisible()
  await expect(page.getByText("+1 438 555 0188")).toBeVisible()
  const { begin, clinic, end } = office.demo
  const startedAt = Date.now()
  const id = await begin(clinic, startedAt, "+15145550171")
  await expect(page.getByText("+1 514 555 0171")).toBeVisible()
  await expect(page.getByText("2 calls in progress.")).toBeVisible()
  await end(id, startedAt, 12, "caller_hangup")
  await expect(page.getByText("+1 514 555 0171")).toHaveCount(0)
})

test("a caller is erased everywhere, and there is a receipt", async ({ page, office }) => {
  await page.goto("/settings?tab=erasure")
  await page.getByLabel("The caller's number").fill("+1 514 555 0160")
  await page.getByRole("button", { name: "Look" }).click()
  await expect(page.getByText("There is of this number:")).toBeVisible()
  await page.getByRole("button", { name: "Erase for good" }).click()
  const dialog = page.getByRole("dialog")
  await expect(dialog.getByRole("button", { name: "Erase for good" })).toBeDisabled()
  await dialog.getByRole("textbox").fill("0160")
  await dialog.getByRole("button", { name: "Erase for good" }).click()
  await expect(page.getByText("Number ending in 0160")).toBeVisible()
  const { calls } = await office.ask("GET", "/calls?caller=0160")
  expect(calls).toEqual([])
  await page.goto("/")
  await expect(page.getByText("Le livreur passera")).toHaveCount(0)
})

test("every page is there in French", async ({ page, office }) => {
  await page.goto("/")
  await page.getByRole("button", { name: /Account/ }).click()
  await page.getByRole("menuitemradio", { name: "Français" }).click()
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("À faire")
  await expect(page.locator("html")).toHaveAttribute("lang", "fr-CA")
  const titles = new Set<string>()
  for (const path of Object.values(pagesOf(office.demo))) {
    await page.goto(path)
    titles.add(await page.getByRole("heading", { level: 1 }).textContent() ?? "")
  }
  expect([...titles]).toContain("Réglages")
  expect([...titles]).not.toContain("Settings")
  // What is wrong in an agent, and what is refused, too.
  await page.goto(`/agents/${office.demo.clinic}`)
  await page.getByLabel("Vitesse", { exact: true }).fill("9")
  await page.getByLabel("Vitesse", { exact: true }).blur()
  await expect(page.getByText("Il faut ici un nombre de 0.25 à 1.5").first()).toBeVisible()
  await page.getByRole("button", { name: "Jeter le brouillon" }).click()
  await page.getByRole("dialog").getByRole("button", { name: "Jeter le brouillon" }).click()
  await page.goto("/deliveries")
  await expect(page.getByText(/Le webhook est resté injoignable \(E\w+\)/).first()).toBeVisible()
  await page.goto("/settings?tab=webhooks")
  await page.getByRole("button", { name: "Ajouter un webhook" }).click()
  const dialog = page.getByRole("dialog")
  await dialog.getByLabel("Adresse", { exact: true }).fill("https://localhost/")
  await dialog.getByRole("button", { name: "Ajouter", exact: true }).click()
  await expect(page.getByText("Il faut une adresse https: complète")).toBeVisible()
  await office.ask("PATCH", "/session", { language: "ENGLISH" })
})

test("a phone's width holds every page", async ({ as, office }) => {
  const context = await as({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  const page = await context.newPage()
  const refused: Array<string> = []
  // What the policy of the page keeps out is told there.
  page.on("console", (message) => {
    if (message.type() === "error") refused.push(message.text())
  })
  page.on("pageerror", (error) => refused.push(error.message))
  for (const [name, path] of Object.entries(pagesOf(office.demo))) {
    await page.goto(path)
    await page.getByRole("heading", { level: 1 }).waitFor()
    await page.waitForLoadState("networkidle").catch(() => undefined)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(wide, `${name} scrolls sideways`).toBeLessThanOrEqual(390)
  }
  expect(refused).toEqual([])
  await context.close()
})

test("ten thousand calls scroll, with no more rows in the page than are seen", async ({ page }) => {
  const all = Array.from({ length: 10_000 }, (_, index) => ({
    id: `call-${index}`,
    startedAt: new Date(Date.UTC(2026, 10, 1) - index * 60_000).toISOString(),
    endedAt: new Date(Date.UTC(2026, 10, 1)).toISOString(),
    durationSeconds: 60,
    callerNumber: `+1514${1_000_000 + index}`,
    transcript: "none",
    recording: "none",
    messages: 0,
    failed: false
  }))
  await page.route(/\/api\/calls\?/, (route) => {
    const cursor = Number(new URL(route.request().url()).searchParams.get("cursor") ?? 0)
    const next = cursor + 200
    return route.fulfill({ json: { calls: all.slice(cursor, next), ...next < all.length && { next: `${next}` } } })
  })
  await page.goto("/calls")
  await expect(page.getByText("200 calls and more")).toBeVisible()
  await expect.poll(async () => {
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight))
    return await page.getByText("10,000 calls").count()
  }, { timeout: 90_000, intervals: [100] }).toBe(1)
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight))
  await expect(page.getByText("+1 514 100 9999")).toBeVisible()
  expect(await page.locator("a.call-row").count()).toBeLessThan(80)
})

for (const [locale, language] of [["en-CA", "ENGLISH"], ["fr-CA", "FRENCH"]] as const) {
  test(`the first page weighs less than 150 kB with its fonts, and lets no other script in, in ${language}`, async ({ as, office }) => {
    await office.ask("PATCH", "/session", { language })
    const page = await (await as({ locale })).newPage()
    const requests: Array<Request> = []
    page.on("requestfinished", (request) => {
      if (!request.url().includes("/api/")) requests.push(request)
    })
    const first = await page.goto("/")
    await expect(page.locator(".message").first()).toBeVisible()
    await page.evaluate(() => document.fonts.ready)
    await office.ask("PATCH", "/session", { language: "ENGLISH" })
    const policy = first?.headers()["content-security-policy"] ?? ""
    expect(policy).toContain("script-src 'self'")
    expect(policy).not.toContain("unsafe-inline")
    const sizes = await Promise.all(requests.map((request) => request.sizes()))
    const weight = sizes.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0) / 1000
    test.info().annotations.push({ type: "first page", description: `${weight.toFixed(1)} kB` })
    expect(requests.filter((request) => request.url().endsWith("woff2"))).toHaveLength(1)
    expect(weight).toBeLessThan(150)
  })
}
