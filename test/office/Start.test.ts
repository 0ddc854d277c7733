import * as NodeServices from "@effect/platform-node/NodeServices"
import * as PgClient from "@effect/sql-pg/PgClient"
import { assert, describe, it } from "@effect/vitest"
import { Context, Effect, Fiber, FileSystem, Layer, Option, Redacted, Schedule, Stream } from "effect"
import { SqlClient } from "effect/sql"
import { spawn } from "node:child_process"
import { readdirSync, readFileSync, statSync } from "node:fs"
import { createServer } from "node:http"
import { tmpdir, uptime } from "node:os"
import { dirname, join, relative, resolve } from "node:path"
import { parseSync } from "oxc-parser"
import { Bus } from "../../src/office/Bus.ts"
import { Calls } from "../../src/office/calls/Calls.ts"
import { layerEmbedded, layerUrl, socketPrefix } from "../../src/office/database/Database.ts"
import { holdFolder } from "../../src/office/database/FolderLock.ts"
import { newId } from "../../src/office/Rows.ts"
import { listen } from "../../src/office/ServeOffice.ts"
import { ask, layerOffice, makeAgent, makeCompany, makeSomebody } from "../support/Office.ts"
import { postgresBin, startPostgres } from "../support/Postgres.ts"
import { recently } from "../support/Recently.ts"

const temporary = FileSystem.FileSystem.use((fs) => Effect.orDie(fs.makeTempDirectoryScoped({ prefix: "office-" })))

const lock = (pid: number, host: string) => JSON.stringify({ pid, host, token: "x" })

describe("The office's folder", () => {
  it.live("is one office's alone, as long as that lives", () =>
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const folder = yield* temporary
      const file = `${folder}/lock.json`
      yield* Effect.scoped(holdFolder(folder))
      assert.isFalse(yield* fs.exists(file), "let go of with the scope")
      const host = (yield* Effect.scoped(Effect.andThen(holdFolder(folder), fs.readFileString(file)))).match(
        /"host":"([^"]*)"/
      )?.[1] ?? ""

      const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" })
      yield* Effect.addFinalizer(() => Effect.sync(() => void other.kill("SIGKILL")))
      yield* fs.writeFileString(file, lock(other.pid ?? 0, host))
      const inUse = yield* Effect.flip(Effect.scoped(holdFolder(folder)))
      assert.strictEqual(inUse._tag, "FolderInUse")
      assert.include(inUse.message, `process ${other.pid} on ${host}`)

      yield* Effect.callback<void>((resume) => {
        other.on("exit", () => resume(Effect.void))
        other.kill("SIGKILL")
      })
      yield* Effect.scoped(holdFolder(folder))

      // Of this machine before it was started anew: whoever has that number now is somebody else.
      yield* fs.writeFileString(file, lock(1, host))
      assert.strictEqual((yield* Effect.flip(Effect.scoped(holdFolder(folder))))._tag, "FolderInUse")
      const before = new Date(Date.now() - (uptime() + 60) * 1000)
      yield* fs.utimes(file, before, before)
      yield* Effect.scoped(holdFolder(folder))

      // Of another machine it is only known when it has last said that it lives.
      yield* fs.writeFileString(file, lock(1, "elsewhere"))
      assert.strictEqual((yield* Effect.flip(Effect.scoped(holdFolder(folder))))._tag, "FolderInUse")
      yield* fs.utimes(file, new Date(0), new Date(0))
      yield* Effect.scoped(holdFolder(folder))
      // What is left of one that lost its power.
      yield* fs.writeFileString(file, "")
      yield* Effect.scoped(holdFolder(folder))
    }).pipe(Effect.scoped, Effect.provide(NodeServices.layer)))
})

