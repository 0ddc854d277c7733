import { Context, type Effect, type Option } from "effect"
import type { PhoneNumber } from "../domain/PhoneNumber.ts"
import type { PhoneLineFailed } from "./PhoneLines.ts"

/** A number at its carrier, and the SIP trunk there that its calls go to. */
export interface CarriedNumber {
  readonly numberId: string
  readonly trunkId: string
}

/** Who sells the numbers: leads their calls to the SIP trunk that the operator has pointed at LiveKit. */
export class Carrier extends Context.Service<Carrier, {
  /** None where no carrier is named here: its side is made by hand. Doing it again changes nothing. */
  readonly attach: (number: PhoneNumber) => Effect.Effect<Option.Option<CarriedNumber>, PhoneLineFailed>
  /** The number stays the operator's. What is not attached any more is no failure. */
  readonly detach: (carried: CarriedNumber) => Effect.Effect<void, PhoneLineFailed>
}>()("receptionist/services/Carrier") {}
