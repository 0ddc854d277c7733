import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Schema } from "effect"
import type { AgentConfig } from "../../../src/domain/AgentConfig.ts"
import { TransferTarget } from "../../../src/domain/TransferTarget.ts"
import {
  decideTool,
  emptyLedger,
  type ToolDecision,
  type ToolLedger,
  toolSpecs
} from "../../../src/receptionist/tools/Tools.ts"
import { full, plain, withTransfers } from "../agents.ts"

const decide = (agent: AgentConfig, ...calls: ReadonlyArray<readonly [name: string, args: string]>) => {
  const decisions: Array<ToolDecision> = []
  let ledger: ToolLedger = emptyLedger
  for (const [name, args] of calls) {
    const result = decideTool(
      { agent, language: "FRENCH", now: 0, callerNumber: null, said: [] },
      ledger,
      { name, args }
    )
    decisions.push(result.decision)
    ledger = result.ledger
  }
  return decisions
}
const transferTo = (department: unknown) => ["transfer_call", JSON.stringify({ department })] as const
const tags = (decisions: ReadonlyArray<ToolDecision>) => decisions.map(({ _tag }) => _tag)

describe("toolSpecs", () => {
  it.effect("offers the departments that can be reached as an enum", () =>
    Effect.sync(() => {
      const [transfer, message, withdraw, end] = toolSpecs(full)
      assert.strictEqual(transfer?.name, "transfer_call")
      assert.deepInclude(transfer?.parameters["properties"], {
        department: {
          type: "string",
          enum: ["Technical Support", "Réception"],
          description: "The department, exactly as listed."
        }
      })
      assert.strictEqual(message?.name, "take_message")
      assert.strictEqual(withdraw?.name, "withdraw_message")
      assert.strictEqual(end?.name, "end_call")
    }))

  it.effect("offers no transfer where nobody can be reached", () =>
    Effect.sync(() => {
      assert.deepStrictEqual(toolSpecs(plain).map(({ name }) => name), [
        "take_message",
        "withdraw_message",
        "end_call"
      ])
      assert.deepStrictEqual(toolSpecs(withTransfers(["Sales", "12"])).map(({ name }) => name), [
        "take_message",
        "withdraw_message",
        "end_call"
      ])
    }))

  it.effect("names each department once, and dials the first that can be dialled", () =>
    Effect.sync(() => {
      const agent = withTransfers(["Ventes", "12"], ["VENTES", "4505550100"], ["ventes", "4505550199"])
      assert.include(JSON.stringify(toolSpecs(agent)), "\"enum\":[\"VENTES\"]")
      assert.deepStrictEqual(decide(agent, transferTo("ventes")), [
        {
          _tag: "Transfer",
          department: "VENTES",
          ladder: [{ target: TransferTarget.make("tel:+14505550100"), patience: Duration.seconds(20) }]
        }
      ])
    }))
})

