import { assert, describe, it } from "@effect/vitest"
import { Option } from "effect"
import { renderProblem } from "../../src/domain/AgentProblem.ts"
import { readAgentRow } from "../../src/domain/AgentRow.ts"
import { TransferTarget } from "../../src/domain/TransferTarget.ts"

const config = {
  name: "John",
  openingHours: "Monday to Friday",
  supportedLanguages: ["ENGLISH", "FRENCH"],
  defaultLanguage: "FRENCH",
  faqs: "Q: … A: …",
  transfers: [{ department: "Technical Support", instructions: "When asked", phone_number: "+15145550148" }]
}
const row = {
  id: "0b7f8a52-8d5e-4a36-9d6c-2f3d0f6a7b11",
  name: "The row's name",
  deletedAt: null,
  twilioPhoneNumber: "+14505550161",
  twilioPhoneNumberSid: "PN1",
  twilioTrunkSid: "TK1",
  livekitInboundTrunkId: "ST_1",
  livekitDispatchRuleId: "SDR_1",
  phoneProvisioningStatus: "PROVISIONED"
}

const read = (answer: unknown) => {
  const reading = readAgentRow(answer)
  assert.strictEqual(reading._tag, "Agent")
  return reading as Extract<typeof reading, { _tag: "Agent" }>
}
const agentOf = (answer: unknown) => Option.getOrThrow(read(answer).agent)
const withConfig = (change: object) => ({ agent: { ...row, config: { ...config, ...change } } })

describe("an agent's row", () => {
  it("carries the config and the provisioning", () => {
    const agent = agentOf({ agent: { ...row, config } })
    assert.strictEqual(agent.id, row.id)
    assert.strictEqual(agent.name, "John")
    assert.strictEqual(agent.defaultLanguage, "FRENCH")
    assert.sameMembers([...agent.supportedLanguages], ["FRENCH", "ENGLISH"])
    assert.deepStrictEqual({ ...agent.provisioning }, {
      twilioPhoneNumber: "+14505550161",
      twilioPhoneNumberSid: "PN1",
      twilioTrunkSid: "TK1",
      livekitInboundTrunkId: "ST_1",
      livekitDispatchRuleId: "SDR_1",
      phoneProvisioningStatus: "PROVISIONED"
    })
    assert.isUndefined(agent.extra)
  })

  it("reads the same agent from every form of the answer", () => {
    const wrapped = agentOf({ agent: { ...row, config } })
    for (
      const form of [
        { ...row, config },
        { agent: { ...row, rawConfig: JSON.stringify(config) } },
        { agent: { ...row, config: JSON.stringify(config) } },
        { agent: { ...row, config: null, rawConfig: JSON.stringify(config) } },
        { agent: { ...row, ...config } },
        { ...row, ...config }
      ]
    ) assert.deepStrictEqual(agentOf(form), wrapped)
  })

  it("keeps the keys that it does not know", () => {
    const agent = agentOf({
      agent: {
        ...row,
        ownerId: 7,
        config: {
          ...config,
          phone: "+14505550161",
          mood: { calm: true },
          transfers: [{ ...config.transfers[0], tier: 2 }]
        }
      }
    })
    assert.deepStrictEqual(agent.extra, { ownerId: 7, mood: { calm: true } })
    assert.deepStrictEqual(agent.transfers[0]?.extra, { tier: 2 })
  })

  it("takes a null for nothing, at every depth", () => {
    const agent = agentOf({
      agent: {
        ...row,
        twilioTrunkSid: null,
        twilioPhoneNumber: null,
        config: {
          ...config,
          name: null,
          faqs: null,
          phrases: { greeting: { FRENCH: "Bonjour !", ENGLISH: null }, goodbye: null },
          transfers: [{ department: "Sales", instructions: null, phone_number: "+15145550148" }]
        }
      }
    })
    assert.strictEqual(agent.name, "The row's name")
    assert.isFalse("faqs" in agent)
    assert.deepStrictEqual(agent.phrases, { greeting: { FRENCH: "Bonjour !" } })
    assert.isFalse("instructions" in (agent.transfers[0] ?? {}))
    assert.deepStrictEqual(Object.keys(agent.provisioning).sort(), [
      "livekitDispatchRuleId",
      "livekitInboundTrunkId",
      "phoneProvisioningStatus",
      "twilioPhoneNumberSid"
    ])
    assert.deepStrictEqual(agentOf({ agent: { ...row, config: { ...config, transfers: null } } }).transfers, [])
  })

  it("falls back to the row's name where the config has a blank one", () => {
    assert.strictEqual(agentOf(withConfig({ name: "  " })).name, "The row's name")
  })

  it("takes a number for an id", () => {
    assert.strictEqual(agentOf({ agent: { ...row, id: 42, config } }).id, "42")
  })

  it("says whose the agent is, which the config itself does not", () => {
    assert.strictEqual(agentOf({ agent: { ...row, companyId: "c-1", config } }).companyId, "c-1")
    assert.strictEqual(agentOf({ ...row, companyId: 42, ...config }).companyId, "42")
    assert.isUndefined(agentOf({ agent: { ...row, companyId: null, config } }).companyId)
    assert.isUndefined(agentOf(withConfig({ companyId: "somebody else's" })).companyId)
    for (const companyId of ["", "c".repeat(201), ["c-1"], true]) {
      const { agent, warnings } = read({ agent: { ...row, companyId, config } })
      assert.isUndefined(Option.getOrThrow(agent).companyId)
      assert.deepStrictEqual(warnings.map(({ path }) => path.join(".")), ["agent.companyId"])
    }
  })

  it("is absent when null, and archived when deletedAt is set", () => {
    assert.strictEqual(readAgentRow({ agent: null })._tag, "Absent")
    assert.strictEqual(readAgentRow(null)._tag, "Absent")
    assert.strictEqual(readAgentRow({ agent: { ...row, config, deletedAt: "2026-01-01T00:00:00Z" } })._tag, "Archived")
    assert.strictEqual(readAgentRow({ ...row, ...config, deletedAt: "2026-01-01T00:00:00Z" })._tag, "Archived")
  })
})

