import { spawn } from "node:child_process"
import { createServer } from "node:net"
import { join } from "node:path"

const root = join(import.meta.dirname, "..", "..")

export interface OfficeProcess {
  /** What it has printed. */
  readonly said: () => string
  /** The first part of a shape, once it has printed it. */
  readonly heard: (shape: RegExp) => Promise<string>
  /** As when the power goes. */
  readonly kill: () => Promise<void>
  readonly stop: () => Promise<void>
}

/** A port that nobody has at this moment. */
export const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address()
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0))
    })
  })

/** The office as `npm run office` starts it, once it is open. */
export const openOffice = async (env: Readonly<Record<string, string>>): Promise<OfficeProcess> => {
  const office = spawn(process.execPath, [join(root, "src/Main.ts"), "office"], {
    cwd: root,
    // A machine without LiveKit, a model or a store: what people see without them.
    env: { PATH: process.env["PATH"], AGENTS_DIR: join(root, "agents"), LOG_LEVEL: "error", ...env },
    stdio: ["ignore", "pipe", "pipe"]
  })
  const gone = new Promise<void>((resolve) => office.once("exit", () => resolve()))
  let said = ""
  const listeners = new Set<() => void>()
  await new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      said += chunk
      for (const listen of listeners) listen()
      // All that it prints at its start comes at once.
      if (said.includes("The office is open") && said.endsWith("\n")) setImmediate(resolve)
    }
    office.stdout.on("data", hear)
    office.stderr.on("data", hear)
    void gone.then(() => reject(new Error(`the office did not open:\n${said}`)))
  })
  const end = (signal: "SIGKILL" | "SIGTERM") => async () => {
    office.kill(signal)
    await gone
  }
  const heard = (shape: RegExp) =>
    new Promise<string>((resolve) => {
      const listen = () => {
        const found = shape.exec(said)
        if (found !== null && listeners.delete(listen)) resolve(found[1] ?? "")
      }
      listeners.add(listen)
      listen()
    })
  return { said: () => said, heard, kill: end("SIGKILL"), stop: end("SIGTERM") }
}