describe("decideTool", () => {
  it.effect.each(
    ["Réception", "reception", "  RÉCEPTION ", "Re\u0301ception", "réCeption\n"]
  )(
    "finds the department asked for as %j",
    (asked) =>
      Effect.sync(() =>
        assert.deepStrictEqual(decide(full, transferTo(asked)), [
          {
            _tag: "Transfer",
            department: "Réception",
            ladder: [{ target: TransferTarget.make("sip:desk@clinic.example"), patience: Duration.seconds(20) }]
          }
        ])
      )
  )

  it.effect("does not mind doubled spaces, but wants the whole name", () =>
    Effect.sync(() => {
      assert.deepStrictEqual(tags(decide(full, transferTo("technical   support"), transferTo("support"))), [
        "Transfer",
        "Answer"
      ])
    }))

  it.effect.each(
    [
      ["a department that is not there", "{\"department\":\"Sales\"}"],
      ["somebody else's number", "{\"department\":\"+15145550199\"}"],
      ["no department", "{}"],
      ["an empty one", "{\"department\":\"  \"}"],
      ["a number for a name", "{\"department\":3}"],
      ["null", "null"],
      ["no arguments", ""],
      ["broken JSON", "{\"department\":\"Récep"],
      ["a very long argument", JSON.stringify({ department: "x".repeat(5_000) })]
    ] as const
  )("answers %s with the departments, and dials nothing", ([, args]) =>
    Effect.sync(() => {
      const [decision] = decide(full, ["transfer_call", args])
      assert.isTrue(decision?._tag === "Answer" && decision.isError)
      assert.include(decision?._tag === "Answer" ? decision.output : "", "Technical Support; Réception")
    }))

  it.effect("says that a department with a malformed number cannot be reached, and the others still can", () =>
    Effect.sync(() => {
      const [billing, support] = decide(full, transferTo("billing"), transferTo("Technical Support"))
      assert.include(billing?._tag === "Answer" ? billing.output : "", "Billing cannot be reached")
      assert.strictEqual(support?._tag, "Transfer")
    }))

  it.effect("answers for an agent without departments", () =>
    Effect.sync(() => {
      const [decision] = decide(plain, transferTo("Sales"))
      assert.include(decision?._tag === "Answer" ? decision.output : "", "cannot be transferred to anyone")
    }))

  it.effect("answers a tool that does not exist with those that do", () =>
    Effect.sync(() => {
      const [decision] = decide(full, ["book_appointment", "{}"])
      assert.include(
        decision?._tag === "Answer" ? decision.output : "",
        "transfer_call, take_message, withdraw_message, end_call"
      )
    }))

  it.effect("ends the call whatever the arguments, and however often it is asked to", () =>
    Effect.sync(() => {
      const end = ["end_call", "garbage"] as const
      assert.deepStrictEqual(
        tags(decide(full, end, end, end, end, end, end, end)),
        Array.from({ length: 7 }, () => "EndCall" as const)
      )
    }))

  it.effect("lets a transfer be tried again once, and stops the third", () =>
    Effect.sync(() => {
      const again = decide(full, transferTo("Réception"), transferTo("reception"), transferTo(" RECEPTION"))
      assert.deepStrictEqual(tags(again), ["Transfer", "Transfer", "Stopped"])
      assert.deepInclude(again[2], { reason: "repeated", calls: 3, isError: true })
    }))

  it.effect("does not take two departments by turns for a repetition, but stops the sixth call", () =>
    Effect.sync(() => {
      const byTurns = [0, 1, 2, 3, 4, 5].map((n) => transferTo(n % 2 === 0 ? "Réception" : "Technical Support"))
      const decisions = decide(full, ...byTurns)
      assert.deepStrictEqual(tags(decisions), [
        "Transfer",
        "Transfer",
        "Transfer",
        "Transfer",
        "Transfer",
        "Stopped"
      ])
      assert.deepInclude(decisions[5], { reason: "tooOften", calls: 6 })
    }))

  it.effect("stops invented tools together, without counting them against the real ones", () =>
    Effect.sync(() => {
      const invented = ["a", "b", "c", "d", "e", "f"].map((name, n) => [name, `{"n":${n}}`] as const)
      assert.deepStrictEqual(tags(decide(full, ...invented, transferTo("reception"))).slice(-2), [
        "Stopped",
        "Transfer"
      ])
    }))

  it.effect.prop("never dials what is not in the agent's own config, and never dials more than five times", {
    calls: Schema.Array(Schema.Tuple([
      Schema.Literals(["transfer_call", "end_call", "toString"]),
      Schema.Union([Schema.String, Schema.Literals(["reception", "Billing", "technical support", "__proto__"])])
    ])),
    raw: Schema.Array(Schema.String)
  }, ({ calls, raw }) =>
    Effect.sync(() => {
      const decisions = decide(
        full,
        ...calls.map(([name, department]) => [name, JSON.stringify({ department })] as const),
        ...raw.map((args) => ["transfer_call", args] as const)
      )
      const dialled = decisions.filter((decision) => decision._tag === "Transfer")
      assert.isAtMost(dialled.length, 5)
      for (const { target } of dialled.flatMap(({ ladder }) => ladder)) {
        assert.include<string>(["tel:+15147548195", "sip:desk@clinic.example"], target)
      }
    }), { arbitrary: { seed: 11 } })
})
