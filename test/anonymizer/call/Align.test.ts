import { assert, describe, it } from "@effect/vitest"
import { align } from "../../../bench/anonymizer/Align.ts"

describe("align", () => {
  it.each([
    [`{"total": 318.50, "who": "Ana"}`, `{"total":318.5,"who":"<PERSON_1>"}`],
    [`{"total": 318.00, "who": "Ana"}`, `{"total":318,"who":"<PERSON_1>"}`],
    [`{"total": 10.5, "who": "Ana"}`, `{"total":10.5,"who":"<PERSON_1>"}`]
  ])("sees through JSON that was written anew: %s", (raw, out) => {
    const start = raw.indexOf("Ana")
    assert.deepStrictEqual(align(raw, out), [{ type: "PERSON", number: 1, start, end: start + 3 }])
  })

  it("sees the border between two values of a list", () => {
    const raw = `{"insured":["Viateur Sigouin","Micheline"]}`
    const spans = align(raw, `{"insured":["<PERSON_1>","<PERSON_2>"]}`) ?? []
    assert.deepStrictEqual(spans.map(({ end, start }) => raw.slice(start, end)), ["Viateur Sigouin", "Micheline"])
  })

  it("does not take another number for the same", () => {
    assert.isUndefined(align(`{"total": 318.50}`, `{"total":31.85}`))
    assert.isUndefined(align(`{"total": 100}`, `{"total":1}`))
  })
})
