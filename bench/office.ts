import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Console, Effect, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { execFileSync } from "node:child_process"
import { readFileSync, statSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { parseArgs } from "node:util"
import { AgentId, CompanyId, MessageId } from "../src/domain/Ids.ts"
import { Calls } from "../src/office/calls/Calls.ts"
import { layerUrl } from "../src/office/database/Database.ts"
import { Insights } from "../src/office/insights/Insights.ts"
import { OfficeMessages } from "../src/office/messages/OfficeMessages.ts"
import { newId } from "../src/office/Rows.ts"
import { layerOffice } from "../test/support/Office.ts"
import { postgresBin, startPostgresWith } from "../test/support/Postgres.ts"

/**
 * How fast the office answers with many calls: a Postgres of its own (Debian's), filled with made-up calls of ten
 * companies over three years, then what its pages ask for, through the office's own services.
 *
 *     npm run bench:office                        # 1,000,000 calls
 *     npm run bench:office -- --calls 100000 --plans plans.txt
 *
 * `--plans` writes down how Postgres has answered each question (EXPLAIN ANALYZE).
 */
const { values } = parseArgs({
  options: { calls: { type: "string", default: "1000000" }, plans: { type: "string" } }
})
const total = Number(values.calls)

const companies = 10
const agentsEach = 5
const company = CompanyId.make("company-0")

/** Words as calls have them: some in every other call, some in one of thousands. */
const common = "bonjour rendez-vous nettoyage samedi dentiste appointment morning tomorrow urgent facture"

const fill = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  yield* sql`INSERT INTO companies (id, name, retention)
    SELECT 'company-' || n, 'Company ' || n, '{"messages":365,"recordings":365,"transcripts":365,"calls":3650}'
    FROM generate_series(0, ${companies - 1}::int) AS n`
  yield* sql`INSERT INTO agents (id, company_id, name, time_zone)
    SELECT 'agent-' || n, 'company-' || n % ${companies}::int, 'Agent ' || n, 'America/Toronto'
    FROM generate_series(0, ${companies * agentsEach - 1}::int) AS n`
  yield* sql`SELECT setseed(0.42)`
  // Indexes are made faster than kept.
  const indexes = yield* sql<
    { readonly name: string; readonly made: string }
  >`SELECT indexname AS name, indexdef AS made
    FROM pg_indexes WHERE tablename IN ('calls', 'words', 'messages') AND indexdef NOT LIKE 'CREATE UNIQUE%'`
  for (const { name } of indexes) yield* sql`DROP INDEX ${sql(name)}`
  yield* sql`INSERT INTO calls (id, company_id, agent_id, call_id, caller_number, dialed_number, started_at, ended_at,
      duration_seconds, end_reason, ended_by, language, failed, metadata, transcript_state, recording_state,
      transcript_indexed, announced)
    SELECT 'call-' || n, 'company-' || n % ${companies}::int, 'agent-' || n % ${companies * agentsEach}::int, 'c-' || n,
      '+1514' || (5550000 + n % 9999), '+15145550100', at, at + d * interval '1 second', d,
      (ARRAY['caller_hangup', 'agent_end', 'agent_end', 'transferred', 'silence', 'model_error'])[1 + n % 6], 'agent',
      CASE WHEN n % 3 = 0 THEN 'ENGLISH' ELSE 'FRENCH' END, n % 6 = 5,
      '{"timeToAnswerSeconds":1.2,"longestSilenceSeconds":1.7,"usage":[{"provider":"azure-openai","model":"gpt-realtime","inputTokens":2700,"outputTokens":561,"inputAudioSeconds":60,"outputAudioSeconds":23}]}',
      'available', 'available', true, true
    FROM (SELECT n, now() - random() * interval '1095 days' AS at, 20 + (random() * 300)::int AS d
      FROM generate_series(1, ${total}::int) AS n) AS made ORDER BY at`
  yield* sql`INSERT INTO words (call_id, company_id, started_at, said, found)
    SELECT c.id, c.company_id, c.started_at, said, to_tsvector('french', said)
    FROM (SELECT 'call-' || n AS id, (string_to_array(${common}, ' '))[1 + n % 10] || ' ' || (string_to_array(${common}, ' '))[1 + n / 10 % 10]
      || ' dossier' || n % 5000 || ' ' || md5(n::text) AS said FROM generate_series(1, ${total}::int) AS n) AS made
    JOIN calls c ON c.id = made.id ORDER BY c.started_at`
  yield* sql`INSERT INTO messages (company_id, id, call_key, agent_id, kind, text, urgency, language, taken_at, complete, due,
      done_at)
    SELECT 'company-' || n % ${companies}::int, 'm-' || n, 'call-' || n, 'agent-' || n % ${companies * agentsEach}::int,
      'callback', 'Rappelez-moi', 'normal', 'FRENCH', c.started_at, true, c.started_at + interval '1 day',
      CASE WHEN n % 400 = 0 THEN NULL ELSE c.started_at + interval '2 hours' END
    FROM generate_series(20, ${total}::int, 20) AS n JOIN calls c ON c.id = 'call-' || n`
  for (const { made } of indexes) yield* sql.unsafe(made)
  yield* sql`VACUUM ANALYZE`
})

