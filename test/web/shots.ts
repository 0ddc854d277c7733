import { mkdirSync } from "node:fs"
import { expect, pagesOf, test } from "./fixtures.ts"

const folder = process.env["SHOTS"] ?? "dist/shots"

const looks = [390, 1024, 1440].flatMap((width) =>
  (["light", "dark"] as const).flatMap((colorScheme) =>
    (["ENGLISH", "FRENCH"] as const).map((language) => ({ width, colorScheme, language }))
  )
)

/** A picture of every page, at three widths, light and dark, in English and (`-fr`) in French. */
for (const { colorScheme, language, width } of looks) {
  test(`${width} px, ${colorScheme}, ${language}`, async ({ as, office }) => {
    test.setTimeout(180_000)
    mkdirSync(folder, { recursive: true })
    const phone = width < 600
    const end = `${width}-${colorScheme}${language === "FRENCH" ? "-fr" : ""}.png`
    await office.ask("PATCH", "/session", { language })
    const context = await as({
      colorScheme,
      locale: language === "FRENCH" ? "fr-CA" : "en-CA",
      viewport: { width, height: phone ? 844 : 900 },
      hasTouch: phone,
      isMobile: phone
    })
    const page = await context.newPage()
    const shoot = async (name: string) => {
      await page.getByRole("heading", { level: 1 }).waitFor()
      await expect(page.locator(".bones")).toHaveCount(0)
      await page.evaluate(() => document.fonts.ready)
      // The sound of a call comes after the page: the events' stream is never idle, the rest is.
      if (name === "call") await page.locator("canvas").first().waitFor()
      await page.screenshot({ path: `${folder}/${name}-${end}`, animations: "disabled" })
    }
    for (const [name, path] of Object.entries(pagesOf(office.demo))) {
      await page.goto(path)
      await shoot(name)
    }
    await page.goto("/")
    await page.locator(".message-head").first().click()
    await shoot("message")
    await context.clearCookies()
    await page.goto("/sign-in")
    await shoot("sign-in")
    await context.close()
  })
}
