import * as NodePath from "@effect/platform-node/NodePath"
import { Clock, Effect, FileSystem, Layer } from "effect"
import { TestClock } from "effect/testing"
import * as DiskBlobStore from "../../../src/adapters/disk/BlobStore.ts"
import * as DiskJournal from "../../../src/adapters/disk/Journal.ts"
import * as DiskMessages from "../../../src/adapters/disk/Messages.ts"
import * as EmbeddedAnonymizer from "../../../src/anonymizer/Anonymizer.ts"
import type { CallMessage } from "../../../src/domain/CallMessage.ts"
import { MessageId } from "../../../src/domain/Ids.ts"
import { agentAsNoted } from "../../../src/domain/JournalRecord.ts"
import { begin } from "../../../src/programs/call/CallLedger.ts"
import { finalize } from "../../../src/programs/call/Finalize.ts"
import { noteRinging } from "../../../src/programs/call/KeepInJournal.ts"
import { handleCall } from "../../../src/programs/HandleCall.ts"
import { ConfigApi } from "../../../src/services/ConfigApi.ts"
import { VoiceSession } from "../../../src/services/VoiceSession.ts"
import { callerNumber, clinic, dialledNumber, job, makeStage } from "../CallStage.ts"

/** What the call records: written by a process of its own, which ends with its input, so that it is whole. */
export const recorded = `OggS${"\u0000".repeat(1_000)}the end`

/** What a victim stands on. `pause` lets everything happen that can without time passing. */
export interface Ground {
  readonly account: Account
  readonly pause: Effect.Effect<void>
  /** Does what another process does for this one, as long as it lives. */
  readonly beside: <A, E, R>(work: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
  readonly dataDir: string
  readonly fs: FileSystem.FileSystem
  readonly configApi: ConfigApi["Service"]
}

/** Journal, store and outbox on this disk, this backend, and the anonymizer: what production has. */
export const servicesOn = ({ configApi, dataDir, fs }: Pick<Ground, "configApi" | "dataDir" | "fs">) =>
  Layer.fresh(Layer.mergeAll(
    DiskJournal.layer({ root: `${dataDir}/journal` }),
    DiskBlobStore.layer({ root: `${dataDir}/blobs` }),
    DiskMessages.layer({ root: `${dataDir}/messages` }),
    Layer.succeed(ConfigApi, configApi),
    EmbeddedAnonymizer.layer
  )).pipe(Layer.provide([Layer.succeed(FileSystem.FileSystem, fs), NodePath.layer]))

/** What a victim has come to by its own account, beside what is on the disk. */
export interface Account {
  /** Ids of the transcript's items that were said, with time enough for them to be written. */
  readonly said: Array<string>
  /** Ids of messages that somebody was promised. */
  readonly promised: Array<string>
  /** LiveKit has confirmed that the caller is off the line. */
  released: boolean
  /** What comes after its death is nobody's account. */
  readonly isAlive: () => boolean
}

export interface Victim {
  readonly name: string
  /** Plays the call. */
  readonly play: Effect.Effect<unknown, unknown>
}

const name = "Luc Tremblay"
const spoken = [
  ["u1", `Bonjour, je m'appelle ${name}, je voudrais un rendez-vous.`],
  ["u2", "Mon numéro est le 514 555-0142, merci beaucoup."]
] as const
/** What the caller said that is in no store, nor in the journal once the call has ended. */
export const secrets = ["Tremblay", "555-0142"]

/** A whole call: greeting, talk, a transfer that fails, talk, and the caller hangs up. */
export const wholeCall = Effect.fnUntraced(function*(ground: Ground) {
  const disk = yield* FileSystem.FileSystem
  const { account, pause } = ground
  const whileAlive = (happened: () => void) =>
    Effect.sync(() => {
      if (account.isAlive()) happened()
    })
  const stage = yield* makeStage({
    transfer: Effect.succeed({ _tag: "Failed", sipStatus: 486 }),
    released: whileAlive(() => {
      account.released = true
    })
  })
  const recording = Layer.effect(
    VoiceSession,
    Effect.map(VoiceSession, (voice) =>
      VoiceSession.of({
        ...voice,
        start: (model, options) =>
          Effect.andThen(
            options.recordTo === undefined
              ? Effect.void
              : Effect.flatMap(
                Effect.flatMap(Clock.currentTimeMillis, options.recordTo),
                (file) => Effect.orDie(ground.beside(disk.writeFileString(file, recorded)))
              ),
            voice.start(model, options)
          )
      }))
  ).pipe(Layer.provide(stage.layer))
  const services = Layer.mergeAll(stage.layer, recording, servicesOn(ground))

  const victim: Victim = {
    name: "a call",
    play: Effect.gen(function*() {
      const turn = (id: string, text: string, at: number) =>
        stage.emit(
          { _tag: "CallerStartedSpeaking", itemId: id, at },
          { _tag: "CallerTurnEnded", itemId: id, at: at + 500 },
          { _tag: "CallerSaid", itemId: id, text, spokenAt: at }
        )
      const answer = (id: string, text: string, at: number) =>
        stage.emit(
          { _tag: "AgentStartedSpeaking", at, of: "reply" },
          { _tag: "AgentSaid", itemId: id, text, spokenAt: at, interrupted: false, of: "reply" },
          { _tag: "AgentStoppedSpeaking", at: at + 500, interrupted: false }
        )
      const heard = (id: string) => whileAlive(() => account.said.push(id))
      const drive = Effect.gen(function*() {
        yield* pause
        for (const [index, [id, text]] of spoken.entries()) {
          yield* TestClock.adjust("1 second")
          yield* turn(id, text, 10_000 * (index + 1))
          yield* pause
          yield* heard(id)
          yield* answer(`reply-${id}`, `Très bien, ${name}.`, 10_000 * (index + 1) + 2_000)
          yield* pause
          yield* heard(`reply-${id}`)
          if (index === 0) {
            yield* stage.callTool("transfer_call", `{"department":"Urgences"}`)
            yield* pause
          }
        }
        yield* stage.hangUp
        yield* pause
      })
      const call = handleCall({ ...job, done: () => Effect.void }, { drained: Effect.never }).pipe(
        Effect.provide(services)
      )
      yield* Effect.all([call, drive], { concurrency: "unbounded", discard: true })
    })
  }
  return victim
})

const message: CallMessage = {
  id: MessageId.make("msg-1"),
  kind: "callback",
  agentId: clinic.id,
  callerName: name,
  callbackNumber: callerNumber,
  text: "Rappeler au sujet de la facture",
  urgency: "normal",
  language: "FRENCH",
  takenAt: "1970-01-01T00:00:00Z",
  complete: true
}

/** A call in which a message is taken: promised once it is on the disk. */
export const messageTaken = (ground: Ground) => {
  const { account, pause } = ground
  return Effect.succeed<Victim>({
    name: "a message",
    play: Effect.gen(function*() {
      const ledger = yield* begin
      yield* noteRinging(job, ledger)
      yield* ledger.note({
        _tag: "start",
        start: {
          agentId: clinic.id,
          callerNumber,
          dialedNumber: dialledNumber,
          roomName: job.room,
          startedAt: "1970-01-01T00:00:00.000Z"
        },
        agent: agentAsNoted(clinic)
      })
      yield* ledger.answered
      yield* pause
      yield* ledger.keep({ _tag: "message", message })
      if (account.isAlive()) account.promised.push(message.id)
      yield* ledger.released
      if (account.isAlive()) account.released = true
      yield* pause
      yield* finalize(ledger, "agent_end")
    }).pipe(Effect.scoped, Effect.provide(servicesOn(ground)))
  })
}
