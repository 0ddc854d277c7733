import { assert, it } from "@effect/vitest"
import { CreateSIPDispatchRuleRequest, CreateSIPInboundTrunkRequest } from "@livekit/protocol"
import { variables } from "../../src/settings/variables.ts"
import { fileText } from "./files.ts"

// LiveKit reads them as these messages; a field that it does not know is an error here as well.
it("has a trunk and a rule as LiveKit reads them, which lead a call to this worker", () => {
  const { trunk } = CreateSIPInboundTrunkRequest.fromJsonString(fileText("deploy/sip/inbound-trunk.json"))
  assert.match(trunk?.numbers[0] ?? "", /^\+\d{8,15}$/)
  // Nobody's, until they are the carrier's: a trunk as it stands here takes no call from anybody.
  assert.deepStrictEqual(trunk?.allowedAddresses, ["192.0.2.0/24"])
  // Longer than a call that is taken ever rings: 8 s for its agent and 5 s for the model.
  assert.isAtLeast(Number(trunk?.ringingTimeout?.seconds), 20)
  const { dispatchRule } = CreateSIPDispatchRuleRequest.fromJsonString(fileText("deploy/sip/dispatch-rule.json"))
  assert.strictEqual(dispatchRule?.rule?.rule.case, "dispatchRuleIndividual")
  assert.deepStrictEqual(dispatchRule?.roomConfig?.agents.map(({ agentName }) => agentName), [
    variables.LIVEKIT_AGENT_NAME.default
  ])
})
