import { assert, it } from "@effect/vitest"
import { Schema } from "effect"
import { accessSync, constants, readdirSync } from "node:fs"
import { documents, fileText } from "./files.ts"

const Step = Schema.Struct({
  uses: Schema.optionalKey(Schema.String),
  run: Schema.optionalKey(Schema.String),
  with: Schema.optionalKey(Schema.Record(Schema.String, Schema.Unknown))
})
const Workflow = Schema.Struct({
  name: Schema.String,
  on: Schema.Struct({ push: Schema.Struct({ branches: Schema.Array(Schema.String) }), pull_request: Schema.Null }),
  permissions: Schema.Struct({ contents: Schema.Literal("read") }),
  concurrency: Schema.Struct({ group: Schema.String, "cancel-in-progress": Schema.Boolean }),
  jobs: Schema.Record(
    Schema.String,
    Schema.Struct({
      "runs-on": Schema.String,
      "timeout-minutes": Schema.Int,
      env: Schema.optionalKey(Schema.Record(Schema.String, Schema.String)),
      steps: Schema.NonEmptyArray(Step)
    })
  )
})

const path = ".github/workflows/ci.yml"
const workflow = Schema.decodeUnknownSync(Workflow, { onExcessProperty: "error" })(documents(path)[0])
const jobs = Object.values(workflow.jobs)
const steps = jobs.flatMap((job) => job.steps)

it("there is one workflow, and it runs what runs anywhere else", () => {
  assert.deepStrictEqual(readdirSync(new URL("../../.github/workflows/", import.meta.url)), ["ci.yml"])
  const ran = steps.flatMap(({ run = [] }) => run)
  assert.lengthOf(ran, 1)
  assert.match(ran[0]!, / \.ci\/run$/)
  accessSync(new URL("../../.ci/run", import.meta.url), constants.X_OK)
})

it("takes each action from one commit, and says which version that is", () => {
  const used = [...fileText(path).matchAll(/uses: (.+)$/gm)].map(([, action]) => action)
  assert.lengthOf(used, steps.filter(({ uses }) => uses !== undefined).length)
  for (const action of used) assert.match(action!, /^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
})

it("may read and nothing else, keeps no credentials, and ends", () => {
  for (const step of steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"))) {
    assert.deepStrictEqual(step.with, { "persist-credentials": false })
  }
  for (const job of jobs) {
    assert.isAtMost(job["timeout-minutes"], 120)
    assert.match(job["runs-on"], /^ubuntu-\d\d\.04$/)
  }
})

it("asks for the versions that the program asks for", () => {
  const given = (action: string) => steps.find(({ uses }) => uses?.startsWith(`actions/${action}@`))?.with
  assert.strictEqual(given("setup-node")?.["node-version"], 24)
  const needed = ["livekit-server", "livekit-sip"].map((peer) =>
    /^go (\d+\.\d+)/m.exec(fileText(`test/e2e/peers/${peer}/go.mod`))?.[1] ?? ""
  )
  const go = String(given("setup-go")?.["go-version"])
  for (const version of needed) assert.isAtLeast(Number(go.split(".")[1]), Number(version.split(".")[1]))
})

it("the forms for issues are well formed", () => {
  const folder = ".github/ISSUE_TEMPLATE"
  for (const name of readdirSync(new URL(`../../${folder}/`, import.meta.url))) {
    const [form] = documents(`${folder}/${name}`) as ReadonlyArray<Record<string, unknown>>
    if (name === "config.yml") continue
    for (const key of ["name", "description", "body"]) assert.property(form, key, name)
  }
})
