import { assert, describe, it } from "@effect/vitest"
import { Effect, FileSystem, Layer, Option, Sink, Stream } from "effect"
import { Stdio } from "effect/Stdio"
import * as StdioModule from "effect/Stdio"
import { TestConsole } from "effect/testing"
import * as EmbeddedAnonymizer from "../../src/anonymizer/Anonymizer.ts"
import { anonymize } from "../../src/programs/Anonymize.ts"

const decoder = new TextDecoder()

/** Runs the command on `lines`; what it printed, whether anything was withheld, what it said on standard error. */
const run = Effect.fnUntraced(
  function*(lines: ReadonlyArray<string>, options?: { terminal?: boolean; chunk?: number }) {
    const out: Array<string> = []
    const progress: Array<string> = []
    const into = (texts: Array<string>) => () =>
      Sink.forEach((piece: string | Uint8Array) =>
        Effect.sync(() => void texts.push(typeof piece === "string" ? piece : decoder.decode(piece)))
      )
    const bytes = new TextEncoder().encode(lines.join("\n"))
    const size = options?.chunk ?? bytes.length
    const chunks = Array.from(
      { length: Math.ceil(bytes.length / size) },
      (_, index) => bytes.slice(index * size, (index + 1) * size)
    )
    const withheld = yield* anonymize(Option.none()).pipe(
      Effect.provide(Layer.mergeAll(
        EmbeddedAnonymizer.layer,
        StdioModule.layerTest({
          stdin: Stream.fromIterable(chunks),
          stdout: into(out),
          stderr: into(progress),
          stderrIsTerminal: Effect.succeed(options?.terminal === true)
        }),
        FileSystem.layerNoop({})
      ))
    )
    const errors = yield* TestConsole.errorLines
    return {
      withheld,
      errors: errors.map(String),
      progress: progress.join(""),
      lines: out.join("").trimEnd().split("\n").map((line) => JSON.parse(line))
    }
  }
)

const header = {
  version: 1,
  callId: "call_7",
  agentId: "clinic",
  language: "ENGLISH",
  startedAt: "2026-11-22T10:00:00.000Z",
  durationSeconds: 61
}
const message = (role: string, content: unknown) => ({ type: "message", id: "m1", role, content, createdAt: 1000 })

