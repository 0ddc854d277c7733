import { assert, it } from "@effect/vitest"
import { deployed, isAllowed, listed } from "../../scripts/licences.ts"
import { fileText } from "./files.ts"

interface Locked {
  readonly integrity?: string
  readonly resolved?: string
  readonly dev?: boolean
  readonly optional?: boolean
}

const { packages } = JSON.parse(fileText("package-lock.json")) as {
  readonly packages: Readonly<Record<string, Locked>>
}

it("every package that is deployed has a licence under which it may be", () => {
  assert.isAbove(deployed.length, 100)
  assert.deepStrictEqual(deployed.filter((one) => !isAllowed(one)).map(({ id, licence }) => `${id}: ${licence}`), [])
})

it("NOTICE lists what is deployed", () => assert.include(fileText("NOTICE"), listed()))

it("the lockfile knows what each package has to be, and names no address that only one machine has", () => {
  const installed = Object.entries(packages).filter(([path]) => path !== "")
  // The tools' binaries for other systems than the one that wrote it: where a registry did not tell.
  const elsewhere = ({ dev, optional }: Locked) => dev === true && optional === true
  assert.deepStrictEqual(
    installed.flatMap(([path, locked]) => locked.integrity === undefined && !elsewhere(locked) ? [path] : []),
    []
  )
  assert.deepStrictEqual(installed.flatMap(([, { resolved }]) => resolved ?? []), [])
})
