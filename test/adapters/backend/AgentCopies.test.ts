import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { Context, type Duration, Effect, Fiber, FileSystem, Layer, Logger, Queue, Redacted } from "effect"
import { TestClock } from "effect/testing"
import { makeAgentCopies } from "../../../src/adapters/backend/AgentCopies.ts"
import * as BackendConfigApi from "../../../src/adapters/backend/ConfigApi.ts"
import { PhoneNumber } from "../../../src/domain/PhoneNumber.ts"
import { ConfigApi } from "../../../src/services/ConfigApi.ts"
import { type Answer, json, scriptedHttp, status } from "../../support/ScriptedHttp.ts"

const dialled = PhoneNumber.make("+14505550161")
const named = (name: string) => () => json({ agent: { id: "agent-1", name, config: { defaultLanguage: "FRENCH" } } })
const found = named("John")
const nobody = () => json({ error: "Agent not found" }, 404)
const archived = () => json({ agent: { id: "agent-1", name: "John", deletedAt: "2026-01-01" } })

const inTemp = <A, E, R>(test: (directory: string) => Effect.Effect<A, E, R>) =>
  Effect.gen(function*() {
    const temporary = yield* FileSystem.FileSystem.use((fs) => fs.makeTempDirectoryScoped())
    return yield* test(`${temporary}/agents-cache`)
  }).pipe(Effect.provide(NodeServices.layer))

/** A worker on this directory, and what the backend answers it, in order, the last for ever. */
const worker = Effect.fnUntraced(function*(copiesDir: string, ...answers: ReadonlyArray<() => Answer>) {
  const http = yield* scriptedHttp(...answers)
  const logged = yield* Queue.unbounded<string>()
  const logger = Logger.layer([Logger.map(Logger.formatJson, (line) => void Queue.offerUnsafe(logged, line))])
  const options = { baseUrl: new URL("http://backend.test"), apiKey: Redacted.make("key"), copiesDir }
  const context = yield* Layer.build(
    Layer.fresh(BackendConfigApi.layerWithCopies(options)).pipe(Layer.provide(http.layer))
  )
  /** A call, answered by whom, or not; `later` goes by on the clock once the backend was asked. */
  const call = Effect.fnUntraced(function*(later: Duration.Input = 0) {
    yield* Queue.clear(http.arrivals)
    const fiber = yield* Context.get(context, ConfigApi).agentByPhone(dialled).pipe(
      Effect.match({ onFailure: ({ _tag }) => _tag as string, onSuccess: ({ name }) => name }),
      Effect.provide(logger),
      Effect.forkChild
    )
    yield* Queue.take(http.arrivals)
    yield* TestClock.adjust(later)
    return yield* Fiber.join(fiber)
  })
  return { ...http, call, logged }
})

const filesIn = (directory: string) =>
  FileSystem.FileSystem.use((fs) => fs.readDirectory(directory)).pipe(Effect.map((names) => names.sort()))

