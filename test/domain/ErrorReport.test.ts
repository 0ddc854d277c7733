import { assert, describe, it } from "@effect/vitest"
import { Cause, Redacted, Schema } from "effect"
import { ErrorReport, reportOf } from "../../src/domain/ErrorReport.ts"
import { scrub, scrubDeep } from "../../src/domain/Privacy.ts"
import { EgressFailed } from "../../src/services/Telephony.ts"

const context = { callId: "call_1", phase: "converse", spanId: "abc" } as const

class Rich extends Schema.TaggedError<Rich>()("Rich", {
  status: Schema.Int,
  retried: Schema.Boolean,
  to: Schema.String,
  key: Schema.Redacted(Schema.String),
  long: Schema.String,
  nested: Schema.Struct({ name: Schema.String })
}) {
  override get message() {
    return `refused for ${this.to}`
  }
}

describe("reportOf", () => {
  it("keeps the scalar fields of a tagged error, and nothing else", () => {
    const error = new Rich({
      status: 486,
      retried: true,
      to: "+15145550199",
      key: Redacted.make("secret"),
      long: "x".repeat(101),
      nested: { name: "Jean" }
    })
    assert.deepStrictEqual(reportOf(error, context), {
      tag: "Rich",
      message: "refused for <number>",
      fields: { status: 486, retried: true, to: "<number>" },
      ...context
    })
  })

  it("tells a defect's kind, and not what it says", () => {
    for (const error of [new TypeError("Jean Tremblay is not a function"), Cause.die(new TypeError("Jean Tremblay"))]) {
      const report = reportOf(error, context)
      assert.strictEqual(report.tag, "Defect")
      assert.include(report.message, "TypeError")
      assert.notInclude(JSON.stringify(report), "Jean")
    }
    assert.notInclude(JSON.stringify(reportOf("Jean Tremblay", context)), "Jean")
  })

  it("takes a cause for the error in it, and is what its schema says", () => {
    const report = reportOf(Cause.fail(new EgressFailed({ reason: "timeout" })), context)
    assert.strictEqual(report.tag, "EgressFailed")
    assert.isTrue(Schema.is(ErrorReport)(report))
  })
})

describe("scrub", () => {
  it.each([
    "+15145550199",
    "+1 (514) 555-0199",
    "+41 44 123 45 67",
    "514-555-0199",
    "(514) 555-0199",
    "514 555 0199",
    "1-514-555-0199",
    "5145550199",
    "15145550199",
    "0015145550199",
    "0041441234567890",
    "(0015145550199)",
    "%2B15145550199",
    "tel:+15145550199",
    "sip:jean@pbx.example.com",
    "sips:+15145550199@host:5061",
    "call-_+15145550199_x7",
    "sip_15145550199",
    "caller 5145550199."
  ])("takes the number out of %j", (text) => {
    const scrubbed = scrub(`before ${text} after`)
    assert.include(scrubbed, "<number>")
    assert.notMatch(scrubbed, /\d{4}|jean/i)
  })

  it.each([
    "2026-11-22T10:00:00.000Z",
    "d3b07384-d113-4956-8123-123456789012",
    "12345678-1234-4123-8123-123456789012",
    "0af7651916cd43dd8448eb211c80319c",
    "00123456-7890-4123-8123-123456789012",
    "00123456-7890-4abc-8def-123456789abc",
    "0012345678901234567890123456789c",
    "001234567890abcd",
    "data/journal/00123456-7890-4123-8123-123456789012/call.json",
    "1732270000123",
    "took 1234 ms, 12 of 500",
    "http://127.0.0.1:4318/v1/traces",
    "livekit-server 1.13.5",
    "HTTP 503",
    "at run (/src/programs/HandleCall.ts:123:45)"
  ])("leaves %j alone", (text) => assert.strictEqual(scrub(text), text))

  it("reaches every string of a value", () =>
    assert.deepStrictEqual(scrubDeep({ a: ["+15145550199", 5145550199, { b: "tel:+15145550199" }], c: null }), {
      a: ["<number>", 5145550199, { b: "<number>" }],
      c: null
    }))
})
