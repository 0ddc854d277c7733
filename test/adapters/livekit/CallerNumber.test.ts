import { assert, describe, it } from "@effect/vitest"
import { Option } from "effect"
import { callerNumber } from "../../../src/adapters/livekit/telephony/CallerNumber.ts"
import { PhoneNumber } from "../../../src/domain/PhoneNumber.ts"

const read = (written: string | undefined, dialled = "+33145550100") =>
  Option.getOrNull(
    callerNumber(
      written === undefined ? {} : { "sip.phoneNumber": written },
      Option.some(PhoneNumber.make(dialled))
    )
  )

describe("the caller's number", () => {
  it("is read as it is dialled in the country of the number that was called", () => {
    assert.strictEqual(read("0145550142"), "+33145550142")
    assert.strictEqual(read("01 45 55 01 42"), "+33145550142")
    assert.strictEqual(read("+15145550142"), "+15145550142")
    assert.strictEqual(read("5145550142", "+15145550100"), "+15145550142")
    assert.strictEqual(read("020 7946 0000", "+442079460001"), "+442079460000")
  })

  it("is none where it is withheld, or names nobody", () => {
    for (const written of [undefined, "", "anonymous", "Unavailable", "unknown", "101", "555-0142", "0".repeat(300)]) {
      assert.isNull(read(written), String(written))
    }
    assert.isTrue(Option.isNone(callerNumber({ "sip.phoneNumber": "0145550142" }, Option.none())))
  })
})
