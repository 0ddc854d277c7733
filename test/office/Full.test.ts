import { assert, describe, it, layer } from "@effect/vitest"
import { Cause, Effect, FileSystem, Layer, Logger, Schedule } from "effect"
import { SqlClient } from "effect/sql"
import { EmbeddedUnusable } from "../../src/office/database/Database.ts"
import { intake } from "../../src/office/intake/Intake.ts"
import { OfficeOptions } from "../../src/office/OfficeOptions.ts"
import { newId } from "../../src/office/Rows.ts"
import { ask, databases, keysOfAll, layerOffice, makeAgent, makeCompany } from "../support/Office.ts"

const startedAt = "2026-11-01T15:00:00.000Z"

const troubles = [
  { trouble: "A disk that is full", sqlState: "53100", code: "databaseFull" },
  { trouble: "A database that is about to start", sqlState: "57P03", code: "databaseAway" }
]

for (const { layer: database, name, skip } of databases) {
  describe.skipIf(skip)(`What ${name} has no room or time for`, () => {
    layer(layerOffice(database), { timeout: "120 seconds", excludeTestServices: true })((it) => {
      it.effect.each(troubles)(
        "($trouble) is named to whoever writes, and nothing is passed over because of it",
        ({ code, sqlState }) =>
          Effect.gen(function*() {
            const sql = yield* SqlClient.SqlClient
            const companyId = yield* makeCompany("Full")
            const { id: agentId } = yield* makeAgent(
              companyId,
              `+1514555800${troubles.findIndex((each) => each.code === code)}`
            )
            yield* sql.unsafe(`CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '${sqlState}'; END $$`)
            yield* sql`CREATE TRIGGER full_disk BEFORE INSERT ON calls FOR EACH ROW EXECUTE FUNCTION no_room()`
            const tell = ask("POST", "/api/calls", { key: keysOfAll.calls, body: { agentId, startedAt } })
            const refused = yield* tell
            assert.strictEqual(refused.status, 503)
            assert.deepInclude(refused.json as object, { _tag: "Unavailable", code })

            const fs = yield* FileSystem.FileSystem
            const { dataDir } = yield* OfficeOptions
            const left = newId()
            yield* fs.makeDirectory(`${dataDir}/calls`, { recursive: true })
            yield* fs.writeFileString(`${dataDir}/calls/${left}.json`, JSON.stringify({ agentId, startedAt }))
            const rows = sql`SELECT 1 FROM calls WHERE call_id = ${left}`
            const logged: Array<string> = []
            const log = Logger.make(({ cause, message }) =>
              void logged.push(`${String(message)} ${Cause.pretty(cause)}`)
            )
            yield* Effect.gen(function*() {
              yield* Layer.build(intake)
              // What a database says may quote a row: its code is told.
              assert.match(
                logged.join("\n"),
                new RegExp(`not all read in \\(the database refused it, \\w+ ${sqlState}\\)`)
              )
              assert.notInclude(logged.join("\n"), "could not extend file")
              assert.lengthOf(yield* rows, 0)
              yield* sql`DROP TRIGGER full_disk ON calls`
              // The same office, which looks every two seconds.
              yield* Effect.repeat(rows, {
                until: (found) => found.length > 0,
                times: 400,
                schedule: Schedule.spaced("50 millis")
              })
              assert.lengthOf(yield* rows, 1)
            }).pipe(Effect.scoped, Effect.provide(Logger.layer([log])))
            assert.strictEqual((yield* tell).status, 201)
            yield* sql`DROP FUNCTION no_room`
          })
      )
    })
  })
}

describe("An office that cannot open its own database", () => {
  it("is told to make room, or what else to do, and nothing of DATABASE_URL where there is none", () => {
    assert.include(new EmbeddedUnusable({ full: true }).message, "make room")
    assert.include(new EmbeddedUnusable({ full: false }).message, "restore a copy")
  })
})
