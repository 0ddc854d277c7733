import { assert, describe, it } from "@effect/vitest"
import { Effect, FileSystem, Path } from "effect"
import { TestConsole } from "effect/testing"
import { checkAgents } from "../../src/programs/CheckAgents.ts"
import { check, services } from "../support/CheckFiles.ts"

const good = `phone: "+15145550100"\nname: Clinic\nsupportedLanguages: [FRENCH, ENGLISH]\n`

describe("check", () => {
  it.effect("says what a good file is", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* check({ "good.yaml": good }), {
        fine: true,
        lines: ["good.yaml: fine (Clinic, +15145550100, FRENCH and ENGLISH, 0 departments)"]
      })
    }))

  it.effect("finds nothing wrong with the samples", () =>
    Effect.gen(function*() {
      assert.isTrue(yield* checkAgents(["agents/clinic.yaml", "agents/bike-shop.yaml"]))
      assert.lengthOf(yield* TestConsole.logLines, 2)
    }).pipe(Effect.provide(services)))

  it.effect("prints every problem with its place, what was expected and what is there", () =>
    Effect.gen(function*() {
      const { fine, lines } = yield* check({
        "bad.yaml": `phone: "5145"
name: 5
supportedLanguages: [ENGLISH, KLINGON]
defaultLanguage: FRENCH
faqs:
  - Q: a
transfers:
  - department: Réception
    phone_number: "12"
  - department: " RECEPTION "
    phone_number: +15145550110
  - instructions: nowhere
phrases:
  greetin:
    FRENCH: Allô
  goodbye: { de: Tschüss }
`
      })
      assert.isFalse(fine)
      const phrase = lines.find((line) => line.includes("greetin"))
      assert.match(
        phrase ?? "",
        /^bad.yaml:14:3 phrases.greetin: expected one of the phrases greeting, .*, found "greetin"$/
      )
      assert.deepStrictEqual(lines.filter((line) => line !== phrase), [
        `bad.yaml:1:1 phone: expected a phone number, such as "+15145550100", found "5145" (too short: 4 digits after the country's code, where 10 are needed)`,
        `bad.yaml:2:1 name: expected string, found 5`,
        `bad.yaml:3:31 supportedLanguages[1]: expected FRENCH or ENGLISH, found "KLINGON"`,
        `bad.yaml:4:1 defaultLanguage: expected one of supportedLanguages, found "FRENCH"`,
        `bad.yaml:5:1 faqs: expected string, found array`,
        `bad.yaml:9:5 transfers[0].phone_number: expected a phone number, such as "+15145550100", found "12" (too short: 2 digits after the country's code, where 10 are needed)`,
        `bad.yaml:10:5 transfers[1].department: expected a name of its own, not that of transfers[0], found " RECEPTION "`,
        `bad.yaml:12:5 transfers[2].department: expected string, found nothing`,
        `bad.yaml:12:5 transfers[2].phone_number: expected a phone number, such as "+15145550100", found nothing`,
        `bad.yaml:16:14 phrases.goodbye.de: expected FRENCH or ENGLISH as its key, found "Tschüss"`,
        "11 problems"
      ])
    }))

  it.effect.each<[string, string, string]>([
    ["nothing", "", "f.yaml:1:1 (root): expected keys and values, found nothing"],
    ["only a comment", "# later\n", "f.yaml:1:1 (root): expected keys and values, found nothing"],
    ["a list", "- a\n", "f.yaml:1:1 (root): expected keys and values, found array"],
    ["a sentence", "hello\n", "f.yaml:1:1 (root): expected keys and values, found \"hello\""],
    [
      "a key twice",
      `${good}name: Again\n`,
      "f.yaml:4:1 not valid YAML: the key \"name\" stands twice, first in line 2"
    ],
    ["a tab", "name: A\nfaqs:\n\t- a\n", "f.yaml:3:1 not valid YAML: Tabs are not allowed as indentation"],
    [
      "an alias to nowhere",
      "name: *x\n",
      "f.yaml:1:1 not valid YAML: an alias that leads nowhere, or too many of them"
    ],
    [
      "an id that is a path",
      `${good}id: ../x\n`,
      `f.yaml:4:1 id: expected an id of letters, digits, - and _, at most 128 long, found "../x"`
    ]
  ])("knows a file with %s", ([_, text, line]) =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* check({ "f.yaml": text }), { fine: false, lines: [line, "1 problem"] })
    }))

  it.effect("goes by where the operator lets calls go", () =>
    Effect.gen(function*() {
      const file = `${good}transfers:
  - { department: A, phone_number: "+33145550100" }
  - { department: B, phone_number: sip:desk@pbx.example.com }
`
      assert.strictEqual((yield* check({ "f.yaml": file })).lines.at(-1), "2 problems")
      assert.isTrue((yield* check({ "f.yaml": file }, [], { allow: ["FR"], sipHosts: ["pbx.example.com"] })).fine)
    }))

  it.effect("says what keeps a file from being read at all", () =>
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const path = yield* Path.Path
      const directory = yield* fs.makeTempDirectoryScoped()
      const files = ["large.yaml", "directory.yaml", "latin.yaml", "device.yaml"].map((name) =>
        path.join(directory, name)
      )
      const [large = "", subdirectory = "", latin = "", device = ""] = files
      yield* fs.writeFileString(large, good.padEnd(256 * 1024 + 1, "#"))
      yield* fs.makeDirectory(subdirectory)
      yield* fs.writeFile(latin, Uint8Array.from("name: \xE9t\xE9\n", (letter) => letter.charCodeAt(0)))
      yield* fs.symlink("/dev/zero", device)
      assert.isFalse(yield* checkAgents(files))
      const lines = (yield* TestConsole.logLines).map((line) => String(line).replaceAll(`${directory}${path.sep}`, ""))
      assert.deepStrictEqual(lines, [
        "large.yaml: cannot be read: it is larger than 256 kB: shorten its texts",
        "directory.yaml: cannot be read: it is no regular file",
        "latin.yaml:1:1 not text in UTF-8, but Latin-1: save it as UTF-8",
        "device.yaml: cannot be read: it is no regular file",
        "4 problems"
      ])
    }).pipe(Effect.provide(services)))

  it.effect("goes on after a file that cannot be read", () =>
    Effect.gen(function*() {
      const { fine, lines } = yield* check({ "good.yaml": good }, ["missing.yaml", "good.yaml"])
      assert.isFalse(fine)
      assert.deepStrictEqual(lines.slice(1), ["missing.yaml: cannot be read: there is no such file", "1 problem"])
    }))

  it.effect("finds one number, or one id, in two files", () =>
    Effect.gen(function*() {
      const { fine, lines } = yield* check({ "a.yaml": good, "b.yaml": `${good}id: a\n` })
      assert.isFalse(fine)
      assert.deepStrictEqual(lines.slice(1), [
        `b.yaml:1:1 phone: expected a number of its own, not that of a.yaml, found "+15145550100"`,
        `b.yaml:4:1 id: expected an id of its own, found that of a.yaml`,
        "2 problems"
      ])
    }))

  it.effect("notes a key that nothing uses, which is no problem", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* check({ "a.yaml": `${good}openingHour: 9 to 5\n` }), {
        fine: true,
        lines: [
          "a.yaml:4:1 note: openingHour is kept, but nothing uses it",
          "a.yaml: fine (Clinic, +15145550100, FRENCH and ENGLISH, 0 departments)"
        ]
      })
    }))
})
