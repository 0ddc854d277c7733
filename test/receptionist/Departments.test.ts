import { assert, describe, it } from "@effect/vitest"
import { Duration, Option } from "effect"
import type { Transfer } from "../../src/domain/AgentConfig.ts"
import { readAgentFile } from "../../src/domain/AgentFile.ts"
import { PhoneNumber } from "../../src/domain/PhoneNumber.ts"
import { defaultRules, transferPolicy } from "../../src/domain/TransferPolicy.ts"
import { departmentsOf, ladderOf, reachable } from "../../src/receptionist/Departments.ts"
import { full } from "./agents.ts"

const own = PhoneNumber.make("+15145550100")
const rules = { allow: ["own", "FR"], sipHosts: ["pbx.example.com"] }

const { agent, warnings } = readAgentFile(
  `phone: "${own}"
name: Clinique
transfers:
  - department: Réception
    numbers:
      - { phone_number: "+15145550110", patience: "10 seconds" }
      - { phone_number: "+33145550100" }
      - { phone_number: "+19005550111" }
      - { phone_number: "sip:desk@pbx.example.com" }
  - { department: Jamaïque, phone_number: "+18765550111" }
`,
  "clinic",
  rules
)
const { transfers: [reception, jamaica], ...clinic } = Option.getOrThrow(agent)

const ladder = (transfer: Transfer | undefined, policy = transferPolicy({ ...rules, own })) =>
  transfer === undefined
    ? []
    : ladderOf(transfer, policy).map(({ patience, target }) => [target as string, Duration.toSeconds(patience)])

describe("a department's ladder", () => {
  it("is its numbers in their order, each with its patience, without those that it may not have", () => {
    assert.lengthOf(warnings, 2)
    assert.deepStrictEqual(ladder(reception), [
      ["tel:+15145550110", 10],
      ["tel:+33145550100", 20],
      ["sip:desk@pbx.example.com", 20]
    ])
    assert.deepStrictEqual(ladder(jamaica), [])
  })

  it("is held against the policy of the moment again", () => {
    assert.deepStrictEqual(ladder(reception, transferPolicy({ ...defaultRules, own })), [["tel:+15145550110", 10]])
    assert.deepStrictEqual(
      ladder(reception, transferPolicy({ ...defaultRules, own: PhoneNumber.make("+15145550110") })),
      []
    )
  })

  it("makes a department one that can be reached", () => {
    const departments = departmentsOf(Option.getOrThrow(agent))
    assert.deepStrictEqual(
      departments.map(({ ladder, name, target }) => [name, ladder.length, Option.isSome(target)]),
      [
        ["Réception", 3, true],
        ["Jamaïque", 0, false]
      ]
    )
    assert.deepStrictEqual(reachable(departments).map(({ name }) => name), ["Réception"])
    assert.deepStrictEqual(reachable(departmentsOf(full)).map(({ name }) => name), ["Technical Support", "Réception"])
    assert.strictEqual(clinic.phone, own)
  })
})