describe("The office's own database", () => {
  it.live("is reached by no other user of the machine, and by no other program", () =>
    Effect.gen(function*() {
      const listening = () => process.getActiveResourcesInfo().filter((kind) => kind === "TCPServerWrap").length
      const before = listening()
      const sql = Context.get(
        yield* Layer.build(Layer.fresh(layerEmbedded(`${yield* temporary}/postgres`))),
        SqlClient.SqlClient
      )
      assert.lengthOf(yield* sql`SELECT 1 FROM companies`, 0)
      assert.strictEqual(listening(), before, "it listens on no port")
      const folders = readdirSync(tmpdir()).filter((name) => name.startsWith(socketPrefix))
      assert.isAtLeast(folders.length, 1)
      for (const name of folders) {
        // Another office may have gone meanwhile.
        const mode = statSync(join(tmpdir(), name), { throwIfNoEntry: false })?.mode ?? 0
        assert.strictEqual(mode & 0o077, 0, name)
      }
    }).pipe(Effect.scoped, Effect.provide(NodeServices.layer)), 60_000)
})

describe.skipIf(postgresBin === undefined)("The office's database", () => {
  /** As an office that starts finds it. */
  const started = (url: string) => Layer.fresh(layerUrl(Redacted.make(url)))

  const tables = Effect.gen(function*() {
    const sql = yield* SqlClient.SqlClient
    const found = yield* sql<{ readonly name: string }>`SELECT table_name AS name FROM information_schema.tables
      WHERE table_schema = 'public' ORDER BY 1`
    return found.map(({ name }) => name)
  })

  it.live("is left as it is when its schema is not one that this version can go on from", () =>
    Effect.gen(function*() {
      const { url } = yield* startPostgres
      const plain = PgClient.layer({ url: Redacted.make(url) })
      const sql = Context.get(yield* Layer.build(plain), SqlClient.SqlClient)
      yield* sql`CREATE TABLE agents (id text)`
      const broken = yield* Effect.flip(Effect.provide(tables, started(url)))
      assert.strictEqual(broken._tag, "MigrationFailed")
      assert.deepStrictEqual(yield* Effect.provide(tables, plain), ["agents", "office_migrations"])

      yield* sql`DROP TABLE agents`
      const whole = yield* Effect.provide(tables, started(url))
      assert.includeMembers([...whole], ["agents", "calls", "messages", "words"])
      assert.deepStrictEqual(yield* Effect.provide(tables, started(url)), whole, "a second start changes nothing")

      yield* sql`INSERT INTO office_migrations (migration_id, name) VALUES (999, 'later')`
      const newer = yield* Effect.flip(Effect.provide(tables, started(url)))
      assert.strictEqual(newer._tag, "DatabaseNewer")
      assert.include(newer.message, "step 999")
    }).pipe(Effect.scoped, Effect.provide(NodeServices.layer)), 120_000)

  it.live(
    "says what to do where there is none of this name, nobody is let in, or nobody is there",
    () =>
      Effect.gen(function*() {
        const { url } = yield* startPostgres
        const refused = (change: (url: URL) => void) => {
          const other = new URL(url)
          change(other)
          return Effect.flip(Effect.provide(tables, started(other.href)))
        }
        const missing = yield* refused((other) => {
          other.pathname = "/nowhere"
        })
        assert.match(missing.message, /no database of this name \(.*3D000\): make it there \(`createdb`\)/)
        const away = yield* refused((other) => {
          other.port = "1"
        })
        assert.match(away.message, /does not answer \(.*ECONNREFUSED\): start it, or check DATABASE_URL/)
        const access = yield* refused((other) => {
          other.username = "nobody"
        })
        assert.match(access.message, /check the user and the password/)
      }).pipe(Effect.scoped, Effect.provide(NodeServices.layer)),
    120_000
  )

  it.live("may go away while the office runs: it says so, and goes on when it is back", () =>
    Effect.gen(function*() {
      const { start, stop, url } = yield* startPostgres
      yield* Effect.gen(function*() {
        const manager = yield* makeSomebody(yield* makeCompany("A"), "manager")
        const calls = ask("GET", "/api/calls", { as: manager })
        assert.strictEqual((yield* calls).status, 200)
        yield* stop
        const away = yield* calls
        assert.strictEqual(away.status, 503)
        assert.include(away.text, "database does not answer")
        yield* start
        const back = yield* Effect.repeat(calls, {
          until: ({ status }) => status === 200,
          schedule: Schedule.spaced("100 millis"),
          times: 100
        })
        assert.strictEqual(back.status, 200)
      }).pipe(Effect.provide(layerOffice(started(url))))
    }).pipe(Effect.scoped, Effect.provide(NodeServices.layer)), 120_000)
})

