import { assert } from "@effect/vitest"
import { Clock, Effect, Schedule } from "effect"
import type { Connection, ModelScript } from "../../src/sandbox/ModelScript.ts"
import { formants, renderedOnce } from "../../src/sandbox/Speech.ts"
import type { Row } from "./Backend.ts"
import type * as Caller from "./Caller.ts"
import * as Recording from "./Recording.ts"
import * as Silence from "./Silence.ts"
import * as Sip from "./SipScript.ts"
import * as Stage from "./Stage.ts"
import * as Transcript from "./Transcript.ts"

// What the tests of calls share whose realtime model is lost: what is said, who says it, and what is kept of it.

const greeting = "Clinique, bonjour."
export const oneMoment = "Un instant."
export const question = "Bonjour, je voudrais savoir à quelle heure vous ouvrez le samedi matin, s'il vous plaît."
export const answer =
  "Oui, bien sûr. Nous sommes ouverts le samedi de neuf heures à dix-sept heures, et le jeudi jusqu'à vingt heures."
/** The longest time that a caller whose voice is lost may hear nothing. */
export const patience = 3_000

export const said = { text: question, language: "FRENCH" } as const
export const agent = {
  ...Stage.clinic,
  config: {
    ...Stage.clinic.config,
    phrases: { ...Stage.clinic.config.phrases, oneMoment: { FRENCH: oneMoment }, askRepeat: { FRENCH: "Pardon ?" } }
  }
}

/** Several calls at a time say the same, in this process. */
export const speech = renderedOnce(formants)

/** The first model takes so many calls, and then no connection any more; all others are there. */
export const gone = (
  calls: number,
  then: Connection = { _tag: "Reset" }
): Pick<ModelScript, "speed" | "deployments"> => ({
  // At its own pace: what has been sent already would be heard out.
  speed: 1,
  deployments: { "e2e-realtime": [...Array.from({ length: calls }, () => ({ _tag: "Accept" as const })), then] }
})

/** A caller who has heard the greeting, on the `nth` connection to the model (0). */
export const greeted = Effect.fnUntraced(
  function*(stage: Stage.Stage, nth: number, ...script: ReadonlyArray<Sip.Step>) {
    const caller = yield* stage.call(Sip.dial, Sip.answered, ...script)
    yield* stage.endpoint.until(({ connections }) => connections[nth])
    return caller
  }
)

const trackOf = Effect.fnUntraced(function*({ stack }: Stage.Stage, { from }: Caller.Caller) {
  const room = (yield* stack.rooms).find(({ name }) => name.includes(from))
  return (yield* stack.tracks(room?.name ?? "")).toSorted()
})

/** Waits until nothing has been heard for three seconds; gives when the last sound ended. */
export const heardOut = ({ phone }: Caller.Caller) =>
  Effect.gen(function*() {
    const last = (yield* phone.heard.all).at(-1)
    return last?.over === true && (yield* Clock.currentTimeMillis) - last.to > 3_000 ? last.to : undefined
  }).pipe(
    Effect.repeat({ until: (at) => at !== undefined, schedule: Schedule.spaced("100 millis") }),
    Effect.timeout("40 seconds"),
    Effect.map((at) => at ?? 0)
  )

interface Held {
  readonly caller: Caller.Caller
  /** The longest silence on the line, in milliseconds. */
  readonly silence: number
  readonly tracks: readonly [before: ReadonlyArray<string>, after: ReadonlyArray<string>]
}

/** The caller asks, hears out what comes of it, and hangs up. */
export const ask = Effect.fnUntraced(function*(stage: Stage.Stage, caller: Caller.Caller) {
  yield* caller.phone.heardOut(0)
  const before = yield* trackOf(stage, caller)
  const since = yield* Clock.currentTimeMillis
  yield* caller.phone.say(question)
  yield* caller.phone.heard.until("something after the question", (sounds) => sounds[1])
  const until = yield* heardOut(caller)
  const after = yield* trackOf(stage, caller)
  const { millis: silence } = yield* Silence.longest(caller, since, until)
  yield* caller.cue
  assert.isTrue(yield* caller.played)
  return { caller, silence, tracks: [before, after] } satisfies Held
})

/** The rows of so many calls, by who called. */
export const rowsOf = Effect.fnUntraced(function*({ backend }: Stage.Stage, calls: number) {
  const rows = yield* Effect.forEach(Array.from({ length: calls }), (_, nth) => backend.delivered(nth))
  return new Map(rows.map((row) => [String(row.start["callerNumber"]), row]))
})

export const changesOf = ({ metadata }: Row) =>
  (metadata["voiceChanges"] as ReadonlyArray<Record<string, unknown>> | undefined ?? []).map(({ from, to }) =>
    `${from} to ${to}`
  )

/** Nothing is missing from what is kept of a call whose voice has changed in it. */
export const checkRow = Effect.fnUntraced(function*(row: Row, to: "standby" | "cascade") {
  assert.strictEqual(row.end["endReason"], "caller_hangup")
  assert.deepStrictEqual(changesOf(row), [`realtime to ${to}`])
  const lines = yield* Transcript.lines(row)
  assert.deepStrictEqual(lines.filter(({ role }) => role === "user").map(({ text }) => text), [question])
  const agents = lines.filter(({ role }) => role === "assistant")
  assert.strictEqual(agents[0]?.text, greeting)
  assert.deepInclude(agents.at(-1), { text: answer, interrupted: false })
  const recording = yield* Recording.listen(row.recording?.["url"])
  assert.lengthOf(recording.caller, 1)
  assert.isAtLeast(recording.agent.length, 2)
  return agents.map(({ text }) => text)
})
