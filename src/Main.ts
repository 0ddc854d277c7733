import { enableCompileCache } from "node:module"
import { join } from "node:path"
import { setFlagsFromString } from "node:v8"

// What calls leave is this user's alone, whoever writes it: also what native modules do.
process.umask(0o077)

// What was compiled at one start is there at the next: half the time to the first call, and no TypeScript compiler in
// memory. Where the folder cannot be written, it goes without.
enableCompileCache(join(import.meta.dirname, "../node_modules/.cache/compiled"))

// While modules load, V8 grows the space for new objects to what only a busy server needs, and never gives it back:
// 100 MB a worker.
setFlagsFromString("--semi-space-growth-factor=1")

await import("./Cli.ts")
