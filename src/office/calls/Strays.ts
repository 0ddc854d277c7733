import { Effect } from "effect"
import { SqlClient, type Statement } from "effect/sql"
import type { CallMessage } from "../../domain/CallMessage.ts"
import type { CompanyId } from "../../domain/Ids.ts"
import { messageFile, rowFile } from "../audit/Erasures.ts"
import { blobPathOf } from "./CallRows.ts"

/** What a worker still writes of a call or a message after it was erased: it goes the same way. */
export const strays = Effect.gen(function*() {
  const sql = yield* SqlClient.SqlClient
  const letGo = (
    whose: CompanyId | undefined,
    what: { readonly kind: "call" | "message"; readonly id: string; readonly agentId?: string },
    path: string
  ) =>
    Effect.orDie(
      sql`INSERT INTO removals (company_id, path) SELECT e.company_id, ${path} FROM erased e WHERE ${
        sql.and([
          sql`e.kind = ${what.kind} AND e.id = ${what.id}`,
          ...whose === undefined ? [] : [sql`e.company_id = ${whose}`],
          ...what.agentId === undefined
            ? []
            : [sql`EXISTS (SELECT 1 FROM agents a WHERE a.id = ${what.agentId} AND a.company_id = e.company_id)`]
        ])
      } ON CONFLICT DO NOTHING`
    )
  const blob = Effect.fnUntraced(function*(whose: CompanyId | undefined, url: string) {
    const { agentId, path } = blobPathOf(url)
    const [, id] = /\/([^/]+)\.\w+$/.exec(path ?? "") ?? []
    if (agentId !== null && path !== null && id !== undefined) yield* letGo(whose, { kind: "call", id, agentId }, path)
  })
  return {
    /** What a caller left before they were erased, and is told of only now: it counts as erased as well. `owner`: of whose company. */
    late: (
      what: { readonly kind: "call" | "message"; readonly id: string },
      owner: Statement.Fragment,
      phone: string,
      at: Date
    ) =>
      Effect.orDie(
        sql`INSERT INTO erased (company_id, kind, id) SELECT e.company_id, ${what.kind}, ${what.id} FROM erasures e
          WHERE e.company_id IN (SELECT o.company_id FROM (${owner}) AS o) AND e.at > ${at}::timestamptz
          AND e.caller = encode(sha256(convert_to(e.salt || ${phone}::text, 'UTF8')), 'hex') ON CONFLICT DO NOTHING`
      ),
    /** A blob that is told of. */
    blob,
    /** A row of DATA_DIR, and the blobs that it names. */
    row: Effect.fnUntraced(function*(callId: string, urls: ReadonlyArray<string>) {
      yield* letGo(undefined, { kind: "call", id: callId }, rowFile(callId))
      yield* Effect.forEach(urls, (url) => blob(undefined, url), { discard: true })
    }),
    /** A message of DATA_DIR, or of a call. */
    message: Effect.fnUntraced(function*(whose: CompanyId, callId: string, { agentId, id, takenAt }: CallMessage) {
      const path = messageFile(agentId, id, new Date(takenAt))
      yield* letGo(whose, { kind: "message", id }, path)
      yield* letGo(whose, { kind: "call", id: callId }, path)
    })
  }
})
