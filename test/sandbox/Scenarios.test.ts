import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { Effect, FileSystem, Logger, Path } from "effect"
import { fileURLToPath } from "node:url"
import { type Played, playScenario, type Told } from "../../src/sandbox/PlayScenario.ts"
import { type ScenarioName, scenarioNames, scenarios } from "../../src/sandbox/scenarios/index.ts"
import { standbyDeployment } from "../../src/sandbox/scenarios/Scenario.ts"
import { brisk } from "../support/Brisk.ts"
import { wireDeviations } from "../support/Conformance.ts"

const clinic = fileURLToPath(new URL("../../agents/clinic.yaml", import.meta.url))

const play = Effect.fnUntraced(function*(name: ScenarioName) {
  const fs = yield* FileSystem.FileSystem
  const told: Array<Told> = []
  const dataDir = yield* fs.makeTempDirectoryScoped()
  const played = yield* playScenario({
    scenario: scenarios[name],
    agentFile: clinic,
    dataDir,
    speech: brisk,
    tell: (seen) => Effect.sync(() => void told.push(seen))
  })
  return { ...played, told, dataDir }
}, Effect.provide(Logger.layer([])))

type Seen = Effect.Success<ReturnType<typeof play>>

const tags = ({ line }: Played) => line.map(({ _tag }) => _tag)

const tell = <Tag extends Told["_tag"]>({ told }: Seen, tag: Tag) =>
  told.filter((seen): seen is Extract<Told, { readonly _tag: Tag }> => seen._tag === tag)

const changes = (seen: Seen) => tell(seen, "VoiceChanged").map(({ from, reason, to }) => `${from} ${to} ${reason}`)

const says = (seen: Seen) => tell(seen, "AgentSaid").map(({ text }) => text.trim())

const kept = (seen: Seen) => tell(seen, "MessageKept").map(({ complete }) => complete ? "whole" : "incomplete")

/** From the answer to the end of the line, the longest time in which nobody was heard. */
const longestSilence = ({ heard, line, said }: Played) => {
  const answered = line.find(({ _tag }) => _tag === "Answered")
  const over = line.find(({ _tag }) => _tag === "HungUp" || _tag === "CallerLeft")
  if (answered === undefined || over === undefined) return 0
  const sounds = [...heard, ...said].sort((a, b) => a.from - b.from)
  let quietSince = answered.at
  let longest = 0
  for (const { from, to } of [...sounds, { from: over.at, to: over.at }]) {
    longest = Math.max(longest, from - quietSince)
    quietSince = Math.max(quietSince, to)
  }
  return longest
}

