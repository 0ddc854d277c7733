import { Schema } from "effect"

/** Why a process should take no further calls. */
export const SpentReason = Schema.Literals(["uncaughtException", "unhandledRejection", "memory"])
export type SpentReason = typeof SpentReason.Type

/** What a worker tells its supervisor. Private: a room's name holds the caller's number. */
export const WorkerMessage = Schema.Union([
  /** Its state, at every change. `journal`: its name there. */
  Schema.TaggedStruct("State", {
    registered: Schema.Boolean,
    accepting: Schema.Boolean,
    rooms: Schema.Array(Schema.String),
    journal: Schema.String
  }),
  /** It goes on, but should be replaced. */
  Schema.TaggedStruct("Spent", { reason: SpentReason }),
  /** The answer to `Measure`: its metrics, as Prometheus reads them. */
  Schema.TaggedStruct("Measured", { metrics: Schema.String }),
  /** The answer to `Ping`, at once: its event loop turns. */
  Schema.TaggedStruct("Pong", {})
])
export type WorkerMessage = typeof WorkerMessage.Type

/** What a supervisor tells a worker. */
export const SupervisorMessage = Schema.Union([
  /** Take no further call, let the others end, and exit. */
  Schema.TaggedStruct("Drain", {}),
  /** End the calls now, and exit. */
  Schema.TaggedStruct("Hurry", {}),
  Schema.TaggedStruct("Measure", {}),
  Schema.TaggedStruct("Ping", {})
])
export type SupervisorMessage = typeof SupervisorMessage.Type
