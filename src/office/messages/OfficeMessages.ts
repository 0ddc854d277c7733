import * as PgClient from "@effect/sql-pg/PgClient"
import { Clock, Context, Effect, Layer, Option, Schema } from "effect"
import { SqlClient } from "effect/sql"
import type { PersonId, Role } from "../../api/Authorization.ts"
import { BadRequest, NotFound } from "../../api/Errors.ts"
import type { OfficeMessage } from "../../api/Messages.ts"
import { type CallMessage, instantOf as toTheSecond } from "../../domain/CallMessage.ts"
import { AgentId, type CompanyId, MessageId } from "../../domain/Ids.ts"
import { noteDone } from "../../programs/ManageMessages.ts"
import { Messages } from "../../services/Messages.ts"
import { Bus } from "../Bus.ts"
import { strays } from "../calls/Strays.ts"
import { CompanyWebhooks } from "../deliveries/CompanyWebhooks.ts"
import { Deliveries } from "../deliveries/Deliveries.ts"
import { cursorOf, instantOf, iso, keepable, placeOf } from "../Rows.ts"
import { zones } from "../Zones.ts"
import { messageOf, type MessageRow } from "./MessageRows.ts"

export interface MessageFilter {
  readonly state?: "open" | "done"
  readonly agentId?: string
  readonly kind?: OfficeMessage["kind"]
  readonly takenBy?: string
  readonly q?: string
  readonly cursor?: string
  readonly limit?: number
}

export interface MessageChange {
  readonly done?: boolean
  readonly takenBy?: PersonId | null
  readonly urgency?: OfficeMessage["urgency"]
  readonly due?: string | null
}

const doneInOutbox = "receptionist messages done"

const decodePlace = Schema.decodeUnknownOption(
  Schema.Struct({ agentId: AgentId, id: MessageId, takenAt: Schema.String })
)

const noMessage = new NotFound({ message: "there is no such message" })

