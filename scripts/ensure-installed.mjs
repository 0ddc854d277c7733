// Installs what package-lock.json asks for, when it is not there yet. Runs before every command, on any Node >= 20.
import { spawnSync } from "node:child_process"
import { copyFileSync, existsSync, readFileSync } from "node:fs"

const lock = "package-lock.json"
const installedFrom = "node_modules/.installed-from.json"

const upToDate = existsSync(installedFrom) && readFileSync(installedFrom, "utf8") === readFileSync(lock, "utf8")

if (!upToDate) {
  process.stderr.write("Installing dependencies (about a minute; only the first time)\n")
  const npm = process.platform === "win32" ? "npm.cmd" : "npm"
  const { status } = spawnSync(npm, ["ci", "--no-audit", "--no-fund", "--loglevel=error", "--progress=true"], {
    // Standard output belongs to the command that follows.
    stdio: ["ignore", process.stderr, process.stderr],
    // The CPU runtime is in the package; the CUDA download fails where there is no network, and npm then drops the
    // optional packages without a word.
    env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: "skip" }
  })
  if (status !== 0) {
    process.stderr.write("npm ci failed: see above. A package registry must be reachable.\n")
    process.exit(status ?? 1)
  }
  copyFileSync(lock, installedFrom)
}
