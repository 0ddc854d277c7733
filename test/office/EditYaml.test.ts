import { assert, describe, it } from "@effect/vitest"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { parseYaml } from "../../src/domain/AgentYaml.ts"
import { editYaml } from "../../src/office/agents/EditYaml.ts"

type Path = ReadonlyArray<string | number>

const clinic = readFileSync(join(import.meta.dirname, "../../agents/clinic.yaml"), "utf8")
/** What the clinic does not have, and what is written in unusual ways. */
const full = `${clinic}
voice: { pipeline: realtime+cascade, realtimeVoice: marin, ttsVoice: alloy, speed: 1.10, turnDetection: server }
anonymousCallers: refuse
ours: [0145550100, +15145550109, 1e3, 0x1F, 2026-12-24, ~, off, "off", 'it''s']
empty:
`

const leavesOf = (value: unknown, path: Path = []): ReadonlyArray<Path> =>
  typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, inner]) =>
      leavesOf(inner, [...path, Array.isArray(value) ? Number(key) : key])
    )
    : [path]

const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)[key], value)

const valueOf = (yaml: string) => {
  const { syntax, value } = parseYaml(yaml)
  assert.deepStrictEqual(syntax, [])
  return structuredClone(value) as Record<string, unknown>
}

const commentsOf = (yaml: string) => yaml.match(/# .*/g)

describe("an agent's YAML, changed by a form", () => {
  it("is the same in all but the field that was changed", () => {
    const leaves = leavesOf(valueOf(full))
    assert.isAbove(leaves.length, 60)
    for (const [index, path] of leaves.entries()) {
      const written = ["one line", "several\nlines of it\n", "+15145550199"][index % 3]
      const edited = editYaml(full, [{ path, value: written }]) ?? assert.fail(path.join("."))
      const meant = valueOf(full)
      Object.assign(at(meant, path.slice(0, -1)) as object, { [path.at(-1) ?? ""]: written })
      assert.deepStrictEqual(valueOf(edited), meant, path.join("."))
      assert.deepStrictEqual(commentsOf(edited), commentsOf(full), path.join("."))
    }
  })

  it("is the same in all but what was removed", () => {
    for (const path of leavesOf(valueOf(full)).filter((path) => typeof path.at(-1) === "string")) {
      const edited = editYaml(full, [{ path, value: null }]) ?? assert.fail(path.join("."))
      const meant = valueOf(full)
      delete (at(meant, path.slice(0, -1)) as Record<string, unknown>)[path.at(-1) ?? ""]
      assert.deepStrictEqual(valueOf(edited), meant, path.join("."))
    }
  })

  it("takes in what had no place yet, and what stood under a key with nothing behind it", () => {
    const edited = editYaml("name: A\nhours:\nkeypad: { 0: repeat }\n", [
      { path: ["hours", "exceptions"], value: [{ on: "2026-12-24", closed: true }] },
      { path: ["keypad", "0"], value: { message: true } },
      { path: ["voice", "speed"], value: 1.2 },
      { path: ["deliver", "email"], value: null }
    ])
    assert.deepStrictEqual(valueOf(edited ?? ""), {
      name: "A",
      hours: { exceptions: [{ on: "2026-12-24", closed: true }] },
      keypad: { 0: { message: true } },
      voice: { speed: 1.2 }
    })
  })

  it("is left alone where another field would change with it", () => {
    const shared =
      "name: A\nhours: &h { week: { monday: [\"09:00-12:00\"] } }\ntransfers:\n  - { department: B, hours: *h }\n"
    assert.isUndefined(editYaml(shared, [{ path: ["hours", "week", "monday"], value: [] }]))
    assert.isUndefined(editYaml(shared, [{ path: ["name", "first"], value: "B" }]))
    assert.isUndefined(editYaml("name: [", [{ path: ["name"], value: "B" }]))
    assert.include(editYaml(shared, [{ path: ["name"], value: "C" }]), "name: C")
  })
})
