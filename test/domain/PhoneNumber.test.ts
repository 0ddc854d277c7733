import { assert, describe, it } from "@effect/vitest"
import { Option, Result, Schema } from "effect"
import { renderFault } from "../../src/domain/AgentProblem.ts"
import { homeOf } from "../../src/domain/NumberingPlan.ts"
import { normalize, PhoneNumber } from "../../src/domain/PhoneNumber.ts"
import { readNumber, readOwnNumber } from "../../src/domain/WrittenNumber.ts"

const isPhoneNumber = Schema.is(PhoneNumber)

describe("a number as a trunk or a caller's device gives it", () => {
  it.each([
    ["+14507004061", "+14507004061"],
    [" +1 (450) 700-4061 ", "+14507004061"],
    ["14507004061", "+14507004061"],
    ["4507004061", "+14507004061"],
    ["tel:+14507004061", "+14507004061"],
    ["SIP:+14507004061@10.0.0.1:5060", "+14507004061"],
    ["<sip:+14507004061@h>", "+14507004061"],
    ["\"Anne B\" <sip:+14507004061@h;user=phone>;tag=a1", "+14507004061"],
    ["tel:700-4061;phone-context=+1450", "+14507004061"],
    ["tel:+14507004061;ext=12", "+14507004061"],
    ["\u202A+1 450 700\u20114061\u202C", "+14507004061"],
    ["＋１４５０７００４０６１", "+14507004061"],
    ["011 44 20 7946 0018", "+442079460018"],
    ["0044 20 7946 0018", "+442079460018"],
    ["+44 (0)20 7946 0018", "+442079460018"],
    ["442079460018", "+442079460018"],
    // Ten digits that no area of North America begins with are a number of the country that does.
    ["3225550142", "+3225550142"],
    ["32 2 555 01 42", "+3225550142"],
    // Ten digits with a plus are a number of the country that they say.
    ["+4930123456", "+4930123456"],
    // The carrier knows: an area code that is nobody's yet, a number that is too short.
    ["+15555550100", "+15555550100"],
    ["+1514555011", "+1514555011"]
  ])("%s is %s", (written, number) => assert.deepStrictEqual(normalize(written), Option.some(number)))

  it.each([
    "",
    "anonymous",
    "+",
    "514 555-011",
    "555-0100",
    "0145550100",
    "2026-11-29",
    "20261129",
    "29/11/2026",
    "1764430000",
    "+1514555010012345",
    "sip:reception@h",
    `+1450700406${" ".repeat(300)}1`,
    "+1450\u00007004061"
  ])("%j is none", (written) => assert.isTrue(Option.isNone(normalize(written))))

  it.prop("is E.164 or none, whatever it is", [Schema.String], ([written]) => {
    const number = normalize(written)
    assert.isTrue(Option.isNone(number) || isPhoneNumber(number.value))
  }, { arbitrary: { seed: 1 } })
})

const canada = ["CA"] as const
const sentence = (written: unknown, home: ReadonlyArray<"CA" | "FR"> = canada) =>
  Result.match(readNumber(written, home), { onFailure: (fault) => renderFault(fault, "it"), onSuccess: (it) => it })

const such = "expected a phone number, such as \"+15145550100\", found it"

