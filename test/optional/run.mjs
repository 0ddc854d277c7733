/**
 * Exercises the parts of LiveKit's SDK that the default installation leaves out: `node test/optional/run.mjs`. They are
 * installed in a folder of their own, beside copies of the sources and links to everything else, which stays as it is.
 */
import { execFileSync, spawnSync } from "node:child_process"
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

const root = join(dirname(fileURLToPath(import.meta.url)), "../..")
const { peerDependencies } = JSON.parse(
  execFileSync("node", ["-p", "JSON.stringify(require('./package.json'))"], { cwd: root, encoding: "utf8" })
)
const folder = mkdtempSync(join(tmpdir(), "receptionist-optional-"))
const minutes = (count) => count * 60_000

/** Everything that is installed here, where nothing of that name is installed there. */
const linkAll = (from, to) => {
  mkdirSync(to, { recursive: true })
  for (const name of readdirSync(from)) {
    const [source, target] = [join(from, name), join(to, name)]
    if (name.startsWith("@")) linkAll(source, target)
    else if (!existsSync(target)) symlinkSync(source, target)
  }
}

const main = () => {
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }))
  const packages = Object.entries(peerDependencies).map(([name, version]) => `${name}@${version}`)
  // Their peers are linked below; what onnxruntime would download on top is not used.
  const installed = spawnSync("npm", [
    "install",
    "--no-save",
    "--legacy-peer-deps",
    "--no-audit",
    "--no-fund",
    ...packages
  ], {
    cwd: folder,
    env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: "skip" },
    stdio: ["ignore", "ignore", "inherit"],
    timeout: minutes(5)
  })
  if (installed.status !== 0) {
    process.stderr.write(
      `The optional packages could not be installed (${packages.join(", ")}): is the npm registry reachable?\n`
    )
    return 1
  }
  linkAll(join(root, "node_modules"), join(folder, "node_modules"))
  for (const name of ["src", "test", "tsconfig.json"]) cpSync(join(root, name), join(folder, name), { recursive: true })
  const node = join(root, "node_modules/node/bin/node")
  const tried = spawnSync(node, ["test/optional/exercise.ts"], {
    cwd: folder,
    env: { ...process.env, HOME: join(folder, "home") }, // where weights are looked for, and put
    stdio: "inherit",
    timeout: minutes(3)
  })
  return tried.status ?? 1
}

try {
  process.exitCode = main()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
