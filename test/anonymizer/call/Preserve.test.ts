import { assert, describe, it } from "@effect/vitest"
import { Option } from "effect"
import { ownTexts, preservedBy } from "../../../src/anonymizer/call/Preserve.ts"
import { readAgentFile } from "../../../src/domain/AgentFile.ts"

const { agent } = readAgentFile(
  `phone: "+15145550100"
name: Clinique Ferland
transfers:
  - { department: Réception, numbers: [{ phone_number: "+15145550110" }, { phone_number: "+15145550113" }] }
keypad: { "0": { transfer: Réception }, "*": repeat, "2": message, "8": { refuseRecording: true }, "9": { language: en } }
deliver: { email: bureau@ferland.example, webhook: { url: https://hooks.example.com, secret: ${`whsec_${
    btoa("a secret of 24 bytes....")
  }`} } }
disclosure: { recording: ask }
voice: { realtimeVoice: Marin }
`,
  "clinic"
)

describe("what an agent's configuration says belongs to the business", () => {
  const { numbers, text, words } = preservedBy(ownTexts(Option.getOrThrow(agent)))

  it("are all numbers of its departments", () =>
    assert.deepStrictEqual([...numbers].sort(), ["5145550100", "5145550110", "5145550113"]))

  it("are its names, and not what the program goes by: somebody may be called so", () => {
    assert.deepStrictEqual([...words].filter((word) => word !== "english" && word !== "french").sort(), [
      "clinique",
      "ferland",
      "reception"
    ])
    assert.include(text, "bureau@ferland.example")
    assert.notInclude(text, "whsec")
  })
})
