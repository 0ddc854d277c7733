// Builds the console that the office serves, when it is not there or older than what it is made of. Takes some seconds.
import { spawnSync } from "node:child_process"
import { existsSync, readdirSync, statSync } from "node:fs"
import { join } from "node:path"

const built = "dist/web/index.html"
const changedAt = (path) => statSync(path).mtimeMs
const sources = readdirSync("src/web", { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ name, parentPath }) => join(parentPath, name))

if (
  !existsSync(built) ||
  [...sources, "vite.config.ts", "package-lock.json"].some((file) => changedAt(file) > changedAt(built))
) {
  process.stderr.write("Building the console (some seconds; only when it has changed)\n")
  const { status } = spawnSync(process.execPath, ["node_modules/vite/bin/vite.js", "build", "--logLevel", "warn"], {
    // Standard output belongs to the command that follows.
    stdio: ["ignore", process.stderr, process.stderr]
  })
  if (status !== 0) {
    process.stderr.write("The console could not be built: see above. The office opens without it.\n")
  }
}
