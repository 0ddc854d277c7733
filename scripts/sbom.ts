/**
 * Prints the parts list of what is deployed with the program (CycloneDX, JSON): `npm run --silent sbom`. npm's own knows
 * the form, but its `--omit dev` leaves out whatever a tool needs as well: so all is listed, and what is not deployed is
 * taken out. It reads the lockfile, and asks nobody.
 */
import { execFileSync } from "node:child_process"
import { deployed } from "./licences.ts"

interface Parts {
  readonly metadata: { readonly component: { readonly "bom-ref": string } }
  readonly components: ReadonlyArray<{ readonly "bom-ref": string }>
  readonly dependencies: ReadonlyArray<{ readonly ref: string; readonly dependsOn: ReadonlyArray<string> }>
}

const npm = process.platform === "win32" ? "npm.cmd" : "npm"
const all = JSON.parse(
  execFileSync(npm, ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only"], {
    encoding: "utf8",
    maxBuffer: 100_000_000
  })
) as Parts

const program = all.metadata.component["bom-ref"]
const kept = new Set([program, ...deployed.map(({ id }) => id)])
const parts: Parts = {
  ...all,
  metadata: {
    ...all.metadata,
    component: { ...all.metadata.component, name: "receptionist" } as Parts["metadata"]["component"]
  },
  components: all.components.filter((part) => kept.has(part["bom-ref"])),
  dependencies: all.dependencies.filter(({ ref }) => kept.has(ref)).map(({ dependsOn, ref }) => ({
    ref,
    dependsOn: dependsOn.filter((one) => kept.has(one))
  }))
}

process.stdout.write(`${JSON.stringify(parts, undefined, 2)}\n`)
