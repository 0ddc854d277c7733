import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { Effect, FileSystem, Redacted, Schedule } from "effect"
import { spawn } from "node:child_process"
import { randomUUID } from "node:crypto"
import { join } from "node:path"
import { transcriptPath } from "../../src/domain/BlobPath.ts"
import { AgentId, CallId } from "../../src/domain/Ids.ts"
import type { Owed } from "../../src/domain/Owed.ts"
import { PhoneNumber } from "../../src/domain/PhoneNumber.ts"
import { RawTranscript } from "../../src/domain/Transcript.ts"
import { withheld } from "../../src/services/Anonymizer.ts"
import { dispatchServer } from "../support/DispatchServer.ts"
import { dead, entryWith, lines } from "../support/JournalFiles.ts"
import { messageAt } from "../support/Messages.ts"
import { freePort, openOffice } from "../support/OfficeProcess.ts"
import { recently } from "../support/Recently.ts"
import { asking, signUp } from "../web/DemoOffice.ts"

const root = join(import.meta.dirname, "..", "..")
const key = "the key of the worker of this test"
const startedAt = recently(0)

/** What a call owes that ended while nobody took anything. */
const owedBy = (callId: CallId): Owed => {
  const transcript = withheld(
    new RawTranscript({
      version: 1,
      callId,
      agentId: AgentId.make("clinic"),
      language: "FRENCH",
      startedAt,
      durationSeconds: 60,
      items: []
    }),
    "timeout",
    "none"
  )
  const path = transcriptPath(AgentId.make("clinic"), callId, new Date(startedAt))
  return {
    callId,
    start: {
      agentId: AgentId.make("clinic"),
      callerNumber: PhoneNumber.make("+15145550142"),
      dialedNumber: PhoneNumber.make("+15145550100"),
      roomName: `room of ${callId}`,
      startedAt
    },
    end: {
      endedAt: recently(60),
      durationSeconds: 60,
      endReason: "agent_end",
      language: "FRENCH",
      metadata: { callId, endedBy: "agent", usage: [] }
    },
    transcript: {
      path,
      link: {
        url: `file:///x/blobs/${path}`,
        language: "FRENCH",
        messageCount: 0,
        anonymization: "withheld"
      },
      content: transcript
    },
    messages: [messageAt(randomUUID(), Date.parse(startedAt) + 30_000)]
  }
}

/** `npm start`, until the scope closes. */
const startWorker = (env: Readonly<Record<string, string>>) =>
  Effect.acquireRelease(
    Effect.sync(() => {
      const worker = spawn(process.execPath, [join(root, "src/Main.ts"), "start"], {
        cwd: root,
        env: { PATH: process.env["PATH"], LOG_LEVEL: "info", LOG_FORMAT: "json", ...env },
        stdio: ["ignore", "pipe", "pipe"]
      })
      const gone = new Promise<void>((resolve) => worker.once("exit", () => resolve()))
      let said = ""
      const hear = (chunk: Buffer) => void (said += chunk)
      worker.stdout.on("data", hear)
      worker.stderr.on("data", hear)
      return { said: () => said, worker, gone }
    }),
    ({ gone, worker }) =>
      Effect.promise(() => {
        worker.kill("SIGTERM")
        return gone
      })
  )