describe("an agent's languages", () => {
  const languages = (change: object) => {
    const { defaultLanguage, supportedLanguages } = agentOf(withConfig(change))
    return [defaultLanguage, [...supportedLanguages]]
  }

  it.each([
    [{ supportedLanguages: ["en", "fr"], defaultLanguage: "fr" }, ["FRENCH", ["FRENCH", "ENGLISH"]]],
    [{ supportedLanguages: ["fr-CA", "EN_us", "french"], defaultLanguage: "english" }, ["ENGLISH", [
      "ENGLISH",
      "FRENCH"
    ]]],
    [{ supportedLanguages: ["Français"], defaultLanguage: "francais" }, ["FRENCH", ["FRENCH"]]],
    [{ supportedLanguages: ["ENGLISH"], defaultLanguage: null }, ["ENGLISH", ["ENGLISH"]]],
    [{ supportedLanguages: null, defaultLanguage: "ENGLISH" }, ["ENGLISH", ["ENGLISH"]]],
    [{ supportedLanguages: [], defaultLanguage: "ENGLISH" }, ["ENGLISH", ["ENGLISH"]]],
    [{ supportedLanguages: null, defaultLanguage: null }, ["FRENCH", ["FRENCH", "ENGLISH"]]]
  ])("%o", (change, expected) => assert.deepStrictEqual(languages(change), expected))

  it("include a default that was not listed, with a warning", () => {
    const { agent, warnings } = read(withConfig({ supportedLanguages: ["ENGLISH"], defaultLanguage: "FRENCH" }))
    assert.deepStrictEqual(Option.getOrThrow(agent).supportedLanguages, ["FRENCH", "ENGLISH"])
    assert.deepStrictEqual(warnings.map(renderProblem), [
      "agent.config.defaultLanguage: expected one of supportedLanguages, found string"
    ])
  })
})