describe("anonymize", () => {
  it.effect("gives the stored form back, in order, one a line", () =>
    Effect.gen(function*() {
      const { errors, lines, progress, withheld } = yield* run([
        JSON.stringify({ ...header, items: [message("user", ["my name is Ana Ruiz"])] }),
        "",
        JSON.stringify({ ...header, callId: "call_8", items: [message("user", "it's 514-555-0147")] })
      ])
      assert.isFalse(withheld)
      assert.deepStrictEqual(errors, [])
      assert.strictEqual(progress, "")
      assert.deepStrictEqual(lines.map(({ callId, items }) => [callId, items[0].content[0]]), [
        ["call_7", "my name is <PERSON_1>"],
        ["call_8", "it's <PHONE_1>"]
      ])
      assert.deepStrictEqual(Object.keys(lines[0]), [...Object.keys(header), "anonymization", "items"])
      assert.deepStrictEqual(lines[0].anonymization.entities, { PERSON: 1 })
    }))

  it.effect("reads a session's history, in camelCase and in snake_case, and drops what is not of the conversation", () =>
    Effect.gen(function*() {
      const { lines } = yield* run([JSON.stringify({
        items: [
          { type: "agent_config_update", id: "c", instructions: "Canari" },
          { type: "message", id: "s", role: "system", content: ["Canari"] },
          { type: "message", id: "a", role: "user", content: "bonjour, je m'appelle Ana", created_at: 1795341600.5 },
          {
            type: "message",
            id: "b",
            role: "user",
            content: [{ type: "audio_content", transcript: "c'est le 514 555-0147" }],
            interrupted: true,
            created_at: 1795341602
          },
          { type: "agent_handoff", id: "h", new_agent_id: "Canari" },
          {
            type: "function_call",
            id: "f",
            call_id: "k",
            name: "book",
            arguments: { who: "Ana" },
            created_at: 1795341603
          },
          { type: "function_call_output", id: "o", callId: "k", name: "book", output: "ok Ana", isError: true }
        ]
      })])
      assert.deepStrictEqual(lines, [{
        version: 1,
        callId: "line-1",
        agentId: "unknown",
        language: "FRENCH",
        startedAt: "2026-11-22T10:00:00.500Z",
        durationSeconds: 2.5,
        anonymization: { status: "complete", engine: lines[0].anonymization.engine, entities: { PHONE: 1, PERSON: 1 } },
        items: [
          {
            type: "message",
            id: "a",
            role: "user",
            content: ["bonjour, je m'appelle <PERSON_1>"],
            interrupted: false,
            createdAt: 1795341600500
          },
          {
            type: "message",
            id: "b",
            role: "user",
            content: ["c'est le <PHONE_1>"],
            interrupted: true,
            createdAt: 1795341602000
          },
          {
            type: "function_call",
            id: "f",
            callId: "k",
            name: "book",
            args: "{\"who\":\"<PERSON_1>\"}",
            createdAt: 1795341603000
          },
          {
            type: "function_call_output",
            id: "o",
            callId: "k",
            name: "book",
            output: "ok <PERSON_1>",
            isError: true,
            createdAt: 0
          }
        ]
      }])
    }))

  it.effect("withholds what it cannot read, and names the line and nothing else", () =>
    Effect.gen(function*() {
      const { errors, lines, withheld } = yield* run([
        "Canari Secret 514 555 0147",
        JSON.stringify({ ...header, items: [{ type: "hologram", text: "Canari" }] }),
        JSON.stringify({ ...header, items: [message("user", ["hello"])] }),
        JSON.stringify({ ...header, items: [message("user", [{ type: "image_content", image: "Canari" }])] }),
        JSON.stringify({ transcript: "Canari" }),
        JSON.stringify({ items: ["Canari"] })
      ])
      assert.isTrue(withheld)
      assert.deepStrictEqual(lines.map(({ anonymization: { reason, status } }) => reason ?? status), [
        "not_json",
        "unknown_item",
        "complete",
        "malformed_item",
        "not_a_transcript",
        "malformed_item"
      ])
      assert.deepStrictEqual(errors, [
        "line 1: withheld (not_json)",
        "line 2: withheld (unknown_item)",
        "line 4: withheld (malformed_item)",
        "line 5: withheld (not_a_transcript)",
        "line 6: withheld (malformed_item)"
      ])
      assert.strictEqual(lines[1].callId, "call_7")
      assert.notInclude(JSON.stringify(lines), "Canari")
    }))

  it.effect("reads lines that arrive in pieces, accents cut in two, the last one without an end", () =>
    Effect.gen(function*() {
      const line = JSON.stringify({ ...header, items: [message("user", ["Élodie m'a dit çà, œuf"])] })
      const { lines } = yield* run([line, line], { chunk: 7 })
      assert.deepStrictEqual(lines.map(({ items }) => items[0].content[0]), Array(2).fill("<PERSON_1> m'a dit çà, œuf"))
    }))

  it.effect("gives up on a line that is no transcript but for its length, and goes on", () =>
    Effect.gen(function*() {
      const { errors, lines } = yield* run(["x".repeat(17 * 1024 * 1024), JSON.stringify({ items: [] })], {
        chunk: 1024 * 1024
      })
      assert.deepStrictEqual(lines.map(({ anonymization: { reason, status } }) => reason ?? status), [
        "too_long",
        "complete"
      ])
      assert.deepStrictEqual(errors, ["line 1: withheld (too_long)"])
    }))

  it.effect("looks for the caller's number where the transcript says it", () =>
    Effect.gen(function*() {
      const { lines } = yield* run([
        JSON.stringify({ callerNumber: "+15145550147", items: [message("user", ["room 0147 please"])] })
      ])
      assert.strictEqual(lines[0].items[0].content[0], "room <PHONE_1> please")
      assert.notProperty(lines[0], "callerNumber")
    }))

  it.effect("shows on a terminal how far it is", () =>
    Effect.gen(function*() {
      const { progress } = yield* run([JSON.stringify({ items: [] }), "nonsense"], { terminal: true })
      assert.include(progress, "\r\u001B[K2 transcripts, 1 withheld\n")
    }))

  it.effect("says what to do where the file cannot be read", () =>
    Effect.gen(function*() {
      const stdio = yield* Stdio
      const error = yield* Effect.flip(anonymize(Option.some("/nowhere/Canari.jsonl"))).pipe(
        Effect.provideService(Stdio, stdio)
      )
      assert.include(error.message, "name a readable file")
      assert.notInclude(error.message, "Canari")
    }).pipe(Effect.provide(Layer.mergeAll(
      EmbeddedAnonymizer.layer,
      FileSystem.layerNoop({}),
      StdioModule.layerTest({ stderrIsTerminal: Effect.succeed(false), stdout: () => Sink.drain })
    ))))
})