const median = (all: ReadonlyArray<number>) => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0
const worst = (all: ReadonlyArray<number>) => [...all].sort((a, b) => a - b)[Math.floor(all.length * 0.95)] ?? 0

/** The indexes and tables that a plan goes through. */
const waysIn = (plans: string) =>
  [
    ...new Set(
      [...plans.matchAll(/(?:Index(?: Only)? Scan(?: Backward)? using|Bitmap Index Scan on|(Seq Scan) on) (\w+)/g)]
        .map(([, sequential, name]) => sequential === undefined ? name : `all of ${name}`)
    )
  ].join(", ")

const set = Effect.fnUntraced(function*(setting: string, value: string | number) {
  const sql = yield* SqlClient.SqlClient
  yield* sql.unsafe(`ALTER SYSTEM SET ${setting} = ${value}`)
  yield* sql`SELECT pg_reload_conf()`
  yield* Effect.sleep("300 millis")
})

/** How the server has answered what `effect` asks: its own record of it. */
const plansOf = Effect.fnUntraced(function*<E, R>(log: string, effect: Effect.Effect<unknown, E, R>) {
  yield* set("auto_explain.log_min_duration", 0)
  const { size } = statSync(log)
  yield* effect
  yield* set("auto_explain.log_min_duration", -1)
  return readFileSync(log).subarray(size).toString()
})

/** How long this disk takes to keep what is written (ms), by Postgres's own measure: each commit waits for it. */
const diskOf = (log: string) => {
  const file = join(dirname(log), "fsync")
  const told = execFileSync(join(postgresBin ?? "", "pg_test_fsync"), ["-s", "1", "-f", file]).toString()
  return Number(/^\s*fdatasync\s.*?(\d+) usecs/m.exec(told)?.[1] ?? Number.NaN) / 1000
}

const measure = Effect.fnUntraced(function*<E, R>(
  log: string,
  name: string,
  bound: number,
  effect: Effect.Effect<unknown, E, R>
) {
  const times: Array<number> = []
  for (let run = 0; run < 40; run++) {
    const from = performance.now()
    yield* effect
    times.push(performance.now() - from)
  }
  const plans = yield* plansOf(log, effect)
  if (values.plans !== undefined) writeFileSync(values.plans, `\n\n=== ${name}\n${plans}`, { flag: "a" })
  const shown = (value: number) => value.toFixed(1).padStart(7)
  const verdict = median(times) <= bound ? "" : "  too slow"
  yield* Console.log(
    `| ${name.padEnd(50)} | ${shown(median(times))} | ${shown(worst(times))} | ${Math.round(bound)}${verdict} | ${
      waysIn(plans)
    } |`
  )
  return median(times) <= bound
})

