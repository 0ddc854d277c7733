import * as PgClient from "@effect/sql-pg/PgClient"
import { Context, Effect, Layer, Option, PubSub, Queue, Schedule, Schema, Stream } from "effect"
import { CompanyId } from "../api/Authorization.ts"
import { OfficeEvent } from "../api/Events.ts"
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
/** Where something was missed, or is too large to be sent: the lists have it. */
const lookAgain: OfficeEvent = { _tag: "Ready" }

/** What happens in this office, for whoever looks at it now. A company hears of itself alone. */
export class Bus extends Context.Service<Bus, {
  readonly tell: (companyId: CompanyId, event: OfficeEvent) => Effect.Effect<void>
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
      return Bus.of({
        tell: (companyId, event) =>
          Effect.andThen(
            PubSub.publish(all, { companyId, event }),
            shared ? tellOthers(companyId, event) : Effect.void
          ),
        of: (companyId) =>
          Stream.fromPubSub(all).pipe(
            Stream.filter((told) => told.companyId === undefined || told.companyId === companyId),
            Stream.map(({ event }) => event)
          )
      })
    })
  )
}
