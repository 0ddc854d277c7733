import type { Page, Route } from "@playwright/test"
import { randomUUID } from "node:crypto"
import { expect, test } from "./fixtures.ts"

/** Holds the next request of this method back, until it is let go. */
const holdNext = async (page: Page, url: RegExp, method: string) => {
  const arrived = Promise.withResolvers<void>()
  const free = Promise.withResolvers<void>()
  let held = false
  await page.route(url, async (route: Route) => {
    if (held || route.request().method() !== method) return route.fallback()
    held = true
    arrived.resolve()
    await free.promise
    await route.fallback()
  })
  return { arrived: arrived.promise, letGo: free.resolve }
}

test("what is written while a draft is being saved stays, and is saved by the next", async ({ page, office }) => {
  const { id } = await office.ask("POST", "/agents", { yaml: "name: Slow\nphone: \"+15145550170\"\n" })
  await page.goto(`/agents/${String(id)}?tab=yaml`)
  const yaml = page.getByLabel("YAML of the agent")
  const first = "name: Slow\nphone: \"+15145550170\"\n# one\n"
  const saving = await holdNext(page, /\/draft$/, "PUT")
  await yaml.fill(first)
  await yaml.press("Control+s")
  await saving.arrived
  await yaml.fill(`${first}# two\n`)
  saving.letGo()
  await expect(page.getByText("Draft saved.")).toBeVisible()
  await expect(yaml).toHaveValue(`${first}# two\n`)
  await expect(page.getByText("Not saved")).toBeVisible()
  await yaml.press("Control+s")
  await expect(page.getByText("Not saved")).toHaveCount(0)
  expect(await office.ask("GET", `/agents/${String(id)}`)).toMatchObject({ draft: { yaml: `${first}# two\n` } })
})

test("a field that is left while a draft is being saved is in the next", async ({ page, office }) => {
  const { id } = await office.ask("POST", "/agents", { yaml: "name: Slow\nphone: \"+15145550171\"\n" })
  await page.goto(`/agents/${String(id)}`)
  await page.getByLabel("Name, as it is spoken").fill("Slower")
  const saving = await holdNext(page, /\/draft$/, "PUT")
  await page.getByRole("button", { name: "Save draft" }).click()
  await saving.arrived
  const about = page.getByLabel("About the company")
  await about.fill("We take our time.")
  await about.blur()
  saving.letGo()
  await expect(page.getByText("Draft saved.")).toBeVisible()
  await expect(about).toHaveValue("We take our time.")
  await page.getByRole("button", { name: "Save draft" }).click()
  await expect(page.getByText("Not saved")).toHaveCount(0)
  const { draft } = await office.ask("GET", `/agents/${String(id)}`) as { readonly draft: { readonly yaml: string } }
  expect(draft.yaml).toContain("We take our time.")
})

test("who saves twice in a hurry is told of nobody else, and who has changed nothing saves nothing", async ({ page, office }) => {
  const { id } = await office.ask("POST", "/agents", { yaml: "name: Slow\nphone: \"+15145550172\"\n" })
  const path = `/agents/${String(id)}`
  await office.ask("POST", `${path}/publish`, {})
  await page.goto(path)
  const name = page.getByLabel("Name, as it is spoken")
  await name.press("Control+s")
  await name.fill("Twice")
  const saving = await holdNext(page, /\/draft$/, "PUT")
  await name.press("Control+s")
  await saving.arrived
  await page.keyboard.press("Control+s")
  saving.letGo()
  await expect(page.getByText("Draft saved.").first()).toBeVisible()
  await expect(page.getByText("Not saved")).toHaveCount(0)
  await expect(page.getByRole("alert")).toHaveCount(0)
  const { entries } = await office.ask("GET", "/audit?limit=20") as {
    readonly entries: ReadonlyArray<{ readonly action: string; readonly subject?: { readonly id: string } }>
  }
  const drafted = entries.filter(({ action, subject }) => action === "agent.drafted" && subject?.id === id)
  expect(drafted.length, "one that was changed, and perhaps the same again").toBeLessThanOrEqual(2)
  const { draft } = await office.ask("GET", path) as { readonly draft: { readonly yaml: string } }
  expect(draft.yaml).toContain("name: Twice")
})

test("a note that is sent twice in a hurry is kept once, and what is written meanwhile stays", async ({ page, office }) => {
  const { begin, clinic, worker } = office.demo
  const call = await begin(clinic, Date.now() - 60_000, "+15145550173")
  const message = randomUUID()
  const takenAt = `${new Date().toISOString().slice(0, 19)}Z`
  await worker("POST", `/calls/${call}/messages`, {
    id: message,
    agentId: clinic,
    kind: "message",
    text: "Hurry",
    urgency: "normal",
    language: "FRENCH",
    takenAt,
    complete: true
  })
  await page.goto(`/?message=${message}`)
  const note = page.getByLabel("Add a note")
  const sending = await holdNext(page, /\/notes$/, "POST")
  await note.fill("Once")
  await note.press("Control+Enter")
  await sending.arrived
  await note.press("Control+Enter")
  await note.fill("Once, and then")
  sending.letGo()
  await expect(page.locator(".notes li")).toHaveCount(1)
  await expect(note).toHaveValue("Once, and then")
  expect(await office.ask("GET", `/messages/${message}`)).toMatchObject({ notes: [{ text: "Once" }] })
})