const bench = Effect.fnUntraced(function*(log: string) {
  const calls = yield* Calls
  const insights = yield* Insights
  const messages = yield* OfficeMessages
  const from = performance.now()
  yield* fill
  yield* Console.log(`${total} calls made in ${Math.round((performance.now() - from) / 1000)} s\n`)
  const disk = diskOf(log)
  yield* Console.log(`A commit waits ${disk.toFixed(1)} ms for this disk (pg_test_fsync).\n`)
  yield* Console.log(
    `| ${"what is asked".padEnd(50)} | median  | 95 %    | bound (ms) | by way of |\n| --- | --- | --- | --- | --- |`
  )
  let deep: string | undefined
  for (let page = 0; page < 20; page++) {
    deep = (yield* calls.list(company, { limit: 200, ...deep !== undefined && { cursor: deep } })).next
  }
  const life = Effect.gen(function*() {
    const key = newId()
    const at = new Date().toISOString()
    const id = yield* calls.start(company, { agentId: "agent-0", startedAt: at, callerNumber: "+15145550123" }, key)
    yield* messages.keep(company, id, {
      id: MessageId.make(newId()),
      agentId: AgentId.make("agent-0"),
      kind: "callback",
      text: "Rappelez-moi",
      urgency: "normal",
      language: "FRENCH",
      takenAt: "2026-12-01T15:00:00Z",
      complete: true
    })
    yield* calls.end(company, id, { endedAt: at, durationSeconds: 60, endReason: "agent_end", metadata: { usage: [] } })
    yield* calls.linkTranscript(company, id, { url: `file:///x/agent-0/transcripts/2026/12/01/${key}.json` })
    yield* calls.linkRecording(company, id, { url: `file:///x/agent-0/recordings/2026/12/01/${key}.ogg` })
  })
  const results = [
    yield* measure(log, "the newest calls", 100, calls.list(company, {})),
    yield* measure(
      log,
      "4000 calls further down",
      100,
      calls.list(company, { ...deep !== undefined && { cursor: deep } })
    ),
    yield* measure(log, "one agent's", 100, calls.list(company, { agentId: "agent-0" })),
    yield* measure(log, "those that failed", 100, calls.list(company, { with: "failures" })),
    yield* measure(log, "those with a message", 100, calls.list(company, { with: "messages" })),
    yield* measure(log, "a caller's, by the end of the number", 100, calls.list(company, { caller: "5551230" })),
    yield* measure(log, "a word that every fifth call has", 100, calls.list(company, { q: "nettoyage" })),
    yield* measure(log, "two words", 100, calls.list(company, { q: "nettoyage samedi" })),
    yield* measure(log, "a word that one in 5000 has", 100, calls.list(company, { q: "dossier1230" })),
    yield* measure(log, "a word that none has", 100, calls.list(company, { q: "zanzibar" })),
    yield* measure(log, "open messages", 100, messages.list(company, {}, "manager")),
    yield* measure(log, "the first page's numbers", 100, insights.today(company)),
    yield* measure(log, "insights of 30 days", 100, insights.of(company, {})),
    yield* set("synchronous_commit", "off").pipe(
      Effect.andThen(measure(log, "a call's whole life, with a message, less the disk", 5, life)),
      Effect.tap(set("synchronous_commit", "on"))
    ),
    yield* measure(log, "the same, each of its five parts on the disk", 5 + 5 * disk, life)
  ]
  if (results.includes(false)) process.exitCode = 1
})

if (postgresBin === undefined) {
  process.stderr.write("This bench needs Debian's Postgres: apt-get install postgresql\n")
  process.exitCode = 1
} else {
  NodeRuntime.runMain(
    Effect.gen(function*() {
      // A commit waits for the disk, as it does where calls are real.
      const { log, url } = yield* startPostgresWith(
        "-c fsync=on -c shared_preload_libraries=auto_explain -c auto_explain.log_analyze=on"
      )
      yield* Effect.provide(bench(log), layerOffice(layerUrl(Redacted.make(url)), { shared: true }))
    }).pipe(Effect.provide(NodeServices.layer), Effect.scoped)
  )
}
