import { randomUUID } from "node:crypto"
import { expect, test } from "./fixtures.ts"

const line = "America/Toronto"
const shownIn = (timeZone: string, at: number) =>
  new Intl.DateTimeFormat("en-CA", { hour: "numeric", minute: "2-digit", timeZone }).format(at)

test("what happened on a line is told by its clock, on every page, and named where the reader's shows another time", async ({ as, office, page }) => {
  const { clinic, begin, end, worker } = office.demo
  const at = Date.now() - 11 * 60_000
  const id = await begin(clinic, at, "+15145550167")
  await worker("POST", `/calls/${id}/messages`, {
    id: randomUUID(),
    agentId: clinic,
    kind: "message",
    text: "From elsewhere",
    urgency: "normal",
    language: "ENGLISH",
    takenAt: `${new Date(at).toISOString().slice(0, 19)}Z`,
    complete: true
  })
  await end(id, at, 61, "agent_end")
  const time = shownIn(line, at)
  for (const timezoneId of ["Asia/Tokyo", "Pacific/Auckland"]) {
    const context = await as({ timezoneId })
    const theirs = await context.newPage()
    await theirs.goto(`/calls/${id}`)
    await expect(theirs.locator(".page-head time")).toContainText(new RegExp(`${time} E[SD]T`))
    await expect(theirs.locator(".message-due")).toContainText(new RegExp(`${time} E[SD]T`))
    await expect(theirs.locator(".facts time")).toContainText(new RegExp(`${time} E[SD]T`))
    await theirs.goto("/calls?period=today")
    await expect(theirs.locator(".call-row", { hasText: "555 0167" }).locator("time")).toContainText(
      new RegExp(`${time} E[SD]T`)
    )
    await theirs.goto("/")
    await expect(theirs.locator(".message", { hasText: "From elsewhere" })).toContainText(new RegExp(`${time} E[SD]T`))
    await expect(theirs.locator(".call-line", { hasText: "555 0167" })).toContainText(new RegExp(`${time} E[SD]T`))
    await theirs.goto("/insights")
    await expect(theirs.locator(".page-head")).toContainText(/of the line, in E[SD]T/)
    await context.close()
  }
  await page.goto(`/calls/${id}`)
  await expect(page.locator(".page-head time")).toContainText(time)
  await expect(page.locator(".page-head time")).not.toContainText(/E[SD]T/)
})

test("what a caller is called turns nothing else around, and nothing in it steers the page", async ({ page, office }) => {
  const { clinic, begin, end, worker } = office.demo
  const at = Date.now() - 13 * 60_000
  const id = await begin(clinic, at, "+15145550168")
  const leave = (callerName: string, text: string) =>
    worker("POST", `/calls/${id}/messages`, {
      id: randomUUID(),
      agentId: clinic,
      kind: "message",
      department: "Fact\u202Euration",
      callerName,
      text,
      bestTime: "\u2067soon\u0007",
      urgency: "normal",
      language: "FRENCH",
      takenAt: `${new Date(at).toISOString().slice(0, 19)}Z`,
      complete: true
    })
  await leave("Zo\u202E\u00e9 Gnidaelsim", "Send it to \u202Emoc.elpmaxe\u202C please\u001b[31m")
  await leave("\u05d9\u05e2\u05dc \u05db\u05d4\u05df", "\u05ea\u05d7\u05d6\u05e8\u05d5 \u05d0\u05dc\u05d9")
  await end(id, at, 40, "caller_hangup", { metadata: { transferDepartment: "Fact\u202Euration" } })
  for (const path of ["/", `/calls/${id}`, "/calls"]) {
    await page.goto(path)
    await expect(page.getByText("Zo\u00e9 Gnidaelsim").or(page.getByText("555 0168")).first()).toBeVisible()
    const text = await page.locator("body").innerText()
    expect(text, path).not.toMatch(/[\u202A-\u202E]|[^\P{Cc}\n\t]/u)
  }
  await page.goto("/")
  const theirs = page.locator(".message", { hasText: "\u05d9\u05e2\u05dc" })
  // Apart from what stands beside it, and its own text from the right.
  await expect(theirs.locator(".message-name b")).toHaveText("\u2068\u05d9\u05e2\u05dc \u05db\u05d4\u05df\u2069")
  expect(await theirs.locator(".message-text").evaluate((it) => getComputedStyle(it).direction)).toBe("rtl")
})

test("the tools that an agent uses have names", async ({ page, office }) => {
  await page.goto(`/calls/${office.demo.toothacheCall}`)
  await expect(page.locator(".happened", { hasText: "A message is taken" })).toBeVisible()
})
