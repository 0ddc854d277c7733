import { Context, type Option, type Redacted } from "effect"
import type { KeptMessage } from "../domain/KeptMessage.ts"
import type { TransferRules } from "../domain/TransferPolicy.ts"

/** How an office is run. */
export interface OfficeOptionsShape {
  /** Where people find it, such as `https://office.example.com`. */
  readonly url: URL
  /** The time zone of agents that name none, and of the company where none does. */
  readonly timeZone: string | undefined
  /** Where departments may be. */
  readonly rules: TransferRules
  /** The key of the worker beside it, that answers for all companies; without one, keys are made in the console. */
  readonly workerKey: Redacted.Redacted | undefined
  /** The key with which `receptionist erase` erases in all companies. */
  readonly erasureKey: Redacted.Redacted | undefined
  /** The store that hands recordings to browsers itself, by signed addresses; the office does without one. */
  readonly store: URL | undefined
  /** Other offices may have the same database: they are told what happens here, and tell it. */
  readonly shared: boolean
  /** What the embedded worker left here is read in. */
  readonly dataDir: string
  readonly agentsDir: string
  /** What stands in a message's file there; none where it cannot be read, or was encrypted with a key that is not ours. */
  readonly openMessage: (text: string, id: string) => Option.Option<KeptMessage>
}

export class OfficeOptions extends Context.Service<OfficeOptions, OfficeOptionsShape>()(
  "receptionist/office/OfficeOptions"
) {}
