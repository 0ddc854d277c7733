import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import * as NodePath from "@effect/platform-node/NodePath"
import { assert, describe, it } from "@effect/vitest"
import { Effect, FileSystem, Layer, Option, Path } from "effect"
import { TestClock, TestConsole } from "effect/testing"
import { defaultRules } from "../../src/domain/TransferPolicy.ts"
import { showHours, type ShowHoursOptions } from "../../src/programs/ShowHours.ts"

const services = Layer.merge(NodeFileSystem.layer, NodePath.layer)
const defaults = { at: Option.none(), language: Option.none(), timeZone: Option.none(), rules: defaultRules }

const show = Effect.fnUntraced(function*(options: Partial<ShowHoursOptions> & { readonly file: string }) {
  yield* showHours({ ...defaults, ...options })
  return (yield* TestConsole.logLines).map(String)
}, Effect.provide(services))

/** The same of a file with this text. */
const showText = Effect.fnUntraced(function*(text: string, options: Partial<ShowHoursOptions> = {}) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const file = path.join(yield* fs.makeTempDirectoryScoped(), "a.yaml")
  yield* fs.writeFileString(file, text)
  return yield* show({ ...options, file })
}, Effect.provide(services))

const good = `phone: "+15145550100"\nname: Clinic\nsupportedLanguages: [FRENCH, ENGLISH]\n`

describe("hours", () => {
  it.effect("shows the week, what is coming, and what is said", () =>
    Effect.gen(function*() {
      const lines = yield* show({ file: "agents/clinic.yaml", at: Option.some("2026-10-11 12:00") })
      assert.deepStrictEqual(lines.slice(0, 8), [
        "Clinique dentaire du Plateau, America/Toronto",
        "  Monday to Wednesday: 08:00-17:00",
        "  Thursday: 08:00-20:00",
        "  Friday: 08:00-15:00",
        "  Saturday to Sunday: closed",
        "  Coming exceptions and holidays:",
        "    Monday 2026-10-12: closed (Thanksgiving / l'Action de grâce)",
        "    Thursday 2026-12-24 to 2027-01-03: closed (the holidays / le congé des Fêtes)"
      ])
      assert.strictEqual(lines.filter((line) => line.startsWith("    ")).length, 8 + 8)
      assert.deepStrictEqual(lines.slice(lines.indexOf("Said in French:")), [
        "Said in French:",
        "  Il est midi, le dimanche onze octobre 2026.",
        "  Nous sommes fermés en ce moment ; nous rouvrons mardi à huit heures, car lundi est l'Action de grâce.",
        "  Facturation : le service est fermé en ce moment ; il rouvre mercredi à neuf heures, car lundi est l'Action de grâce.",
        "  On vous rappellera mardi à partir de huit heures.",
        "Said in English:",
        "  It is noon, Sunday, October eleventh, 2026.",
        "  We are closed right now; we reopen on Tuesday at eight, because Monday is Thanksgiving.",
        "  Facturation is closed right now; it reopens on Wednesday at nine, because Monday is Thanksgiving.",
        "  We will call you back on Tuesday from eight on."
      ])
    }))

  it.effect("is of now, in one language, where that is asked for", () =>
    Effect.gen(function*() {
      yield* TestClock.setTime(Date.UTC(2026, 9, 13, 13, 12))
      const lines = yield* show({ file: "agents/clinic.yaml", language: Option.some("ENGLISH") })
      assert.notInclude(lines, "Said in French:")
      assert.include(lines, "  It is nine twelve in the morning, Tuesday, October thirteenth, 2026.")
    }))

  it.effect("takes a time with an offset, and a date alone", () =>
    Effect.gen(function*() {
      const of = (at: string) => show({ file: "agents/bike-shop.yaml", at: Option.some(at) })
      assert.include(
        yield* of("2026-10-13T14:00Z"),
        "  It is ten in the morning, Tuesday, October thirteenth, 2026."
      )
      assert.include(yield* of("2026-10-13"), "  It is midnight, Tuesday, October thirteenth, 2026.")
    }))

  it.effect("says of a text how it is understood, or that it is not", () =>
    Effect.gen(function*() {
      const lines = yield* showText(`${good}timeZone: UTC\nopeningHours: by chance\n`, {
        at: Option.some("2026-10-13 14:00"),
        language: Option.some("FRENCH")
      })
      assert.deepStrictEqual(lines, [
        "Clinic, UTC",
        "note: openingHours: \"by chance\" is not understood, so nothing goes by these hours, they are told as they stand; `hours` can say them",
        "There are no hours to go by: the day and the time are all that is told.",
        "Said in French:",
        "  Il est quatorze heures, le mardi treize octobre 2026."
      ])
    }))

  it.effect("takes the operator's time zone where the file has none", () =>
    Effect.gen(function*() {
      const [title] = yield* showText(good, { timeZone: Option.some("Europe/Paris") })
      assert.strictEqual(title, "Clinic, Europe/Paris")
    }))

  it.effect.each<[string, Effect.Effect<ReadonlyArray<string>, { readonly message: string }, never>, RegExp]>([
    ["a time that is none", show({ file: "agents/clinic.yaml", at: Option.some("tomorrow") }), /--at: expected a date/],
    [
      "a day that is none",
      show({ file: "agents/clinic.yaml", at: Option.some("2026-02-30") }),
      /--at: expected a date/
    ],
    [
      "a day that is none",
      show({ file: "agents/clinic.yaml", at: Option.some("2026-13-40 12:00") }),
      /--at: expected a date/
    ],
    ["a file that is not there", show({ file: "nowhere.yaml" }), /nowhere.yaml cannot be read: there is no such file/],
    ["no time zone", Effect.scoped(showText(good)), /a.yaml names no timeZone/],
    ["a time zone that is none", Effect.scoped(showText(`${good}timeZone: EST\n`)), /its timeZone is none/],
    ["a file that is no agent's", Effect.scoped(showText("name: A\n")), /run `receptionist check` on it/]
  ])("says what is wrong with %s", ([_, program, message]) =>
    Effect.gen(function*() {
      assert.match((yield* Effect.flip(program)).message, message)
    }))
})
