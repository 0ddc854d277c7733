import { Context, Effect, Layer, PubSub, Stream } from "effect"
import type { CompanyId } from "../api/Authorization.ts"
import type { OfficeEvent } from "../api/Events.ts"

interface Told {
  readonly companyId: CompanyId
  readonly event: OfficeEvent
}

/** What happens in this office, for whoever looks at it now. A company hears of itself alone. */
export class Bus extends Context.Service<Bus, {
  readonly tell: (companyId: CompanyId, event: OfficeEvent) => Effect.Effect<void>
  readonly of: (companyId: CompanyId) => Stream.Stream<OfficeEvent>
}>()("receptionist/office/Bus") {
  static readonly layer = Layer.effect(
    Bus,
    Effect.gen(function*() {
      // Whoever is too slow loses the oldest: a page asks for its lists again.
      const all = yield* PubSub.sliding<Told>(256)
      return Bus.of({
        tell: (companyId, event) => Effect.asVoid(PubSub.publish(all, { companyId, event })),
        of: (companyId) =>
          Stream.fromPubSub(all).pipe(
            Stream.filter((told) => told.companyId === companyId),
            Stream.map(({ event }) => event)
          )
      })
    })
  )
}