const expectations: Readonly<Record<ScenarioName, (seen: Seen) => void>> = {
  "appointment-fr": (seen) => {
    assert.strictEqual(tell(seen, "CallerSaid").length, 6)
    assert.strictEqual(says(seen).length, 9)
    assert.isTrue(tell(seen, "LanguageDecided").every(({ switched }) => !switched))
  },
  "switch-to-english": (seen) => {
    const [switched, ...others] = tell(seen, "LanguageDecided").filter(({ switched }) => switched)
    assert.deepInclude({ ...switched }, { language: "ENGLISH" })
    assert.strictEqual(tell(seen, "ReplyTakenBack").length, 1)
    assert.deepStrictEqual(others, [])
    assert.include(says(seen), "Of course, let's continue in English. What would you like to know?")
    assert.isFalse(says(seen).some((text) => text.startsWith("Pardon")))
  },
  "closed-evening": (seen) => {
    assert.deepStrictEqual(kept(seen), ["whole"])
    assert.isTrue(says(seen).some((text) => text.includes("rappellera demain")))
  },
  "closed-holiday": (seen) => {
    assert.notInclude(tags(seen), "TransferAsked")
    assert.match(tell(seen, "ToolAnswered")[0]?.output ?? "", /^Nobody was called: .*la fête nationale/)
    assert.deepStrictEqual(kept(seen), [])
  },
  "closed-department": (seen) => {
    assert.notInclude(tags(seen), "TransferAsked")
    assert.deepStrictEqual(kept(seen), ["whole"])
    assert.isTrue(says(seen).some((text) => text.includes("rappellera demain")))
  },
  "call-back-corrected": (seen) => {
    assert.deepStrictEqual(tell(seen, "ToolAnswered").map(({ isError }) => isError).slice(0, 2), [true, false])
    assert.deepStrictEqual(kept(seen), ["whole"])
  },
  "message-withdrawn": (seen) => {
    assert.deepStrictEqual(tell(seen, "MessageWithdrawn").map(({ outcome }) => outcome), ["withdrawn"])
    assert.include(says(seen), "C'est fait : votre message ne sera pas transmis.")
  },
  "broken-off": (seen) => assert.deepStrictEqual(kept(seen), ["incomplete"]),
  "recording-refused": (seen) => {
    assert.isTrue(says(seen).some((text) => text.includes("L'enregistrement est arrêté")))
    assert.notInclude(tell(seen, "Stored").map(({ artifact }) => artifact), "recording")
  },
  "keypad": (seen) => {
    assert.deepInclude({ ...tell(seen, "Transfer")[0] }, { department: "Réception", outcome: "connected" })
    assert.deepStrictEqual(tell(seen, "ToolCalled"), [])
  },
  "transfer-ladder": (seen) => {
    assert.deepStrictEqual(
      seen.line.flatMap((event) => event._tag === "TransferAsked" ? [event.target] : []),
      ["tel:+15145550110", "tel:+15145550113"]
    )
    assert.deepStrictEqual(tell(seen, "Transfer").map(({ outcome }) => outcome), ["failed", "connected"])
  },
  "transfer": (seen) => {
    assert.deepInclude(seen.line.find(({ _tag }) => _tag === "TransferAsked"), { target: "tel:+15145550110" })
    assert.include(tags(seen), "CallerLeft")
    assert.deepInclude({ ...tell(seen, "Transfer")[0] }, { department: "Réception", outcome: "connected" })
  },
  "transfer-busy": (seen) => {
    assert.deepInclude({ ...tell(seen, "Transfer")[0] }, { outcome: "failed" })
    assert.isTrue(says(seen).some((text) => text.startsWith("Le transfert")))
  },
  "transfer-unknown": (seen) => {
    assert.deepInclude({ ...tell(seen, "Transfer")[0] }, { outcome: "unknown" })
    assert.isFalse(says(seen).some((text) => text.startsWith("Le transfert")))
  },
  "caller-hangs-up": (seen) => {
    assert.deepInclude({ ...tell(seen, "AgentSaid").at(-1) }, { interrupted: true })
  },
  "unknown-number": (seen) => assert.notInclude(tags(seen), "Answered"),
  "backend-down": (seen) => assert.notInclude(tags(seen), "Answered"),
  "model-refuses": ({ heard, model }) => {
    assert.isAbove(heard.length, 0)
    assert.isAtMost(model.connections.length, 5)
  },
  "model-drops": (seen) => {
    assert.strictEqual(seen.model.connections.length, 2)
    assert.strictEqual(tell(seen, "CallerSaid").length, 2)
  },
  "model-drops-for-good": (seen) => {
    assert.isAtMost(seen.model.connections.length, 6)
    assert.isTrue(says(seen).some((text) => text.includes("problème technique")))
  },
  "model-silent": (seen) => {
    assert.isTrue(says(seen).includes("Un instant, s'il vous plaît."))
    assert.isTrue(says(seen).some((text) => text.includes("problème technique")))
  },
  "cascade-fr": (seen) => {
    assert.deepStrictEqual(seen.model.connections, [])
    assert.strictEqual(tell(seen, "CallerSaid").length, 6)
    assert.strictEqual(says(seen).length, 9)
    assert.isTrue(tell(seen, "MessageKept").every(({ complete }) => complete))
    assert.lengthOf(tell(seen, "MessageKept"), 1)
  },
  "model-drops-failover": (seen) => {
    assert.deepStrictEqual(changes(seen), ["realtime cascade linkLost"])
    assert.strictEqual(tell(seen, "CallerSaid").length, 3)
    assert.include(says(seen), "Un instant, s'il vous plaît.")
    assert.include(says(seen), "Nous sommes sur l'avenue du Mont-Royal, à trois minutes à pied du métro.")
  },
  "quota": (seen) => {
    assert.deepStrictEqual(changes(seen), ["realtime cascade quota"])
    assert.include(says(seen), "Non, mais nous sommes ouverts le jeudi jusqu'à vingt heures.")
  },
  "standby-region": (seen) => {
    assert.deepStrictEqual(changes(seen), ["realtime standby noSession"])
    // The breaker looks meanwhile whether the first is back: it is not.
    const accepted = seen.model.connections.filter(({ outcome }) => outcome._tag === "Accept")
    assert.deepStrictEqual(accepted.map(({ url }) => url.includes(standbyDeployment)), [true])
  },
  "everything-down": (seen) => {
    assert.isTrue(says(seen).some((text) => text.includes("problème technique")))
  },
  "silence": (seen) => {
    assert.isTrue(says(seen).includes("Êtes-vous toujours là ?"))
  }
}

/** What the model's endpoint would not do, but for taking back what had ended by itself, which is a race by nature. */
const refusals = ({ model }: Played) =>
  model.wire.filter(({ event, type }) => type === "error" && !JSON.stringify(event).includes("cancel_not_active"))

const artifacts = Effect.fnUntraced(function*({ dataDir }: Seen) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const files = yield* fs.readDirectory(dataDir, { recursive: true })
  return files.map((file) => path.extname(file)).filter((extension) => extension !== "").sort()
})

const refused: ReadonlySet<ScenarioName> = new Set(["unknown-number", "backend-down"])

// Calls take their time, and more of it on a machine that has other work.
const patience = 90_000

describe.concurrent("a simulated call ends as its scenario says, and releases everything", () => {
  it.live.each(scenarioNames)("%s", (name) =>
    Effect.gen(function*() {
      const seen = yield* play(name)
      assert.strictEqual(seen.reason, scenarios[name].expected)
      assert.strictEqual(tags(seen).filter((tag) => tag === "HungUp" || tag === "CallerLeft").length, 1)
      assert.strictEqual(tags(seen).at(-1), "RoomDeleted")
      // The bound is 10 s, and proven on the test clock; here a machine that is short of breath has some to spare.
      assert.isBelow(longestSilence(seen), 20_000)
      assert.isTrue(
        seen.model.connections.every(({ closedAt, outcome }) => outcome._tag !== "Accept" || closedAt !== undefined)
      )
      assert.deepStrictEqual(refusals(seen), [])
      assert.deepStrictEqual(wireDeviations(seen.model), [])
      // Its row, which is that of nobody's call.
      if (refused.has(name)) assert.deepStrictEqual(yield* artifacts(seen), [".json"])
      else assert.include(yield* artifacts(seen), ".json")
      expectations[name](seen)
    }).pipe(Effect.scoped, Effect.provide(NodeServices.layer)), patience)
})