/** What callers left, and what becomes of it here. */
export class OfficeMessages extends Context.Service<OfficeMessages, {
  /** Keeps a message; one of an id that is there already is left as it is. Gives whether it is new. */
  readonly keep: (
    companyId: CompanyId,
    callKey: string | undefined,
    message: CallMessage,
    done?: string
  ) => Effect.Effect<boolean, NotFound>
  readonly list: (companyId: CompanyId, filter: MessageFilter, role: Role) => Effect.Effect<{
    readonly messages: ReadonlyArray<OfficeMessage>
    readonly next?: string
  }>
  readonly ofCall: (companyId: CompanyId, callKey: string) => Effect.Effect<ReadonlyArray<OfficeMessage>>
  readonly one: (companyId: CompanyId, id: string) => Effect.Effect<OfficeMessage, NotFound>
  readonly change: (
    companyId: CompanyId,
    by: string,
    id: string,
    change: MessageChange
  ) => Effect.Effect<OfficeMessage, NotFound | BadRequest>
  readonly note: (
    companyId: CompanyId,
    by: string,
    id: string,
    text: string
  ) => Effect.Effect<OfficeMessage, NotFound>
}>()("receptionist/office/messages/OfficeMessages") {
  static readonly layer = Layer.effect(
    OfficeMessages,
    Effect.gen(function*() {
      const sql = yield* SqlClient.SqlClient
      const pg = yield* PgClient.PgClient
      const bus = yield* Bus
      const deliveries = yield* Deliveries
      const webhooks = yield* CompanyWebhooks
      const outbox = yield* Messages
      const stray = yield* strays
      const told = messageOf((yield* zones).unnamed)

      /** By day, then the urgent ones, then the hour: an open message is as urgent as it is due. */
      const rank = sql.literal(
        "coalesce(m.due, m.taken_at + interval '1 day') - CASE m.urgency WHEN 'urgent' THEN interval '1 day' ELSE interval '0' END"
      )
      const selected = sql`SELECT m.*, a.name AS agent_name, a.time_zone, p.name AS taken_by_name, ${rank} AS rank,
        coalesce((SELECT json_agg(json_build_object('by', n.by_name, 'at', n.at, 'text', n.text) ORDER BY n.id)
          FROM notes n WHERE n.company_id = m.company_id AND n.message_id = m.id), '[]'::json) AS notes
        FROM messages m LEFT JOIN agents a ON a.id = m.agent_id LEFT JOIN people p ON p.id = m.taken_by`

      const one = Effect.fn("Messages.one")(function*(companyId: CompanyId, id: string) {
        const [row] = yield* Effect.orDie(
          sql<MessageRow>`${selected} WHERE m.company_id = ${companyId} AND m.id = ${id}`
        )
        return row === undefined ? yield* noMessage : told(row)
      })

      const changed = Effect.fnUntraced(function*(companyId: CompanyId, id: string) {
        const message = yield* one(companyId, id)
        yield* bus.tell(companyId, { _tag: "Message", message })
        return message
      })

      /** Somebody has marked it as done in the worker's outbox. Who opens it here again has the last word. */
      const doneThere = Effect.fnUntraced(function*(companyId: CompanyId, id: string, at: Date) {
        const news = yield* Effect.orDie(
          sql`UPDATE messages SET outbox_done_at = ${at}, done_at = coalesce(done_at, ${at}),
            done_by = coalesce(done_by, ${doneInOutbox}) WHERE company_id = ${companyId} AND id = ${id}
            AND outbox_done_at IS DISTINCT FROM ${at} RETURNING id`
        )
        if (news.length > 0) yield* Effect.ignore(changed(companyId, id))
      })

      /** The worker's copy of it, where it is on this machine, says the same. */
      const tellOutbox = Effect.fnUntraced(
        function*({ doneAt, ...message }: OfficeMessage) {
          const place = decodePlace(message)
          if (Option.isNone(place)) return
          yield* noteDone(place.value, doneAt === undefined ? undefined : toTheSecond(Date.parse(doneAt)))
        },
        (effect) =>
          effect.pipe(
            Effect.provideService(Messages, outbox),
            Effect.catchTag("OutboxError", ({ message }) => Effect.logWarning(message))
          )
      )

      return OfficeMessages.of({
        keep: Effect.fn("Messages.keep")(function*(companyId, callKey, left, done) {
          const message = keepable(left)
          if (message.callbackNumber !== undefined) {
            const owner = sql`SELECT ${companyId}::text AS company_id`
            yield* stray.late(
              { kind: "message", id: message.id },
              owner,
              message.callbackNumber,
              new Date(message.takenAt)
            )
          }
          const doneAt = done === undefined ? null : new Date(done)
          const insert = sql`INSERT INTO messages (company_id, id, call_key, agent_id, kind, department, caller_name,
              callback_number, text, urgency, best_time, wishes, due, language, taken_at, complete, done_at, done_by,
              outbox_done_at)
            SELECT a.company_id, ${message.id}, ${callKey ?? null}::text, a.id, ${message.kind},
              ${message.department ?? null}::text, ${message.callerName ?? null}::text,
              ${message.callbackNumber ?? null}::text, ${message.text}, ${message.urgency},
              ${message.bestTime ?? null}::text, ${pg.json(message.wishes ?? [])},
              ${message.due === undefined ? null : new Date(message.due)}::timestamptz, ${message.language},
              ${new Date(message.takenAt)}::timestamptz, ${message.complete}::boolean,
              ${doneAt}::timestamptz, ${doneAt === null ? null : doneInOutbox}::text, ${doneAt}::timestamptz
            FROM agents a WHERE a.id = ${message.agentId} AND a.company_id = ${companyId} AND NOT EXISTS (
              SELECT 1 FROM erased WHERE company_id = ${companyId} AND kind = 'message' AND id = ${message.id})
            ON CONFLICT DO NOTHING RETURNING id`
          const wanting = yield* webhooks.wanting(companyId, "message.created")
          // Whoever is to be told of it is, or it is not kept: it is sent again then.
          const kept = yield* (wanting.length === 0 ? insert : sql.withTransaction(Effect.gen(function*() {
            const made = yield* insert
            if (made.length > 0) {
              yield* deliveries.announceTo(wanting, "message.created", {
                messageId: message.id,
                agentId: message.agentId,
                ...callKey !== undefined && { callId: callKey }
              }, { message: yield* one(companyId, message.id) })
            }
            return made
          }))).pipe(Effect.orDie)
          if (kept.length > 0) {
            yield* bus.tellSoon(
              `message ${message.id}`,
              companyId,
              Effect.map(one(companyId, message.id), (message) => ({ _tag: "Message", message }))
            )
            return true
          }
          const [agent] = yield* Effect.orDie(
            sql`SELECT 1 FROM agents WHERE id = ${message.agentId} AND company_id = ${companyId}`
          )
          if (agent === undefined) {
            return yield* new NotFound({ message: "no agent has this id: publish it here first" })
          }
          if (doneAt !== null) yield* doneThere(companyId, message.id, doneAt)
          return false
        }),
        list: Effect.fn("Messages.list")(function*(companyId, { cursor, limit = 50, state = "open", ...filter }, role) {
          const after = cursor === undefined ? undefined : placeOf(cursor)
          const open = state === "open"
          const key = open ? sql`(${rank})` : sql`m.done_at`
          const words = filter.q?.trim() ?? ""
          // However a number is written; a viewer, who sees none whole, finds none by it.
          const digits = role === "manager" && /^\+?[\d\s().\-/]{4,}$/.test(words) ? words.replace(/\D/g, "") : ""
          const rows = yield* sql<MessageRow>`${selected} WHERE ${
            sql.and([
              sql`m.company_id = ${companyId}`,
              open ? sql`m.done_at IS NULL` : sql`m.done_at IS NOT NULL`,
              ...filter.agentId === undefined ? [] : [sql`m.agent_id = ${filter.agentId}`],
              ...filter.kind === undefined ? [] : [sql`m.kind = ${filter.kind}`],
              ...filter.takenBy === undefined ? [] : [sql`m.taken_by = ${filter.takenBy}`],
              ...words === ""
                ? []
                : [sql.or([
                  sql`(m.text || ' ' || coalesce(m.caller_name, '')) ILIKE ${`%${words.replace(/[\\%_]/g, "\\$&")}%`}`,
                  ...digits === "" ? [] : [sql`m.callback_number LIKE ${`%${digits}%`}`]
                ])],
              ...after === undefined
                ? []
                : [
                  open
                    ? sql`(${key}, m.id) > (${after.at}, ${after.id})`
                    : sql`(${key}, m.id) < (${after.at}, ${after.id})`
                ]
            ])
          } ORDER BY ${open ? sql`${key}, m.id` : sql`${key} DESC, m.id DESC`} LIMIT ${limit + 1}`
          const last = rows.slice(0, limit).at(-1)
          return {
            messages: rows.slice(0, limit).map(told),
            ...rows.length > limit && last !== undefined &&
              { next: cursorOf(iso(open ? last.rank : last.done_at ?? last.rank), last.id) }
          }
        }, Effect.orDie),
        ofCall: Effect.fnUntraced(function*(companyId, callKey) {
          const rows = yield* sql<MessageRow>`${selected} WHERE m.company_id = ${companyId} AND m.call_key = ${callKey}
            ORDER BY m.taken_at, m.id`
          return rows.map(told)
        }, Effect.orDie),
        one,
        change: Effect.fn("Messages.change")(function*(companyId, by, id, { done, due, takenBy, urgency }) {
          const at = due === undefined || due === null ? due : instantOf(due)
          if (due !== undefined && due !== null && at === undefined) {
            return yield* new BadRequest({
              message: "due: expected an instant in ISO 8601",
              problems: ["due"],
              code: "instant"
            })
          }
          if (takenBy !== undefined && takenBy !== null) {
            const [person] = yield* Effect.orDie(
              sql`SELECT 1 FROM people WHERE id = ${takenBy} AND company_id = ${companyId}`
            )
            if (person === undefined) {
              return yield* new BadRequest({
                message: "takenBy: there is no such person",
                problems: ["takenBy"],
                code: "person"
              })
            }
          }
          const changes = {
            ...done === false && { done_at: null, done_by: null },
            ...takenBy !== undefined && { taken_by: takenBy },
            ...urgency !== undefined && { urgency },
            ...at !== undefined && { due: at }
          }
          const theirs = sql`company_id = ${companyId} AND id = ${id}`
          if (Object.keys(changes).length > 0) {
            yield* Effect.orDie(sql`UPDATE messages SET ${sql.update(changes)} WHERE ${theirs}`)
          }
          // It was done by whoever did it first.
          const now = new Date(toTheSecond(yield* Clock.currentTimeMillis))
          if (done === true) {
            yield* Effect.orDie(sql`UPDATE messages SET done_at = ${now}, done_by = ${by}, outbox_done_at = ${now}
              WHERE ${theirs} AND done_at IS NULL`)
          }
          const message = yield* changed(companyId, id)
          if (done !== undefined) yield* tellOutbox(message)
          return message
        }),
        note: Effect.fn("Messages.note")(function*(companyId, by, id, text) {
          yield* one(companyId, id)
          yield* Effect.orDie(
            sql`INSERT INTO notes ${sql.insert({ company_id: companyId, message_id: id, by_name: by, text })}`
          )
          return yield* changed(companyId, id)
        })
      })
    })
  )
}
