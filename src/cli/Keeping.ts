import { Effect, Layer, Option, Schema } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { statSync } from "node:fs"
import { normalize } from "../domain/PhoneNumber.ts"
import { outbox, records } from "../Layers.ts"
import { eraseCallerNow } from "../programs/EraseCaller.ts"
import { listMessages, markDone, sendMessage, showMessage, type Shown } from "../programs/ManageMessages.ts"
import { sweepNow } from "../programs/Sweep.ts"
import { Settings } from "../Settings.ts"
import { settings } from "./CommandSettings.ts"
import { well } from "./Endings.ts"

/** What was given cannot be a caller. It is not shown: it may be one, written wrong. */
class NoNumber extends Schema.TaggedError<NoNumber>()("NoNumber", {}) {
  override get message() {
    return "that is no phone number: give it with its country, such as +15145550142; nothing was erased"
  }
}

/** There is nothing on this machine that a command could work on. */
class NoDataDir extends Schema.TaggedError<NoDataDir>()("NoDataDir", { dataDir: Schema.String }) {
  override get message() {
    return `DATA_DIR (${this.dataDir}) is no folder: no worker has run with it. Set it to the worker's own, or call this from the worker's folder; nothing was done`
  }
}

const messageId = Argument.String("id").pipe(Argument.withDescription("The message's id, or how it begins"))

/** What callers have left is nowhere else: a wrong folder must not look like one without messages, or without callers. */
const inDataDir = Effect.tap(
  Settings,
  ({ dataDir }) =>
    statSync(dataDir, { throwIfNoEntry: false })?.isDirectory() === true
      ? Effect.void
      : Effect.fail(new NoDataDir({ dataDir }))
)

const manage = <A, E, R>(work: (shown: Shown) => Effect.Effect<A, E, R>) =>
  Effect.andThen(inDataDir, Effect.flatMap(Settings, ({ timeZone }) => work({ zone: timeZone }))).pipe(
    Effect.provide(outbox.pipe(Layer.provideMerge(settings("messages"))))
  )

export const messages = Command.make("messages", {}, () => manage((shown) => listMessages({ ...shown, all: false })))
  .pipe(
    Command.withDescription("Messages that callers left and nobody has seen to yet, the first that is due first"),
    Command.withSubcommands([
      Command.make(
        "list",
        { all: Flag.Boolean("all").pipe(Flag.withDefault(false), Flag.withDescription("Also those that are done")) },
        (options) => manage((shown) => listMessages({ ...shown, ...options }))
      ).pipe(Command.withDescription("Messages that nobody has seen to yet; with --all, those that are done as well")),
      Command.make("show", { id: messageId }, ({ id }) => manage((shown) => showMessage(id, shown))).pipe(
        Command.withDescription("One message, and what has become of its deliveries")
      ),
      Command.make("done", { id: messageId }, ({ id }) => manage(() => markDone(id))).pipe(
        Command.withDescription("Mark a message as seen to")
      ),
      Command.make(
        "send",
        { id: messageId },
        ({ id }) => Effect.flatMap(manage((shown) => sendMessage(id, shown)), well)
      )
        .pipe(
          Command.withDescription("Send a message again, now")
        )
    ])
  )

export const sweepCommand = Command.make(
  "sweep",
  {},
  Effect.fnUntraced(
    function*() {
      const { retention } = yield* Settings
      return yield* well(yield* sweepNow(retention).pipe(Effect.provide(records)))
    },
    Effect.provide(settings("sweep"))
  )
).pipe(
  Command.withDescription("Remove what is past its retention (RETENTION_…), and say what; the worker does so every day")
)

export const erase = Command.make(
  "erase",
  {
    caller: Flag.String("caller").pipe(
      Flag.withDescription("The caller's number with its country, such as +15145550142")
    )
  },
  Effect.fnUntraced(
    function*({ caller }) {
      const number = normalize(caller)
      if (Option.isNone(number)) return yield* new NoNumber()
      yield* inDataDir
      return yield* well(yield* eraseCallerNow(number.value).pipe(Effect.provide(records)))
    },
    Effect.provide(settings("erase"))
  )
).pipe(
  Command.withDescription(
    "Erase a caller everywhere, with a receipt that does not name them; 1 while something is left"
  )
)