describe("an agent's departments", () => {
  it("are kept when their number cannot be dialled, with a warning for each", () => {
    const { agent, warnings } = read(withConfig({
      transfers: [
        { department: "A", phone_number: "5145550148" },
        { department: "B", phone_number: "extension 12" },
        { department: "C", phone_number: "sip:reception@pbx.example.com" },
        { department: "D" },
        { department: "E", phone_number: { number: 1 } }
      ]
    }))
    assert.deepStrictEqual(
      Option.getOrThrow(agent).transfers.map(({ department, numbers }) => [
        department,
        ...numbers.map(({ target }) => target as string)
      ]),
      [["A", "tel:+15145550148"], ["B"], ["C"], ["D"], ["E"]]
    )
    assert.deepStrictEqual(warnings.map(renderProblem), [
      "agent.config.transfers[1].phone_number: expected a phone number, found string (letters cannot be dialled: write the digits that they stand for)",
      "agent.config.transfers[2].phone_number: expected a host that TRANSFER_SIP_HOSTS names, found string (it names none)",
      "agent.config.transfers[3].phone_number: expected a phone number, found nothing",
      "agent.config.transfers[4].phone_number: expected a phone number, found object"
    ])
  })

  it("may have a number that YAML took for a number", () => {
    const [transfer] = agentOf(withConfig({ transfers: [{ department: "A", phone_number: 15145550148 }] })).transfers
    assert.deepStrictEqual(transfer?.numbers.map(({ target }) => target), [TransferTarget.make("tel:+15145550148")])
  })
})

describe("a wrong agent", () => {
  it("has every wrong path named at once, with what was expected and the kind of what was found", () => {
    const { agent, problems, warnings } = read({
      agent: {
        twilioTrunkSid: 5,
        rawConfig: JSON.stringify({
          name: 4,
          faqs: ["a list"],
          supportedLanguages: ["KLINGON", 3],
          defaultLanguage: "latin",
          transfers: [{ phone_number: "12" }, 7, { department: " ", phone_number: "+15145550148" }],
          phrases: { greeting: { ENGLISH: "" }, goodbye: 3, apology: { de: "Entschuldigung" } }
        })
      }
    })
    assert.isTrue(Option.isNone(agent))
    assert.deepStrictEqual(problems.map(renderProblem), [
      "agent.id: expected string, found nothing",
      "agent.twilioTrunkSid: expected string, found number",
      "agent.rawConfig.name: expected string, found number",
      "agent.rawConfig.faqs: expected string, found array",
      "agent.rawConfig.supportedLanguages[0]: expected FRENCH or ENGLISH, found string",
      "agent.rawConfig.supportedLanguages[1]: expected FRENCH or ENGLISH, found number",
      "agent.rawConfig.defaultLanguage: expected FRENCH or ENGLISH, found string",
      "agent.rawConfig.transfers[0].department: expected string, found nothing",
      "agent.rawConfig.transfers[1]: expected object, found number",
      "agent.rawConfig.transfers[2].department: expected a string that is not empty, found empty string",
      "agent.rawConfig.phrases.greeting.ENGLISH: expected a string that is not empty, found empty string",
      "agent.rawConfig.phrases.goodbye: expected object, found number"
    ])
    assert.deepStrictEqual(warnings.map(renderProblem), [
      "agent.rawConfig.phrases.apology.de: expected FRENCH or ENGLISH as its key, found string",
      "agent.rawConfig.transfers[0].phone_number: expected a phone number, found string (too short: 2 digits after the country's code, where 10 are needed)"
    ])
  })

  it.each<[unknown, string]>([
    [[], "(root): expected object, found array"],
    ["hello", "(root): expected object, found string"],
    [{ agent: 5 }, "agent: expected object, found number"],
    [
      { agent: { id: "a", rawConfig: "{ not json" } },
      "agent.rawConfig: expected object, or JSON of one in a string, found string"
    ],
    [{ agent: { id: "a", config: [1] } }, "agent.config: expected object, or JSON of one in a string, found array"],
    [{ agent: { id: "a", config: {} } }, "agent.config.name: expected a string that is not empty, found nothing"],
    [
      { agent: { id: "../etc", name: "A" } },
      "agent.id: expected an id of letters, digits, - and _, at most 128 long, found string"
    ]
  ])("%o", (answer, problem) => assert.deepStrictEqual(read(answer).problems.map(renderProblem), [problem]))

  it("never shows a value", () => {
    const text = JSON.stringify(
      read({ agent: { id: "CANARY 1", config: { name: ["CANARY 2"], defaultLanguage: "CANARY" } } }).problems
    )
    assert.notInclude(text, "CANARY")
  })

  it("does not run out of stack on an answer that is nothing but brackets", () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`
    const { agent } = read({ agent: { ...row, config: { ...config, odd: JSON.parse(deep) } } })
    assert.isTrue(Option.isSome(agent))
  })
})