describe("a number as an operator writes it", () => {
  it.each<[unknown, string, "CA" | "FR"]>([
    ["+15145550100", "+15145550100", "CA"],
    ["514 555-0100", "+15145550100", "CA"],
    ["(514) 555.0100", "+15145550100", "CA"],
    ["1-514-555-0100", "+15145550100", "CA"],
    [5145550100, "+15145550100", "CA"],
    [15145550100, "+15145550100", "CA"],
    ["tel:+1-514-555-0100", "+15145550100", "CA"],
    ["tel:555-0100;phone-context=+1514", "+15145550100", "CA"],
    ["<sip:+15145550100@carrier.example>", "+15145550100", "CA"],
    ["\u200B+1\u00A0514\u2011555\u20110100\u200E", "+15145550100", "CA"],
    ["011 44 20 7946 0018", "+442079460018", "CA"],
    ["0044 (0)20 7946 0018", "+442079460018", "CA"],
    ["+4930123456", "+4930123456", "CA"],
    ["01 45 55 01 00", "+33145550100", "FR"],
    ["0145550100", "+33145550100", "FR"],
    [33145550100, "+33145550100", "FR"],
    ["+1 514 555 0100", "+15145550100", "FR"]
  ])("%j is %s", (written, number, home) => assert.strictEqual(sentence(written, [home]), number))

  it.each<[unknown, string]>([
    ["514 555-011", "too short: 9 digits after the country's code, where 10 are needed"],
    ["+1 514 555 01000", "too long: 11 digits after the country's code, where 10 are needed"],
    ["555-0100", "the area code is missing"],
    ["0145550100", "no number of North America begins with these digits"],
    ["+15555550100", "no number of North America begins with these digits"],
    ["+33700000000", "no number of France begins with these digits"],
    ["+49", "too short"],
    ["+9991234567", "no country has its code"],
    ["+12345678901234567890", "too long: a number has 15 digits at most"],
    ["33 1 45 55 01 00", "a number of another country begins with a + and the country's code"],
    [145550100, "without quotes it loses the + or 0 that it begins with: put it in quotes"],
    [33145550100, "without quotes it loses the + or 0 that it begins with: put it in quotes"],
    [1.5, "without quotes it loses the + or 0 that it begins with: put it in quotes"],
    ["tel:+15145550100;ext=12", "an extension cannot be dialled: the number that rings there directly is needed"],
    ["514 555-0100 poste 12", "an extension cannot be dialled: the number that rings there directly is needed"],
    ["514 555-0100 x12", "an extension cannot be dialled: the number that rings there directly is needed"],
    ["514 555-0100 #12", "an extension cannot be dialled: the number that rings there directly is needed"],
    ["tel:555-0100;phone-context=example.com", "its phone-context is no country and area code"],
    ["tel:+15145550100;npdi", "nothing but a number can be dialled: leave out what follows the semicolon"],
    ["1-800-FLOWERS", "letters cannot be dialled: write the digits that they stand for"],
    ["514_555_0100", "only digits, spaces and + - ( ) . / can stand in it"],
    ["+1 514 555 0100\u0000", "there is a control character in it"],
    ["++15145550100", "a + can stand at its beginning only"],
    ["514+5550100", "a + can stand at its beginning only"],
    ["()", "there is no digit in it"],
    ["1".repeat(300), "longer than 256 characters"],
    ["2026-11-29", "too short: 8 digits after the country's code, where 10 are needed"]
  ])("%j is refused: %s", (written, why) => assert.strictEqual(sentence(written), `${such} (${why})`))

  it.each<[unknown]>([[undefined], [null], [""], ["  "], [{ number: 1 }], [["+15145550100"]], [true]])(
    "%j is none at all",
    (written) => assert.strictEqual(sentence(written), such)
  )

  it("is shown a number of its own country", () =>
    assert.strictEqual(
      sentence("06 12 34", ["FR"]),
      "expected a phone number, such as \"+33612345678\", found it (too short: 6 digits after the country's code, where 9 are needed)"
    ))

  it("needs a country's code where nobody knows the country", () =>
    assert.strictEqual(sentence("514 555-0100", []), `${such} (without a + and the country's code it is nobody's)`))

  it("may be the agent's own before its area code is known here, but not too short", () => {
    assert.deepStrictEqual(readOwnNumber("+15555550100", canada), Result.succeed(PhoneNumber.make("+15555550100")))
    for (const written of ["+1514555010", "0145550100", "+15140550100"]) {
      assert.isTrue(Result.isFailure(readOwnNumber(written, canada)), written)
    }
  })

  it.prop("never quotes what was written, and is E.164 where it is taken", [Schema.String], ([written]) => {
    const number = readNumber(written, canada)
    if (Result.isSuccess(number)) assert.isTrue(isPhoneNumber(number.success))
    else {assert.isTrue(
        number.failure.why === undefined || written.trim().length < 3 || !number.failure.why.includes(written)
      )}
  }, { arbitrary: { seed: 2 } })
})

describe("the country of a number", () => {
  it.each<[string | undefined, ReadonlyArray<string>]>([
    [undefined, ["CA", "US"]],
    ["+15145550100", ["CA"]],
    ["+12125550100", ["US"]],
    ["+18765550100", ["JM"]],
    // Toll-free, and an area code that is nobody's: of all whose code is plainly 1.
    ["+18005550199", ["CA", "US"]],
    ["+15555550100", ["CA", "US"]],
    ["+33145550100", ["FR"]],
    ["+881612345678", []]
  ])("%s: %o", (number, countries) => assert.deepStrictEqual(homeOf(number), countries as typeof canada))
})