describe("the last good copy of an agent", () => {
  const page = () => new Response("<h1>404 Not Found</h1>", { status: 404, headers: { "content-type": "text/html" } })
  const broken = () => json({ agent: { id: "agent-1", name: 5, config: { transfers: 3 } } })

  it.effect.each<[string, () => Answer, string, string]>([
    ["503", () => status(503), "BackendUnavailable", "HTTP 503"],
    ["429", () => status(429, { "retry-after": "3600" }), "BackendUnavailable", "HTTP 429"],
    ["an ingress without a backend", page, "BackendUnavailable", "HTTP 404 that is not the backend's own"],
    ["silence", () => "hangs", "BackendUnavailable", "no answer within 2s"],
    ["refused", () => ({ drops: "ECONNREFUSED" }), "BackendUnavailable", "transport: ECONNREFUSED"],
    ["garbage", () => new Response("}{"), "BackendUnavailable", "not JSON"],
    ["a redirect", () => status(302), "BackendUnavailable", "HTTP 302"],
    ["a wrong key", () => status(401), "BackendUnauthorized", "check BACKEND_API_KEY"],
    ["a key without rights", () => status(403), "BackendUnauthorized", "HTTP 403"],
    ["an agent saved broken", broken, "InvalidAgentConfig", "agent.config.transfers: expected array"]
  ])(
    "answers the call in place of %s, and the log says why and how old it is",
    ([_, fault, tag, words]) =>
      inTemp((directory) =>
        Effect.gen(function*() {
          assert.strictEqual(yield* (yield* worker(directory, found)).call(), "John")
          yield* TestClock.adjust("30 hours")
          // Another process, or the same after a restart.
          const restarted = yield* worker(directory, fault)
          assert.strictEqual(yield* restarted.call("2 seconds"), "John")
          const told = (yield* Queue.clear(restarted.logged)).filter((line) => line.includes("last good copy"))
          assert.lengthOf(told, 1)
          assert.include(told[0], `"reason":"${tag}"`)
          assert.include(told[0], words)
          assert.match(told[0] ?? "", /"age":"1d 6h/)
          assert.notMatch(told.join(), /5550161|John/)
          assert.include(told[0], tag === "BackendUnavailable" ? "\"WARN\"" : "\"ERROR\"")
        })
      )
  )

  it.effect.each<[string, () => Answer]>([
    ["that there is none", nobody],
    ["that it is archived", archived],
    ["that the row is null", () => json({ agent: null })]
  ])("goes with the backend's own word: %s", ([_, word]) =>
    inTemp((directory) =>
      Effect.gen(function*() {
        const it = yield* worker(directory, found, word, () => "hangs")
        yield* it.call()
        assert.strictEqual(yield* it.call(), "UnknownNumber")
        assert.deepStrictEqual(yield* filesIn(directory), [])
        assert.strictEqual(yield* it.call("8 seconds"), "BackendUnavailable")
      })
    ))

  it.effect("answers after two seconds, while the look-up goes on for the next call", () =>
    inTemp((directory) =>
      Effect.gen(function*() {
        const it = yield* worker(
          directory,
          found,
          () => ({ late: "5 seconds", answer: named("Jane")() }),
          () => "hangs"
        )
        yield* it.call()
        assert.strictEqual(yield* it.call("2 seconds"), "John")
        yield* TestClock.adjust("3 seconds")
        let told = ""
        while (!told.includes("came late")) told = yield* Queue.take(it.logged)
        assert.strictEqual(yield* it.call("2 seconds"), "Jane")
        assert.lengthOf(it.sent, 3)
      })
    ))

  it.effect("does not answer a millisecond before", () =>
    inTemp((directory) =>
      Effect.gen(function*() {
        const it = yield* worker(directory, found, () => ({ late: "1999 millis", answer: named("Jane")() }))
        yield* it.call()
        const file = (yield* filesIn(directory)).join()
        // The new answer is written before the call has it, which the disk's own bound on this clock must not end.
        assert.strictEqual(yield* it.call("1999 millis"), "Jane")
        assert.deepStrictEqual(yield* filesIn(directory), [file])
      })
    ))

  it.effect("says what a late look-up found out", () =>
    inTemp((directory) =>
      Effect.gen(function*() {
        const it = yield* worker(directory, found, () => ({ late: "5 seconds", answer: status(401) }))
        yield* it.call()
        assert.strictEqual(yield* it.call("2 seconds"), "John")
        yield* TestClock.adjust("3 seconds")
        let told = ""
        while (!told.includes("beside the call")) told = yield* Queue.take(it.logged)
        assert.include(told, "BACKEND_API_KEY")
      })
    ))

  it.effect("answers for seven days, and no longer", () =>
    inTemp((directory) =>
      Effect.gen(function*() {
        yield* (yield* worker(directory, found)).call()
        yield* TestClock.adjust("7 days")
        assert.strictEqual(yield* (yield* worker(directory, () => "hangs")).call("2 seconds"), "John")
        yield* TestClock.adjust("1 second")
        assert.strictEqual(yield* (yield* worker(directory, () => "hangs")).call("8 seconds"), "BackendUnavailable")
      })
    ))

  it.effect("is as old as the last time the backend said so", () =>
    inTemp((directory) =>
      Effect.gen(function*() {
        const it = yield* worker(directory, found, found, () => "hangs")
        yield* it.call()
        yield* TestClock.adjust("6 days")
        yield* it.call()
        yield* TestClock.adjust("6 days")
        assert.strictEqual(yield* it.call("2 seconds"), "John")
      })
    ))

  it.effect("counts an edit from the next call on", () =>
    inTemp((directory) =>
      Effect.gen(function*() {
        const it = yield* worker(directory, found, named("Jane"), () => "hangs")
        assert.strictEqual(yield* it.call(), "John")
        assert.strictEqual(yield* it.call(), "Jane")
        assert.strictEqual(yield* it.call("2 seconds"), "Jane")
      })
    ))

  it.effect("is one private file, with no number in its path", () =>
    inTemp((directory) =>
      Effect.gen(function*() {
        yield* (yield* worker(directory, found)).call()
        const fs = yield* FileSystem.FileSystem
        const names = yield* filesIn(directory)
        assert.lengthOf(names, 1)
        assert.match(names[0] ?? "", /^[0-9a-f]{64}\.json$/)
        assert.strictEqual((yield* fs.stat(`${directory}/${names[0]}`)).mode & 0o777, 0o600)
        assert.strictEqual((yield* fs.stat(directory)).mode & 0o777, 0o700)
        assert.deepInclude(JSON.parse(yield* fs.readFileString(`${directory}/${names[0]}`)), {
          version: 1,
          at: "1970-01-01T00:00:00.000Z"
        })
      })
    ))

  it.effect.each(["", "}{", "{\"version\":2}", "{\"version\":1,\"at\":\"soon\",\"answer\":{}}"])(
    "that is broken on the disk counts as none, and is written anew: %s",
    (text) =>
      inTemp((directory) =>
        Effect.gen(function*() {
          yield* (yield* worker(directory, found)).call()
          const [name] = yield* filesIn(directory)
          yield* FileSystem.FileSystem.use((fs) => fs.writeFileString(`${directory}/${name}`, text))
          const it = yield* worker(directory, () => status(401), found, () => status(401))
          assert.strictEqual(yield* it.call(), "BackendUnauthorized")
          assert.strictEqual(yield* it.call(), "John")
          assert.strictEqual(yield* it.call(), "John")
        })
      )
  )

  it.effect("that cannot be written is remembered while the process lives, and the call goes on", () =>
    inTemp((directory) =>
      Effect.gen(function*() {
        // A file where the directory should be.
        yield* FileSystem.FileSystem.use((fs) => fs.writeFileString(directory, ""))
        const it = yield* worker(directory, found, () => status(401))
        assert.strictEqual(yield* it.call(), "John")
        assert.isTrue((yield* Queue.clear(it.logged)).some((line) => line.includes("check DATA_DIR")))
        assert.strictEqual(yield* it.call(), "John")
        const logs = yield* Queue.clear(it.logged)
        assert.notInclude(logs.join(), directory)
      })
    ))

  it.effect("are a thousand at most, the latest, and what a dead process left goes", () =>
    inTemp((directory) =>
      Effect.gen(function*() {
        const fs = yield* FileSystem.FileSystem
        const copies = yield* makeAgentCopies(directory)
        yield* fs.makeDirectory(directory)
        yield* Effect.forEach(Array.from({ length: 1001 }), (_, index) => {
          const name = `${directory}/${index.toString(16).padStart(64, "0")}.json`
          return Effect.andThen(fs.writeFileString(name, "{}"), fs.utimes(name, 1000 + index, 1000 + index))
        }, { concurrency: 20 })
        for (const name of ["left.tmp", "somebody's.txt"]) {
          yield* fs.writeFileString(`${directory}/${name}`, "")
          yield* fs.utimes(`${directory}/${name}`, 0, 0)
        }
        yield* TestClock.setTime(3_000_000)
        yield* copies.keep(dialled, { agent: null })
        const names = yield* filesIn(directory)
        assert.lengthOf(names, 1001)
        assert.include(names, "somebody's.txt")
        assert.notInclude(names, `${(0).toString(16).padStart(64, "0")}.json`)
        assert.notInclude(names, `${(1).toString(16).padStart(64, "0")}.json`)
        assert.include(names, `${(2).toString(16).padStart(64, "0")}.json`)
      })
    ))
})
