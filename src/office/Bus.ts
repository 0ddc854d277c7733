import * as PgClient from "@effect/sql-pg/PgClient"
import { Context, Effect, Layer, Option, PubSub, Queue, Schedule, Schema, Stream } from "effect"
import { OfficeEvent } from "../api/Events.ts"
import { CompanyId } from "../domain/Ids.ts"
import { OfficeOptions } from "./OfficeOptions.ts"
import { newId } from "./Rows.ts"

interface Told {
  /** Undefined: everybody is told. */
  readonly companyId: CompanyId | undefined
  readonly event: OfficeEvent
}

/** An event on its way to the other offices of a database. */
const Letter = Schema.fromJsonString(
  Schema.Struct({ from: Schema.String, companyId: CompanyId, event: OfficeEvent })
)
const encodeLetter = Schema.encodeEffect(Letter)
const decodeLetter = Schema.decodeUnknownOption(Letter)

const channel = "receptionist_office"
/** Postgres carries 8000 bytes. */
const largestLetter = 7500
/** What happens to one call comes in bursts: its end, its transcript and its recording. */
const gathering = "100 millis"
/** Where something was missed, or is too large to be sent: the lists have it. */
const lookAgain: OfficeEvent = { _tag: "Ready" }

/** What happens in this office, for whoever looks at it now. A company hears of itself alone. */
export class Bus extends Context.Service<Bus, {
  readonly tell: (companyId: CompanyId, event: OfficeEvent) => Effect.Effect<void>
  /**
   * Told a moment later, by nobody who has something else to do: what is told again of the same `subject` meanwhile is
   * told once, as `event` then finds it.
   */
  readonly tellSoon: (
    subject: string,
    companyId: CompanyId,
    event: Effect.Effect<OfficeEvent, unknown>
  ) => Effect.Effect<void>
  readonly of: (companyId: CompanyId) => Stream.Stream<OfficeEvent>
}>()("receptionist/office/Bus") {
  static readonly layer = Layer.effect(
    Bus,
    Effect.gen(function*() {
      const pg = yield* PgClient.PgClient
      const { shared } = yield* OfficeOptions
      const me = newId()
      // Whoever is too slow loses the oldest: a page asks for its lists again.
      const all = yield* PubSub.sliding<Told>(256)

      const tellOthers = Effect.fnUntraced(function*(companyId: CompanyId, event: OfficeEvent) {
        const letter = yield* encodeLetter({ from: me, companyId, event })
        const small = Buffer.byteLength(letter) <= largestLetter
          ? letter
          : yield* encodeLetter({ from: me, companyId, event: lookAgain })
        yield* pg.notify(channel, small)
      }, (effect) => Effect.ignore(effect))

      const hearOthers = Effect.gen(function*() {
        const letters = yield* pg.listen(channel)
        yield* PubSub.publish(all, { companyId: undefined, event: lookAgain })
        while (true) {
          const { payload } = yield* Queue.take(letters)
          const letter = decodeLetter(payload)
          if (Option.isSome(letter) && letter.value.from !== me) yield* PubSub.publish(all, letter.value)
        }
      }).pipe(Effect.scoped, Effect.ignore, Effect.repeat(Schedule.spaced("1 second")))

      if (shared) yield* Effect.forkScoped(hearOthers)
      const tell = (companyId: CompanyId, event: OfficeEvent) =>
        Effect.andThen(
          PubSub.publish(all, { companyId, event }),
          shared ? tellOthers(companyId, event) : Effect.void
        )

      const soon = new Map<string, Effect.Effect<void, unknown>>()
      const some = yield* Queue.dropping<void>(1)
      yield* Queue.take(some).pipe(
        Effect.andThen(Effect.sleep(gathering)),
        Effect.andThen(Effect.suspend(() => {
          const subjects = [...soon.values()]
          soon.clear()
          return Effect.forEach(
            subjects,
            Effect.ignore({ log: "Warn", message: "what became of something was not told" }),
            { discard: true }
          )
        })),
        Effect.forever,
        Effect.forkScoped
      )

      return Bus.of({
        tell,
        tellSoon: (subject, companyId, event) =>
          Effect.suspend(() => {
            soon.set(subject, Effect.flatMap(event, (told) => tell(companyId, told)))
            return Queue.offer(some, undefined)
          }),
        of: (companyId) =>
          Stream.fromPubSub(all).pipe(
            Stream.filter((told) => told.companyId === undefined || told.companyId === companyId),
            Stream.map(({ event }) => event)
          )
      })
    })
  )
}