test("a caller who is erased is gone from the pages that others have open", async ({ as, office }) => {
  const { begin, clinic, end } = office.demo
  const at = Date.now() - 3 * 60_000
  const call = await begin(clinic, at, "+15145550174")
  await end(call, at, 40, "agent_end")
  const context = await as()
  const [page, list] = [await context.newPage(), await context.newPage()]
  await page.goto(`/calls/${call}`)
  await expect(page.getByRole("heading", { level: 1 })).toContainText("555 0174")
  await list.goto("/calls")
  await expect(list.locator("a.call-row", { hasText: "555 0174" })).toBeVisible()
  await office.ask("POST", "/callers/erase", { phone: "+15145550174" })
  await expect(page.getByRole("alert")).toContainText("There is nothing here")
  await expect(page.getByText("555 0174")).toHaveCount(0)
  await expect(list.getByText("555 0174")).toHaveCount(0)
  await context.close()
})

test("what somebody else has changed of the company meanwhile stays as they have it", async ({ page, office }) => {
  const before = await office.ask("GET", "/company")
  await page.goto("/settings?tab=company")
  const name = page.getByLabel("Name of the company")
  await name.fill("Clinique du Plateau")
  await office.ask("PATCH", "/company", { retention: { recordings: 7 } })
  await page.getByRole("button", { name: "Save" }).click()
  await expect(page.getByText("Saved.")).toBeVisible()
  await expect(page.getByLabel("Recordings (days)")).toHaveValue("7")
  expect(await office.ask("GET", "/company")).toMatchObject({
    name: "Clinique du Plateau",
    retention: { recordings: 7 }
  })
  await office.ask("PATCH", "/company", before)
})

test("a secret that is shown once stays until it is closed, and can be copied where the page may not", async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined }))
  await page.goto("/settings?tab=keys")
  await page.getByPlaceholder("Which worker").fill("the one in the cellar")
  await page.getByRole("button", { name: "Make a key" }).click()
  const secret = page.locator(".secret")
  await expect(secret).toBeVisible()
  await page.mouse.click(5, 5)
  await expect(secret).toBeVisible()
  await page.getByRole("button", { name: "Copy" }).click()
  await expect(page.getByText("copy it as you copy any text")).toBeVisible()
  expect(await page.evaluate(() => getSelection()?.toString())).toBe(await secret.textContent())
})

test("a call's page tells what is late, and its id as the log has it", async ({ page, office }) => {
  await page.goto(`/calls/${office.demo.toothacheCall}`)
  await expect(page.locator(".message")).toBeVisible()
  // Somebody has seen to it, where all of the tests are run.
  const again = page.locator(".message").getByRole("button", { name: /^Open again/ })
  if (await again.isVisible()) await again.click()
  await expect(page.locator(".message")).toContainText("Was due")
  const id = page.locator(".facts code")
  await expect(id).toBeVisible()
  expect(await id.evaluate((code) => getComputedStyle(code.parentElement ?? code, "::first-letter").textTransform))
    .toBe("none")
})

test("who opens a call's page has read it once, and has played nothing", async ({ as, office }) => {
  const { begin, clinic, toothacheCall } = office.demo
  const actions = async () => {
    const { entries } = await office.ask("GET", "/audit?limit=100") as {
      readonly entries: ReadonlyArray<{ readonly action: string; readonly subject?: { readonly id: string } }>
    }
    return entries.filter(({ subject }) => subject?.id === toothacheCall).map(({ action }) => action)
  }
  const before = (await actions()).length
  const context = await as()
  const page = await context.newPage()
  await page.goto(`/calls/${toothacheCall}`)
  await page.locator("canvas").first().waitFor()
  const looked = page.waitForResponse((response) => response.url().endsWith(`/api/calls/${toothacheCall}`))
  await begin(clinic, Date.now(), "+15145550175")
  await looked
  expect((await actions()).slice(0, -before || undefined)).toEqual(["transcript.read"])
  await page.getByRole("button", { name: "Play" }).click()
  await expect.poll(async () => (await actions())[0]).toBe("recording.played")
  await context.close()
})

test("a call is printed whole, without what is to be pressed", async ({ page, office }) => {
  await page.goto(`/calls/${office.demo.toothacheCall}`)
  const said = page.locator(".transcript")
  await said.waitFor()
  await page.emulateMedia({ media: "print" })
  await expect(page.getByRole("navigation", { name: "Pages" })).toHaveCount(0)
  expect(await said.evaluate((it) => it.scrollHeight - it.clientHeight)).toBeLessThanOrEqual(0)
  await expect(page.getByText("Goodbye, and take care of yourself.")).toBeVisible()
})