describe.skipIf(postgresBin === undefined)("Two offices on one database", () => {
  it.live("see what happens in each other, and make a call once", () =>
    Effect.gen(function*() {
      const { url } = yield* startPostgres
      const office = () => Layer.build(layerOffice(Layer.fresh(layerUrl(Redacted.make(url))), { shared: true }))
      const [here, there] = [yield* office(), yield* office()]
      const companyId = yield* makeCompany("A").pipe(Effect.provide(here))
      const agent = yield* makeAgent(companyId, "+15145550100").pipe(Effect.provide(here))
      const start = (office: typeof here, key: string) =>
        Context.get(office, Calls).start(undefined, { agentId: agent.id, startedAt: recently(0) }, key)
      const heard = yield* Context.get(there, Bus).of(companyId).pipe(
        Stream.filter((event) => event._tag === "Call"),
        Stream.runHead,
        Effect.forkChild({ startImmediately: true })
      )
      // The other one may not listen yet: then there is another call.
      yield* Effect.suspend(() => start(here, newId())).pipe(Effect.repeat({
        until: () => heard.pollUnsafe() !== undefined,
        schedule: Schedule.spaced("50 millis"),
        times: 200
      }))
      const event = Option.getOrThrow(yield* Fiber.join(heard))
      assert.strictEqual(event._tag === "Call" && event.call.agentId, agent.id)
      const [first, second] = yield* Effect.all([start(here, "same"), start(there, "same")], { concurrency: 2 })
      assert.strictEqual(first, second)
    }).pipe(Effect.scoped, Effect.provide(NodeServices.layer)), 120_000)
})

describe("The office's port", () => {
  it.live("is asked for by name when somebody else has it", () =>
    Effect.gen(function*() {
      const other = createServer()
      yield* Effect.acquireRelease(
        Effect.callback<void>((resume) => void other.listen(0, "127.0.0.1", () => resume(Effect.void))),
        () => Effect.callback<void>((resume) => void other.close(() => resume(Effect.void)))
      )
      const address = other.address()
      const port = typeof address === "object" ? address?.port ?? 0 : 0
      const taken = yield* Effect.flip(Layer.build(listen({ host: "127.0.0.1", port })))
      assert.strictEqual(taken._tag, "PortTaken")
      assert.include(taken.message, `127.0.0.1:${port}`)
    }).pipe(Effect.scoped))
})

describe("What a worker loads", () => {
  it("is nothing of the office, its database or its console", () => {
    const seen = new Set<string>()
    const packages = new Set<string>()
    const visit = (file: string) => {
      if (seen.has(file)) return
      seen.add(file)
      const { module } = parseSync(file, readFileSync(file, "utf8"))
      const named = [...module.staticImports, ...module.staticExports.flatMap(({ entries }) => entries)]
        .flatMap((one) => "moduleRequest" in one && one.moduleRequest ? [one.moduleRequest.value] : [])
      for (const name of named) {
        if (name.startsWith(".")) visit(resolve(dirname(file), name))
        else packages.add(name)
      }
    }
    visit(join(import.meta.dirname, "../../src/Cli.ts"))
    assert.isAbove(seen.size, 100)
    const files = [...seen].map((file) => relative(join(import.meta.dirname, "../../src"), file))
    assert.deepStrictEqual(files.filter((file) => /^(?:office|api|web)\//.test(file)), [])
    assert.deepStrictEqual([...packages].filter((name) => /pglite|sql|react|livekit\/av/.test(name)), [])
  })
})