describe("A worker and an office, each a process", () => {
  it.live(
    "lose nothing and have nothing twice of calls that ended while the office was away",
    () =>
      Effect.gen(function*() {
        const fs = yield* FileSystem.FileSystem
        const temporary = fs.makeTempDirectoryScoped({ prefix: "away-" })
        const [officeDir, workerDir, agentsDir] = [yield* temporary, yield* temporary, yield* temporary]
        yield* fs.writeFileString(`${agentsDir}/clinic.yaml`, "name: Clinique\nphone: \"+15145550100\"\n")
        const port = yield* Effect.promise(freePort)
        const url = `http://localhost:${port}`
        const open = Effect.acquireRelease(
          Effect.promise(() =>
            openOffice({
              DATA_DIR: officeDir,
              AGENTS_DIR: agentsDir,
              OFFICE_PORT: `${port}`,
              BACKEND_URL: url,
              BACKEND_API_KEY: key
            })
          ),
          (office) => Effect.promise(office.kill)
        )
        const first = yield* open
        const until = <A>(look: Effect.Effect<A>, enough: (found: A) => boolean) =>
          look.pipe(
            Effect.repeat({ until: enough, schedule: Schedule.spaced("100 millis") }),
            Effect.timeoutOrElse({ duration: "3 minutes", orElse: () => look })
          )
        const printed = yield* until(Effect.sync(first.said), (text) => /\/welcome#\S+/.test(text))
        const welcome = /\S+\/welcome#\S+/.exec(printed)?.[0] ?? ""
        const ask = asking(url, { cookie: yield* Effect.promise(() => signUp({ url, welcome })) })
        yield* Effect.promise(first.kill)

        const owed = Array.from({ length: 6 }, () => owedBy(CallId.make(randomUUID())))
        for (const each of owed) {
          yield* entryWith(`${workerDir}/journal`, dead, each.callId, {
            "call.ndjson": lines({ _tag: "owed", owed: each })
          })
        }
        const { options } = yield* dispatchServer
        const worker = startWorker({
          DATA_DIR: workerDir,
          BACKEND_URL: url,
          BACKEND_API_KEY: key,
          CONFIG_FETCH_MAX_RETRIES: "1",
          CONFIG_FETCH_RETRY_DELAY: "10 millis",
          LIVEKIT_URL: String(options.url),
          LIVEKIT_API_KEY: options.apiKey,
          LIVEKIT_API_SECRET: Redacted.value(options.apiSecret),
          AZURE_OPENAI_ENDPOINT: "http://127.0.0.1:1",
          AZURE_OPENAI_API_KEY: "a key",
          AZURE_OPENAI_REALTIME_DEPLOYMENT: "realtime"
        })
        const left = Effect.orDie(Effect.map(fs.readDirectory(`${workerDir}/journal`, { recursive: true }), (names) =>
          names.filter((name) =>
            name.endsWith(".ndjson")
          ).length))

        yield* Effect.scoped(Effect.gen(function*() {
          const { said } = yield* worker
          yield* until(Effect.sync(said), (text) =>
            text.split("the call is not finished yet").length > owed.length)
        }))
        assert.strictEqual(yield* left, owed.length)

        yield* open
        yield* Effect.scoped(Effect.gen(function*() {
          yield* worker
          yield* until(left, (count) => count === 0)
          // A message that was tried already is tried again after half a minute, or one.
          const messages = Effect.promise(() => ask("GET", "/messages?limit=200"))
          yield* until(messages, (found) => (found["messages"] as ReadonlyArray<unknown>).length >= owed.length)
        }))
        assert.strictEqual(yield* left, 0)
        const { calls } = yield* Effect.promise(() => ask("GET", "/calls?limit=200"))
        const { messages } = yield* Effect.promise(() => ask("GET", "/messages?limit=200"))
        const rows = calls as ReadonlyArray<Readonly<Record<string, unknown>>>
        assert.sameMembers(
          (messages as ReadonlyArray<{ readonly id: string }>).map(({ id }) => id),
          owed.flatMap(({ messages }) => messages.map(({ id }): string => id))
        )
        const details = yield* Effect.forEach(rows, ({ id }) => Effect.promise(() => ask("GET", `/calls/${id}`)))
        assert.sameDeepMembers(
          details.map(({ callId, endReason, transcript, left }) => ({
            callId,
            endReason,
            transcript,
            messages: (left as ReadonlyArray<unknown>).length
          })),
          owed.map(({ callId }) => ({ callId, endReason: "agent_end", transcript: "withheld", messages: 1 }))
        )
      }).pipe(Effect.scoped, Effect.provide(NodeServices.layer)),
    400_000
  )
})
