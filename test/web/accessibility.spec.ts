import { AxeBuilder } from "@axe-core/playwright"
import { expect, pagesOf, test } from "./fixtures.ts"

for (const colorScheme of ["light", "dark"] as const) {
  test(`no page has a serious finding of axe, ${colorScheme}`, async ({ as, office }) => {
    test.setTimeout(180_000)
    const context = await as({ colorScheme, reducedMotion: "reduce" })
    const page = await context.newPage()
    const look = async (name: string) => {
      const { violations } = await new AxeBuilder({ page })
        // Base UI's own: they pass the focus on to where it belongs.
        .exclude("[data-base-ui-focus-guard]")
        .withTags([
          "wcag2a",
          "wcag2aa",
          "wcag21a",
          "wcag21aa",
          "wcag22aa"
        ]).analyze()
      const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical")
      const told = serious.map(({ id, nodes }) =>
        `${id}: ${
          nodes.slice(0, 3).map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary}`).join(" | ")
        }`
      )
      expect.soft(told, name).toEqual([])
    }
    for (const [name, path] of Object.entries(pagesOf(office.demo))) {
      await page.goto(path)
      await page.getByRole("heading", { level: 1 }).waitFor()
      await expect(page.locator(".bones")).toHaveCount(0)
      await look(name)
    }
    await page.goto("/")
    await page.locator(".message-head").first().click()
    await page.locator(".message-more").waitFor()
    await look("a message, open")
    await page.getByRole("button", { name: /Account/ }).click()
    await page.getByRole("menu").waitFor()
    await look("the account's menu")
    await page.goto("/settings")
    await page.getByRole("button", { name: "Invite somebody" }).click()
    await page.getByRole("dialog").waitFor()
    await look("a dialog")
    await context.clearCookies()
    await page.goto("/sign-in")
    await page.getByRole("heading", { level: 1 }).waitFor()
    await look("signing in")
    await page.goto("/welcome#none")
    await page.getByRole("heading", { level: 1 }).waitFor()
    await look("a link that is dead")
    await context.close()
  })
}

test("whoever goes by keyboard sees where they are, beside the bar at the foot of a narrow page", async ({ as, office }) => {
  // 1280 px at 200 % are 640.
  const context = await as({ viewport: { width: 640, height: 360 } })
  const page = await context.newPage()
  for (const path of ["/", "/calls", `/agents/${office.demo.clinic}`]) {
    await page.goto(path)
    await page.locator(".message, a.call-row, form, .tabs").first().waitFor()
    for (let step = 0; step < 25; step++) {
      await page.keyboard.press("Tab")
      const covered = await page.evaluate(() => {
        const bar = document.querySelector(".bottom-bar")
        const here = document.activeElement
        if (bar === null || here === null || bar.contains(here)) return false
        const place = here.getBoundingClientRect()
        // Of what is high, where its text begins.
        return Math.min(place.bottom, place.top + 24) > bar.getBoundingClientRect().top
      })
      expect(covered, `${path}, step ${step}`).toBe(false)
    }
  }
  await context.close()
})
