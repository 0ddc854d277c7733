import { randomUUID } from "node:crypto"
import { writeFileSync } from "node:fs"
import { expect, pagesOf, test } from "./fixtures.ts"

test(
  "a file is read as it is written, and the same one can be chosen again once it is mended",
  async ({ page }) => {
    const file = test.info().outputPath("clinic.yaml")
    const yaml = "name: Clinique médicale\nphone: \"+15145550161\"\n"
    await page.goto("/agents")
    await page.getByRole("button", { name: "New agent" }).click()
    const dialog = page.getByRole("dialog")
    writeFileSync(file, Buffer.from(yaml, "latin1"))
    await dialog.locator("input[type=file]").setInputFiles(file)
    await expect(dialog.getByRole("alert")).toContainText("Line 1")
    writeFileSync(file, yaml)
    await dialog.locator("input[type=file]").setInputFiles(file)
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Clinique médicale")
  }
)

test("an agent of which nothing is left is begun anew", async ({ page, office }) => {
  const { id } = await office.ask("POST", "/agents", { yaml: "name: Nobody\nphone: \"+15145550162\"\n" })
  await office.ask("DELETE", `/agents/${String(id)}/draft`)
  await page.goto(`/agents/${String(id)}`)
  await page.getByLabel("Name, as it is spoken").fill("Somebody")
  await page.getByRole("button", { name: "Save draft" }).click()
  await expect(page.getByText("Draft saved.")).toBeVisible()
  await page.getByRole("link", { name: "YAML" }).click()
  await expect(page.getByLabel("YAML of the agent")).toHaveValue(/name: Somebody/)
  await page.getByLabel("YAML of the agent").fill("")
  await expect(page.getByRole("heading", { name: "Problems" })).toBeVisible()
})

test("who changes what somebody else has published meanwhile is told, and takes nothing back", async ({ page, office }) => {
  const yaml = (name: string) => `name: ${name}\nphone: "+15145550163"\n`
  const made = await office.ask("POST", "/agents", { yaml: yaml("First") })
  const path = `/agents/${String(made["id"])}`
  await office.ask("POST", `${path}/publish`, {})
  await page.goto(path)
  await page.getByLabel("Name, as it is spoken").fill("Mine")
  const { revision } = await office.ask("GET", path)
  await office.ask("PUT", `${path}/draft`, { yaml: yaml("Theirs"), revision })
  await office.ask("POST", `${path}/publish`, {})
  await page.getByRole("button", { name: "Save draft" }).click()
  await page.getByRole("alert").getByRole("button").click()
  await expect(page.getByLabel("Name, as it is spoken")).toHaveValue("Theirs")
})

test("a link to a message that is gone says so", async ({ page }) => {
  await page.goto("/?message=gone")
  await expect(page.getByRole("alert")).toContainText("There is nothing here")
})

test("pages that nobody sees leave the others their connections", async ({ as }) => {
  const context = await as()
  for (let pages = 0; pages < 8; pages++) {
    const page = await context.newPage()
    await page.goto("/now")
    await expect(page.getByText("Live", { exact: true })).toBeVisible()
    await page.evaluate(() => {
      Object.defineProperty(document, "visibilityState", { configurable: true, get: () => "hidden" })
      document.dispatchEvent(new Event("visibilitychange"))
    })
  }
  const [first] = context.pages()
  const asked = first?.waitForRequest(/\/api\/events/)
  await first?.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => "visible" })
    document.dispatchEvent(new Event("visibilitychange"))
  })
  await asked
  await context.close()
})

test("words that never end are broken, on every page of a phone", async ({ as, office }) => {
  const long = (letter: string, most: number) => letter.repeat(most)
  const { worker } = office.demo
  const at = new Date(Date.now() - 120_000).toISOString()
  const { id } = await worker("POST", "/calls", {
    agentId: office.demo.clinic,
    startedAt: at,
    callerNumber: "+15145550164"
  })
  await worker("POST", `/calls/${String(id)}/messages`, {
    id: randomUUID(),
    agentId: office.demo.clinic,
    kind: "message",
    text: long("x", 2000),
    callerName: long("y", 120),
    department: long("z", 200),
    bestTime: long("w", 200),
    urgency: "urgent",
    language: "FRENCH",
    takenAt: `${at.slice(0, 19)}Z`,
    due: `${at.slice(0, 19)}Z`,
    complete: true
  })
  await worker("PATCH", `/calls/${String(id)}`, {
    endedAt: new Date().toISOString(),
    durationSeconds: 60,
    endReason: long("e", 200),
    metadata: { error: { tag: long("T", 200), message: long("m", 2000) } }
  })
  await office.ask("POST", "/people", {
    email: `${long("a", 64)}@${long("b", 63)}.example.com`,
    name: long("n", 200),
    role: "viewer"
  })
  await office.ask("POST", "/keys", { name: long("k", 100) })
  const context = await as({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  const page = await context.newPage()
  for (const path of [...Object.values(pagesOf(office.demo)), `/calls/${String(id)}`]) {
    await page.goto(path)
    await page.getByRole("heading", { level: 1 }).waitFor()
    await page.waitForLoadState("networkidle").catch(() => undefined)
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(390)
  }
  await context.close()
})
