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
      assert.isTrue(yield* checkAgents(["agents/bike-shop.yaml", "agents/clinic.yaml"]))
      const [note, ...files] = yield* TestConsole.logLines
      assert.include(
        note,
        "agents/bike-shop.yaml:9:1 note: openingHours is understood as Monday closed; Tuesday to Friday"
      )
      assert.lengthOf(files, 2)
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
        /^bad.yaml:14:3 phrases.greetin: expected one of the phrases greeting, .*, found "greetin" \(is it greeting\?\)$/
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

  it.effect.each<[string, string, string | RegExp]>([
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
      "two agents",
      `${good}---\n${good}`,
      "f.yaml:4:1 not valid YAML: a second agent begins here (---): give it a file of its own"
    ],
    [
      "an alias to nowhere",
      "name: A\nfaqs: *x\n",
      "f.yaml:2:7 not valid YAML: an alias (*) of what has no name before it: a text that begins with * stands in quotes"
    ],
    [
      "aliases of aliases",
      `name: A\na: &a [x]\n${
        Array.from({ length: 9 }, (_, index) =>
          `b${index}: &b${index} [${`*${index === 0 ? "a" : `b${index - 1}`},`.repeat(9)}]\n`)
          .join("")
      }`,
      "f.yaml:3:10 not valid YAML: too many aliases (*): write out what they stand for"
    ],
    [
      "lists in lists in lists",
      `name: A\nfaqs: ${"[".repeat(4_500)}${"]".repeat(4_500)}\n`,
      "f.yaml:2:306 not valid YAML: lists and maps within each other that are too deep: no agent has more than five"
    ],
    [
      "lists in lists in lists, by dashes",
      `name: A\nfaqs:\n  ${"- ".repeat(1_000)}x\n`,
      "f.yaml:3:599 not valid YAML: lists and maps within each other that are too deep: no agent has more than five"
    ],
    [
      "more brackets that end than begin",
      `name: A\n${"]".repeat(600)}\nfaqs: ${"[".repeat(600)}${"]".repeat(600)}\n`,
      "f.yaml:3:306 not valid YAML: lists and maps within each other that are too deep: no agent has more than five"
    ],
    [
      "maps in maps in maps",
      `name: A\n${Array.from({ length: 600 }, (_, depth) => `${" ".repeat(depth)}a:\n`).join("")}`,
      "f.yaml:302:302 not valid YAML: lists and maps within each other that are too deep: no agent has more than five"
    ],
    [
      "an id that is a path",
      `${good}id: ../x\n`,
      `f.yaml:4:1 id: expected an id of letters, digits, - and _, at most 128 long, found "../x"`
    ]
  ])("knows a file with %s", ([_, text, line]) =>
    Effect.gen(function*() {
      const { fine, lines: [said = "", ...rest] } = yield* check({ "f.yaml": text })
      assert.isFalse(fine)
      if (typeof line === "string") assert.strictEqual(said, line)
      else assert.match(said, line)
      assert.deepStrictEqual(rest, ["1 problem"])
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
          "a.yaml:4:1 note: openingHour is no key, and nothing uses it: is it openingHours?",
          "a.yaml: fine (Clinic, +15145550100, FRENCH and ENGLISH, 0 departments)"
        ]
      })
    }))

  it.effect("says which key was meant, also where no agent could be read without it", () =>
    Effect.gen(function*() {
      const { fine, lines } = yield* check({
        "a.yaml": `phone: "+15145550100"
nom: Clinique
spare: 1
voice: { sped: 1 }
transfers:
  - nom: Accueil
    numero: "+15145550110"
`
      })
      assert.isFalse(fine)
      assert.deepStrictEqual(lines.filter((line) => / no key|is it/.test(line)), [
        "a.yaml:2:1 note: nom is no key, and nothing uses it: is it name?",
        "a.yaml:3:1 note: spare is no key, and nothing uses it",
        "a.yaml:4:10 voice.sped: expected one of the keys pipeline, realtimeVoice, ttsVoice, speed, turnDetection, found 1 (is it speed?)",
        "a.yaml:6:5 note: transfers[0].nom is no key, and nothing uses it: is it department?",
        "a.yaml:7:5 note: transfers[0].numero is no key, and nothing uses it: is it phone_number?"
      ])
    }))

  it.effect("prints what is wrong with hours, each with its place", () =>
    Effect.gen(function*() {
      const { fine, lines } = yield* check({
        "a.yaml": `${good}timeZone: "America/Montréal"
hours:
  week:
    monday: ["09:00-12:00", "11:00-18:00"]
    tuesday: ["18:00-09:00"]
    wednesday: ["9-5"]
    lundi: []
  exceptions:
    - { on: "2026-02-30", closed: true }
  holidays: { region: "CA-XX", except: ["13-45"] }
transfers:
  - department: Billing
    phone_number: "+15145550112"
    hours: { week: { monday: "9-5" } }
    whenClosed: voicemail
`
      })
      assert.isFalse(fine)
      const ids = lines.find((line) => line.includes("holidays.except"))
      assert.match(
        ids ?? "",
        /^a.yaml:13:41 hours.holidays.except\[0\]: expected a date MM-DD, or one of .*, found "13-45"$/
      )
      assert.deepStrictEqual(lines.filter((line) => line !== ids), [
        `a.yaml:4:1 timeZone: expected an IANA time zone such as America/Toronto, found "America/Montréal"`,
        `a.yaml:7:29 hours.week.monday[1]: expected a range that overlaps no other, found "11:00-18:00"`,
        `a.yaml:8:15 hours.week.tuesday[0]: expected a range that ends after it begins, or past midnight within 12 hours (longer ones as two), found "18:00-09:00"`,
        `a.yaml:9:17 hours.week.wednesday[0]: expected a range such as 09:00-12:00, found "9-5"`,
        `a.yaml:10:5 hours.week.lundi: expected one of the keys monday, tuesday, wednesday, thursday, friday, saturday, sunday, found array (is it monday?)`,
        `a.yaml:12:9 hours.exceptions[0].on: expected a date of the calendar such as 2026-12-24, found "2026-02-30"`,
        `a.yaml:13:15 hours.holidays.region: expected one of CA-AB, CA-BC, CA-MB, CA-NB, CA-NL, CA-NS, CA-ON, CA-PE, CA-QC, CA-SK, CA-NT, CA-NU, CA-YT, FR, FR-57, FR-67, FR-68 or none, found "CA-XX"`,
        `a.yaml:17:22 transfers[0].hours.week.monday: expected a list of ranges such as ["09:00-12:00", "13:00-18:00"], empty where it is closed, found "9-5"`,
        `a.yaml:18:5 transfers[0].whenClosed: expected message or transfer, found "voicemail"`,
        "10 problems"
      ])
    }))

  it.effect.each<[string, string, ReadonlyArray<string>]>([
    [
      "understands",
      `${good}timeZone: America/Toronto\nopeningHours: Mon-Fri 9-5, closed on holidays\n`,
      [
        "a.yaml:5:1 note: openingHours is understood as Monday to Friday 09:00-17:00; Saturday to Sunday closed; closed on public holidays"
      ]
    ],
    [
      "does not understand, by its line",
      `${good}timeZone: America/Toronto\nopeningHours: |\n  Mon-Fri 9-5\n  Sat by appointment\n  Sun closed\n`,
      [
        "a.yaml:7:1 note: openingHours: \"Sat by appointment\" is not understood, so nothing goes by these hours, they are told as they stand; `hours` can say them"
      ]
    ],
    [
      "understands in no time zone",
      `${good}openingHours: Mon-Fri 9-5, holidays included\n`,
      [
        "a.yaml:4:1 note: openingHours is understood as Monday to Friday 09:00-17:00; Saturday to Sunday closed; open on public holidays",
        "a.yaml:4:1 note: there is no timeZone: these hours hold in the operator's (TIME_ZONE)"
      ]
    ],
    [
      "finds in another time zone",
      `${good}timeZone: Europe/Paris\nopeningHours: Mon-Fri 9am-5pm Eastern\n`,
      [
        "a.yaml:5:1 note: openingHours names another time zone than the agent's, so nothing goes by these hours, they are told as they stand"
      ]
    ],
    [
      "finds without its holidays",
      `${good}timeZone: Europe/London\nopeningHours: Mon-Fri 9am-5pm except holidays\n`,
      [
        "a.yaml:5:1 note: openingHours does not say which holidays, so nothing goes by these hours, they are told as they stand; write `hours: { holidays: { region: CA-QC } }` (or CA-AB, CA-BC, CA-MB, CA-NB, CA-NL, CA-NS, CA-ON, CA-PE, CA-SK, CA-NT, CA-NU, CA-YT, FR, FR-57, FR-67 or FR-68), or `region: none` with the days themselves, `also: [\"12-25\"]`"
      ]
    ],
    [
      "would need",
      `${good}timeZone: Europe/Paris\nhours: { holidays: { region: FR } }\n`,
      ["a.yaml:5:1 note: hours has no week, and there is no openingHours that says one: nothing goes by it"]
    ],
    [
      "does not need",
      `${good}timeZone: Europe/London\nhours: { week: { monday: ["09:00-17:00"] } }\nopeningHours: ask\n`,
      []
    ]
  ])("notes a text that it %s, which is no problem", ([_, text, notes]) =>
    Effect.gen(function*() {
      const { fine, lines } = yield* check({ "a.yaml": text })
      assert.isTrue(fine)
      assert.deepStrictEqual(lines.slice(0, -1), notes)
    }))
})
