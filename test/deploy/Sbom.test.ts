import { assert, it } from "@effect/vitest"
import { execFileSync } from "node:child_process"
import packageJson from "../../package.json" with { type: "json" }
import { deployed } from "../../scripts/licences.ts"

interface Part {
  readonly "bom-ref": string
  readonly name: string
  readonly version: string
  readonly purl: string
  readonly hashes: ReadonlyArray<{ readonly alg: string; readonly content: string }>
}

const script = new URL("../../scripts/sbom.ts", import.meta.url).pathname

it("the parts list names all that is deployed, with what each has to be, and nothing else", () => {
  const { bomFormat, components, dependencies, metadata, specVersion } = JSON.parse(
    execFileSync(process.execPath, [script], { encoding: "utf8", maxBuffer: 100_000_000 })
  ) as {
    readonly bomFormat: string
    readonly specVersion: string
    readonly metadata: { readonly component: Part }
    readonly components: ReadonlyArray<Part>
    readonly dependencies: ReadonlyArray<{ readonly ref: string; readonly dependsOn: ReadonlyArray<string> }>
  }
  assert.deepStrictEqual([bomFormat, specVersion], ["CycloneDX", "1.5"])
  assert.deepStrictEqual([metadata.component.name, metadata.component.version], ["receptionist", packageJson.version])
  const refs = components.map((part) => part["bom-ref"])
  assert.deepStrictEqual(refs.toSorted(), [...new Set(deployed.map(({ id }) => id))].sort())
  assert.includeMembers(components.map(({ name }) => name), [...Object.keys(packageJson.dependencies), "react"])
  for (const { hashes, name, purl, version } of components) {
    assert.strictEqual(purl, `pkg:npm/${name.replace("@", "%40")}@${version}`)
    assert.isTrue(hashes.some(({ alg, content }) => alg === "SHA-512" && /^[0-9a-f]{128}$/.test(content)), name)
  }
  const known = new Set([metadata.component["bom-ref"], ...refs])
  for (const { dependsOn, ref } of dependencies) {
    for (const one of [ref, ...dependsOn]) assert.isTrue(known.has(one), one)
  }
}, 60_000)
