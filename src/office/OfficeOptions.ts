import { Context, type Redacted } from "effect"
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
}

export class OfficeOptions extends Context.Service<OfficeOptions, OfficeOptionsShape>()(
  "receptionist/office/OfficeOptions"
) {}
