import * as NodePath from "@effect/platform-node/NodePath"
import { Context, Effect, Exit, FileSystem, Layer, type Scope } from "effect"
import { TestClock } from "effect/testing"
import * as DiskMessages from "../../../src/adapters/disk/Messages.ts"
import { RowId } from "../../../src/domain/Ids.ts"
import { begin } from "../../../src/programs/call/CallLedger.ts"
import { makeMessageKeeping } from "../../../src/programs/call/KeepMessage.ts"
import { deliverDue } from "../../../src/programs/DeliverMessages.ts"
import { ConfigApi } from "../../../src/services/ConfigApi.ts"
import { Mailer } from "../../../src/services/Mailer.ts"
import { Messages } from "../../../src/services/Messages.ts"
import { Webhooks } from "../../../src/services/Webhooks.ts"
import { agentWith, messageAt, originOf, receivers } from "../Messages.ts"
import { type Edges, fileSystemOf, makeEdges, type Plan } from "./Edges.ts"
import { never, pauseOn, type Run, temporary, toItsEnd } from "./Runs.ts"

/**
 * A message that its caller takes back, and whose process is killed: that which has taken it, before or after somebody
 * was sent it, or another, which delivers it.
 */
export const withdrawals = {
  "who takes a message back": { dies: "caller's", sent: false },
  "who takes a message back that somebody has": { dies: "caller's", sent: true },
  "who delivers a message that is then taken back": { dies: "deliverer's", sent: true }
} as const
export type Withdrawal = keyof typeof withdrawals

const { agentId: _a, complete: _c, id: _i, takenAt: _t, ...draft } = messageAt("m", 0)

/** The outbox, and those who get what is in it, as one process has them. */
const processOn = (root: string, to: ReturnType<typeof receivers>, edges: Edges) =>
  Effect.gen(function*() {
    const fs = yield* FileSystem.FileSystem
    const real = yield* Layer.build(to.layer)
    const [mailer, webhooks, configApi] = [Mailer, Webhooks, ConfigApi].map((tag) =>
      Context.get(real, tag as never)
    ) as [
      Mailer["Service"],
      Webhooks["Service"],
      ConfigApi["Service"]
    ]
    return yield* Layer.build(Layer.mergeAll(
      DiskMessages.layer({ root }).pipe(
        Layer.provide([Layer.succeed(FileSystem.FileSystem, fileSystemOf(fs, edges)), NodePath.layer])
      ),
      Layer.succeed(Mailer, {
        ...mailer,
        send: (mail) => edges.point("receiver takes a mail", mailer.send(mail))
      }),
      Layer.succeed(Webhooks, {
        ...webhooks,
        post: (...args) => edges.point("receiver takes a webhook", webhooks.post(...args))
      }),
      Layer.succeed(ConfigApi, {
        ...configApi,
        leaveMessage: (...args) => edges.point("receiver takes it from the backend", configApi.leaveMessage(...args))
      })
    ))
  })

/** Plays it until the process is killed as planned, and has the next ones deliver what is left. */
export const playWithdrawal = Effect.fnUntraced(
  function*(
    withdrawal: Withdrawal,
    plan: Plan = never
  ): Effect.fn.Return<Run, unknown, FileSystem.FileSystem | Scope.Scope> {
    const { dies, sent } = withdrawals[withdrawal]
    const root = `${yield* temporary}/messages`
    const to = receivers()
    const [caller, deliverer, later] = [dies === "caller's" ? plan : never, dies === "caller's" ? never : plan, never]
      .map(makeEdges) as [Edges, Edges, Edges]
    const play = <A, E, R>(work: Effect.Effect<A, E, R>, edges: Edges) => toItsEnd(work, edges, pauseOn(edges))
    const deliver = (edges: Edges) =>
      play(Effect.flatMap(processOn(root, to, edges), (services) => Effect.provide(deliverDue(), services)), edges)
    const isAlive = () => caller.death === undefined

    const services = yield* processOn(root, to, caller)
    const ledger = yield* begin
    yield* ledger.update(() => ({ row: { start: originOf().start, created: Effect.succeed(RowId.make("row-1")) } }))
    let wished = false
    const { keep, withdraw } = yield* Effect.provide(
      makeMessageKeeping({ agent: agentWith(), ledger, isHeard: Effect.succeed(true) }).pipe(
        Effect.updateService(Messages, (outbox) => ({
          ...outbox,
          withdraw: (...args) =>
            Effect.tap(
              outbox.withdraw(...args),
              Effect.sync(() => {
                wished = wished || isAlive()
              })
            )
        }))
      ),
      services
    )
    const kept = yield* play(keep(draft, "t1"), caller)
    if (isAlive() && sent) {
      yield* deliver(deliverer)
      // Who died over it holds it for so long.
      yield* TestClock.adjust("10 minutes")
    }
    const told = isAlive() ? yield* play(withdraw("t1"), caller) : Exit.die("killed")
    for (let hour = 0; hour < 3; hour++) {
      yield* TestClock.adjust("1 hour")
      yield* deliver(later)
    }

    const faults: Array<string> = []
    const fault = (wrong: boolean, what: string) => {
      if (wrong) faults.push(what)
    }
    const { all, open } = yield* Effect.provide(
      Effect.flatMap(Messages, (messages) => Effect.all({ all: messages.all, open: messages.open })),
      yield* processOn(root, to, later)
    )
    const ways = {
      mail: to.mails.map(({ text }) => text),
      webhook: to.posts.map(({ body }) => body),
      backend: to.rows.map(({ message }) => message.text)
    }
    fault(open.length > 0, "a message is never settled")
    for (const [way, texts] of Object.entries(ways)) {
      const withdrawn = texts.some((text) => text.includes("La personne retire le message"))
      const has = texts.some((text) => text.replace(/La personne retire[^»]*»/, "").includes(draft.text))
      const outcome = isAlive() && Exit.isSuccess(told) ? told.value : undefined
      fault(
        outcome !== undefined && outcome !== "failed" && has && !withdrawn,
        `the ${way} was sent what was taken back`
      )
      fault(wished && has && !withdrawn, `the ${way} was sent what the caller wanted back`)
      fault(outcome === "corrected" && !withdrawn, `nobody tells the ${way} that it is taken back`)
      fault(
        !has && !withdrawn && Exit.isSuccess(kept) && kept.value && isAlive() && outcome !== "withdrawn",
        `a message is lost to the ${way}`
      )
      fault(!has && all.some(({ message }) => message.text === draft.text), `the ${way} has not what is in the outbox`)
    }
    const edges = dies === "caller's" ? caller : deliverer
    return { death: edges.death, touched: edges.touched.length, faults }
  },
  Effect.scoped,
  Effect.provide(TestClock.layer())
)
