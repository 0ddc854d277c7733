import { assert, describe, it } from "@effect/vitest"
import { Cause, Context, Effect, Exit, Fiber, Layer, Logger, Option, Redacted, Scope, Tracer } from "effect"
import { TestClock } from "effect/testing"
import * as LiveKitTelephony from "../../../src/adapters/livekit/Telephony.ts"
import { PhoneNumber } from "../../../src/domain/PhoneNumber.ts"
import { TransferTarget } from "../../../src/domain/TransferTarget.ts"
import type { Job } from "../../../src/services/Dispatch.ts"
import { type CallerLeg, RoomUnavailable, Telephony } from "../../../src/services/Telephony.ts"
import { attributes, fakeRoom, identity } from "../../support/FakeRoom.ts"
import { type TwirpAnswer, twirpServer } from "../../support/TwirpServer.ts"

const job: Job = {
  id: "AJ_1",
  room: "call-_+14185550123_x",
  url: "ws://127.0.0.1:1",
  token: Redacted.make("token"),
  metadata: "",
  attributes: {},
  terminated: Effect.never,
  done: () => Effect.void
}
const target = TransferTarget.make("tel:+15145550199")

/** The live service on a room and a server API that the test plays; what is acquired hangs on `call`. */
const stage = Effect.fnUntraced(function*(
  first: Readonly<Record<string, TwirpAnswer>> = {},
  options: Pick<LiveKitTelephony.TelephonyOptions, "dialledNumberHeader" | "verificationHeader"> = {}
) {
  const answers = { ...first }
  const server = yield* twirpServer(answers)
  const room = yield* fakeRoom
  const telephony = Context.get(
    yield* Layer.build(LiveKitTelephony.layer({ ...server.options, ...options }, room.connector)),
    Telephony
  )
  const call = yield* Scope.make()
  const joined = yield* telephony.join(job).pipe(Scope.provide(call))
  const caller = telephony.caller(joined).pipe(Scope.provide(call))
  return { answers, server, room, telephony, joined, caller, call, hangUp: Scope.close(call, Exit.void) }
})

const onTheLine = Effect.fnUntraced(function*(...options: Parameters<typeof stage>) {
  const line = yield* stage(...options)
  yield* line.room.arrives()
  return { ...line, leg: yield* line.caller }
})

const isPending = (fiber: Fiber.Fiber<unknown, unknown>) => fiber.pollUnsafe() === undefined

describe("the caller", () => {
  it.effect("is the SIP participant who is there, with what the gateway says of them", () =>
    Effect.gen(function*() {
      const { leg, room } = yield* onTheLine()
      assert.strictEqual(leg.identity, identity)
      assert.deepStrictEqual(leg.caller, Option.some(PhoneNumber.make("+14185550123")))
      assert.deepStrictEqual(leg.sipCallId, Option.some("SCL_1"))
      assert.deepStrictEqual(leg.attributes, attributes)
      assert.strictEqual(leg.media, room.media)
      assert.deepStrictEqual(leg.verification, Option.none(), "nobody has named a header")
    }))

  it.effect("is told by the carrier's verdict, in the header that the operator names and in no other", () =>
    Effect.gen(function*() {
      const verified = Effect.fnUntraced(function*(headers: Record<string, string>) {
        const line = yield* stage({}, { verificationHeader: "X-Twilio-VerStat" })
        yield* line.room.arrives(identity, headers)
        return (yield* line.caller).verification
      })
      assert.deepStrictEqual(
        yield* verified({ "sip.h.x-twilio-verstat": "TN-Validation-Failed" }),
        Option.some("failed")
      )
      assert.deepStrictEqual(yield* verified({ "sip.h.verstat": "TN-Validation-Failed" }), Option.some("none"))
    }))

  it.effect("may come within 20 seconds, and not a moment later", () =>
    Effect.gen(function*() {
      const { caller, room } = yield* stage()
      const late = yield* caller.pipe(Effect.flip, Effect.forkChild)
      yield* TestClock.adjust("19999 millis")
      assert.isTrue(isPending(late))
      yield* TestClock.adjust("1 millis")
      assert.strictEqual((yield* Fiber.join(late)).reason, "timeout")

      const inTime = yield* caller.pipe(Effect.forkChild)
      yield* TestClock.adjust("19999 millis")
      yield* room.arrives()
      assert.strictEqual((yield* Fiber.join(inTime)).identity, identity)
    }))

  it.effect("has left when the room goes before they came", () =>
    Effect.gen(function*() {
      const { caller, joined, room } = yield* stage()
      const waiting = yield* caller.pipe(Effect.flip, Effect.forkChild)
      yield* TestClock.adjust("5 seconds")
      yield* room.closes
      assert.strictEqual((yield* Fiber.join(waiting)).reason, "left")
      yield* joined.closed
    }))

  it.effect("stays who they are when a second one comes, which is said", () => {
    const lines: Array<string> = []
    const logger = Logger.make(({ message }) => void lines.push(String(message)))
    return Effect.gen(function*() {
      const { leg, room } = yield* onTheLine()
      const left = yield* leg.left.pipe(Effect.forkChild)
      yield* room.arrives("sip_another")
      yield* TestClock.adjust("1 minute")
      assert.isTrue(isPending(left))
      assert.deepStrictEqual(lines, ["a second SIP participant joined the call's room, and is ignored"])
    }).pipe(Effect.provide(Logger.layer([logger])))
  })

  it.effect("is answered when the gateway says active", () =>
    Effect.gen(function*() {
      const { leg, room } = yield* onTheLine()
      const answered = yield* leg.answered.pipe(Effect.forkChild)
      yield* TestClock.adjust("1 minute")
      // As at the beginning of a reconnect of our own.
      yield* room.vanishes
      yield* TestClock.adjust("100 millis")
      assert.isTrue(isPending(answered))
      yield* room.status("active")
      yield* Fiber.join(answered)
    }))

  it.effect("is answered where our audio is taken, though the gateway says nothing, as after a crash of LiveKit", () =>
    Effect.gen(function*() {
      const { leg, room } = yield* onTheLine()
      const answered = yield* leg.answered.pipe(Effect.forkChild)
      yield* room.set({ heard: true })
      yield* TestClock.adjust("1999 millis")
      assert.isTrue(isPending(answered))
      yield* TestClock.adjust("1 millis")
      yield* Fiber.join(answered)
    }))

  it.effect.each(["leaves", "closes"] as const)("has left when the room %s", (event) =>
    Effect.gen(function*() {
      const { leg, room } = yield* onTheLine()
      const left = yield* leg.left.pipe(Effect.forkChild)
      yield* TestClock.adjust("1 hour")
      assert.isTrue(isPending(left))
      yield* room[event]
      yield* Fiber.join(left)
    }))

  it.effect("has left when they vanish without a reason and stay away", () =>
    Effect.gen(function*() {
      const { leg, room } = yield* onTheLine()
      const left = yield* leg.left.pipe(Effect.forkChild)
      yield* room.vanishes
      yield* TestClock.adjust("499 millis")
      assert.isTrue(isPending(left))
      yield* TestClock.adjust("1 millis")
      yield* Fiber.join(left)
    }))

  it.effect("has not left while our own connection is made anew, however long that takes", () =>
    Effect.gen(function*() {
      const { leg, room } = yield* onTheLine()
      const left = yield* leg.left.pipe(Effect.forkChild)
      yield* room.vanishes
      yield* room.set({ connection: "reconnecting" })
      yield* TestClock.adjust("30 seconds")
      yield* room.arrives()
      yield* room.set({ connection: "open" })
      yield* TestClock.adjust("1 hour")
      assert.isTrue(isPending(left))

      yield* room.vanishes
      yield* room.set({ connection: "reconnecting" })
      yield* TestClock.adjust("30 seconds")
      assert.isTrue(isPending(left))
      yield* room.set({ connection: "open" })
      // Their gateway may need as long to find back as we did.
      yield* TestClock.adjust("9999 millis")
      assert.isTrue(isPending(left))
      yield* TestClock.adjust("1 millis")
      yield* Fiber.join(left)
    }))

  it.effect("has not left when their gateway comes back seconds after us, but then when they hang up", () =>
    Effect.gen(function*() {
      const { leg, room } = yield* onTheLine()
      const left = yield* leg.left.pipe(Effect.forkChild)
      yield* room.set({ connection: "reconnecting" })
      yield* room.vanishes
      yield* room.set({ connection: "open" })
      yield* TestClock.adjust("8 seconds")
      yield* room.arrives()
      yield* TestClock.adjust("1 hour")
      assert.isTrue(isPending(left))
      yield* room.leaves
      yield* Fiber.join(left)
    }))
})

it.effect("shows every two seconds that it lives, not before, whatever becomes of each word, and not when it has left", () =>
  Effect.gen(function*() {
    const { hangUp, room } = yield* stage()
    yield* TestClock.adjust("1999 millis")
    assert.deepStrictEqual(room.beats, [])
    yield* TestClock.adjust("1 millis")
    assert.deepStrictEqual(room.beats, [1])
    yield* TestClock.adjust("6 seconds")
    assert.deepStrictEqual(room.beats, [1, 2, 3, 4])
    yield* TestClock.adjust("4 seconds")
    assert.deepStrictEqual(room.beats, [1, 2, 3, 4, 5])
    yield* hangUp
    yield* TestClock.adjust("1 minute")
    assert.deepStrictEqual(room.beats, [1, 2, 3, 4, 5])
  }))

describe("the release", () => {
  it.effect("removes the caller, then deletes the room", () =>
    Effect.gen(function*() {
      const { hangUp, server } = yield* onTheLine()
      assert.isTrue(yield* server.none)
      yield* hangUp
      const [remove, remove2] = yield* server.seen
      assert.strictEqual(remove?.method, "RoomService/RemoveParticipant")
      assert.deepStrictEqual(remove?.body, { room: job.room, identity })
      assert.deepStrictEqual(remove?.video, { roomAdmin: true, room: job.room })
      assert.strictEqual(remove2?.method, "RoomService/DeleteRoom")
      assert.deepStrictEqual(remove2?.body, { room: job.room })
    }))

  it.effect.each(
    [
      ["takes a leg that has gone as removed", { status: 404, code: "not_found" }, 1],
      ["deletes the room where the leg cannot be removed", { status: 503, code: "unavailable" }, 2],
      ["deletes the room where our key may not remove anybody", { status: 401 }, 2]
    ] as const
  )("%s", ([, answer, deletions]) =>
    Effect.gen(function*() {
      const { hangUp, server } = yield* onTheLine({
        "RoomService/RemoveParticipant": answer,
        "RoomService/DeleteRoom": { status: 404, code: "not_found" }
      })
      yield* hangUp
      const methods = (yield* server.seen).map(({ method }) => method)
      assert.deepStrictEqual(methods, [
        "RoomService/RemoveParticipant",
        ...Array.from({ length: deletions }, () => "RoomService/DeleteRoom")
      ])
    }))

  it.effect("leaves the caller to the new job that LiveKit has given the room to, which releases them in the end", () =>
    Effect.gen(function*() {
      const { hangUp, joined, room, server, telephony } = yield* onTheLine()
      const newer = yield* Scope.make()
      const rejoined = yield* telephony.join({ ...job, id: "AJ_2" }).pipe(Scope.provide(newer))
      yield* joined.replaced
      yield* room.arrives()
      yield* telephony.caller(rejoined).pipe(Scope.provide(newer))
      yield* hangUp
      assert.isTrue(yield* server.none)
      yield* Scope.close(newer, Exit.void)
      assert.deepStrictEqual((yield* server.seen).map(({ method }) => method), [
        "RoomService/RemoveParticipant",
        "RoomService/DeleteRoom"
      ])
    }))

  const listed = (...participants: ReadonlyArray<readonly [identity: string, agentName: string]>) => ({
    "RoomService/ListParticipants": {
      status: 200,
      json: {
        participants: participants.map(([identity, name]) => ({ identity, attributes: { "lk.agent.name": name } }))
      }
    }
  })
  const successor = ["agent-AJ_2", "receptionist"] as const
  const breaks = (
    room: { readonly set: (state: { readonly connection: "reconnecting" | "open" }) => Effect.Effect<unknown> }
  ) => Effect.andThen(room.set({ connection: "reconnecting" }), room.set({ connection: "open" }))

  it.effect("leaves the caller to another process to which LiveKit has given them after a crash", () =>
    Effect.gen(function*() {
      const { hangUp, joined, room, server } = yield* onTheLine()
      const replaced = yield* Effect.forkChild(joined.replaced)
      yield* breaks(room)
      yield* TestClock.adjust("1 minute")
      assert.isTrue(isPending(replaced))
      yield* room.set({ agents: new Set(["agent-AJ_2"]) })
      yield* Fiber.join(replaced)
      yield* hangUp
      assert.isTrue(yield* server.none)
    }))

  it.effect("is that of the caller's own agent, where the one who was replaced is still in the room", () =>
    Effect.gen(function*() {
      const { hangUp, joined, room, server } = yield* onTheLine(listed(["agent-AJ_0", "receptionist"]))
      const replaced = yield* Effect.forkChild(joined.replaced)
      yield* room.set({ agents: new Set(["agent-AJ_0"]) })
      yield* TestClock.adjust("1 minute")
      // Even if our own connection breaks thereafter.
      yield* breaks(room)
      yield* TestClock.adjust("1 minute")
      assert.isTrue(isPending(replaced))
      yield* hangUp
      assert.deepStrictEqual((yield* server.seen).map(({ method }) => method), [
        "RoomService/ListParticipants",
        "RoomService/RemoveParticipant",
        "RoomService/ListParticipants",
        "RoomService/DeleteRoom"
      ])
    }))

  it.effect.each(
    [
      ["leaves the caller to a successor that only the server sees", listed(successor), false],
      ["is done where nobody but us is there", listed(["agent-AJ_1", "receptionist"]), true],
      ["is done where another agent is there, which is none of ours", listed(["agent-AJ_3", "transcriber"]), true],
      ["is done where the server does not say who is there", {
        "RoomService/ListParticipants": { status: 503, code: "unavailable" }
      }, true]
    ] as const
  )("%s once our connection is lost", ([, answers, done]) =>
    Effect.gen(function*() {
      const { hangUp, room, server } = yield* onTheLine(answers)
      yield* room.closes
      yield* hangUp
      const methods = new Set((yield* server.seen).map(({ method }) => method))
      assert.strictEqual(methods.has("RoomService/RemoveParticipant"), done)
      assert.strictEqual(methods.has("RoomService/DeleteRoom"), done)
    }))

  it.effect("waits two seconds for the server to say who is there, and hangs up without it", () =>
    Effect.gen(function*() {
      const { hangUp, room, server } = yield* onTheLine({ "RoomService/ListParticipants": "held" })
      yield* room.closes
      const releasing = yield* hangUp.pipe(Effect.forkChild)
      for (const method of ["RemoveParticipant", "DeleteRoom"]) {
        assert.strictEqual((yield* server.call).method, "RoomService/ListParticipants")
        yield* TestClock.adjust("2 seconds")
        assert.strictEqual((yield* server.call).method, `RoomService/${method}`)
      }
      yield* Fiber.join(releasing)
    }))

  it.effect("deletes the room where LiveKit does not remove the caller in 2 s, and is waited for 5 s in all", () =>
    Effect.gen(function*() {
      const { hangUp, joined, server } = yield* onTheLine({
        "RoomService/RemoveParticipant": "held",
        "RoomService/DeleteRoom": "held"
      })
      const releasing = yield* hangUp.pipe(Effect.forkChild)
      const released = yield* joined.released.pipe(Effect.forkChild)
      assert.strictEqual((yield* server.call).method, "RoomService/RemoveParticipant")
      yield* TestClock.adjust("1999 millis")
      assert.isTrue(yield* server.none)
      yield* TestClock.adjust("1 millis")
      assert.strictEqual((yield* server.call).method, "RoomService/DeleteRoom")
      yield* TestClock.adjust("2999 millis")
      assert.isTrue(isPending(releasing))
      yield* TestClock.adjust("1 millis")
      yield* Fiber.join(releasing)
      assert.isTrue(isPending(released))
    }))

  it.effect("goes on in the background until LiveKit confirms it", () =>
    Effect.gen(function*() {
      const down = { status: 503, code: "unavailable" } as const
      const { answers, hangUp, joined, server } = yield* onTheLine({
        "RoomService/RemoveParticipant": down,
        "RoomService/DeleteRoom": down,
        "RoomService/ListRooms": down
      })
      yield* hangUp
      // Nobody waits for it any more, and it is not given up (`Line.test.ts`).
      const released = yield* joined.released.pipe(Effect.forkChild)
      yield* server.seen
      assert.isTrue(isPending(released))
      answers["RoomService/ListRooms"] = { status: 200, json: { rooms: [{ sid: "RM_1", name: job.room }] } }
      answers["RoomService/DeleteRoom"] = "ok"
      yield* TestClock.adjust("1 second")
      yield* Fiber.join(released)
      assert.deepStrictEqual((yield* server.seen).map(({ method }) => method), [
        "RoomService/ListRooms",
        "RoomService/ListParticipants",
        "RoomService/DeleteRoom"
      ])
    }))

  it.effect("owes nothing to a caller who has left by themselves, but does where nobody can tell", () =>
    Effect.gen(function*() {
      const first = yield* onTheLine()
      yield* first.room.leaves
      yield* first.joined.released
      const second = yield* onTheLine()
      const released = yield* second.joined.released.pipe(Effect.forkChild)
      yield* second.room.closes
      yield* second.leg.left
      yield* TestClock.adjust("1 minute")
      assert.isTrue(isPending(released))
    }))

  it.effect.each(["gone", "refused", "timeout", "transport"] as const)(
    "deletes the room that could not be joined (%s), so that it stops ringing",
    (reason) =>
      Effect.gen(function*() {
        const server = yield* twirpServer()
        const layer = LiveKitTelephony.layer(server.options, Effect.succeed(() => Effect.fail(reason)))
        const error = yield* Telephony.use(({ join }) => join(job)).pipe(Effect.provide(layer), Effect.flip)
        assert.deepStrictEqual(error, new RoomUnavailable({ reason }))
        assert.deepStrictEqual((yield* server.seen).map(({ method }) => method), ["RoomService/DeleteRoom"])
      })
  )
})

describe("the number dialled", () => {
  interface Papers extends Partial<Pick<Job, "attributes" | "metadata">> {
    readonly leg?: Record<string, string>
    readonly header?: string
  }
  const read = ({ header, ...papers }: Papers) =>
    Effect.gen(function*() {
      const { leg, telephony } = yield* onTheLine({}, header === undefined ? {} : { dialledNumberHeader: header })
      const { "sip.trunkPhoneNumber": _, ...hidden } = attributes
      const other: CallerLeg = { ...leg, attributes: { ...hidden, ...papers.leg } }
      return yield* telephony.dialled({ ...job, ...papers }, other)
    })

  it.effect.each(
    [
      ["the trunk's number", { leg: { "sip.trunkPhoneNumber": "14507004061", dialledNumber: "+15145550100" } }],
      ["the rule's attribute", { leg: { dialledNumber: "450 700-4061" }, metadata: "+15145550100" }],
      ["an attribute in American spelling", { leg: { dialed_number: "+14507004061" } }],
      ["the header that the operator names", {
        header: "X-Dialed-Number",
        leg: { "sip.h.x-dialed-number": "sip:+14507004061@x" }
      }],
      ["the rule's attribute, whatever the caller's INVITE says", {
        header: "x-dialed-number",
        leg: { "sip.h.x-dialed-number": "+15145550100", dialledNumber: "+14507004061" }
      }],
      ["in the metadata, whatever the caller's INVITE says", {
        header: "x-dialed-number",
        leg: { "sip.h.x-dialed-number": "+15145550100" },
        metadata: "+14507004061"
      }],
      ["the job's attribute, whatever the caller's INVITE says", {
        leg: { "sip.h.x-dialed-number": "+15145550100" },
        attributes: { dialledNumber: "+14507004061" }
      }],
      ["the job's attribute", { attributes: { DialledNumber: "+14507004061" }, metadata: "+15145550100" }],
      ["plain metadata", { metadata: " +1 (450) 700-4061 " }],
      ["metadata of digits", { metadata: "14507004061" }],
      ["metadata that is a JSON string", { metadata: `"+14507004061"` }],
      ["metadata that names it", { metadata: `{"tenant":"x","dialledNumber":"+14507004061"}` }],
      ["what is readable, after what is not", { leg: { "sip.trunkPhoneNumber": "unknown" }, metadata: "+14507004061" }]
    ] as const
  )("is %s", ([, papers]) =>
    Effect.gen(function*() {
      assert.strictEqual(yield* read(papers), PhoneNumber.make("+14507004061"))
    }))

  it.effect.each(
    [
      ["no paper", {}, "nothing"],
      ["a header that nobody has named", { leg: { "sip.h.x-dialed-number": "+14507004061" } }, "nothing"],
      ["another header than the one that is named", {
        header: "X-Original-To",
        leg: { "sip.h.x-dialed-number": "+14507004061" }
      }, "nothing"],
      ["a label for metadata", { metadata: "clinic-2" }, "nothing"],
      ["JSON without it", { metadata: `{"number":"+14507004061"}` }, "nothing"],
      ["an empty attribute", { leg: { dialledNumber: " " } }, "nothing"],
      ["a trunk number that is none", { leg: { "sip.trunkPhoneNumber": "reception" } }, "malformed"],
      ["metadata of too few digits", { metadata: "+12" }, "malformed"],
      ["a date for metadata", { metadata: "2026-11-29" }, "malformed"],
      ["a date of digits", { metadata: "20261129" }, "malformed"],
      ["a time since 1970", { metadata: "1764430000" }, "malformed"],
      ["JSON that names something else so", { metadata: `{"dialled":"reception"}` }, "malformed"]
    ] as const
  )("is not there with %s", ([, papers, found]) =>
    Effect.gen(function*() {
      assert.deepInclude(yield* Effect.flip(read(papers)), { _tag: "NoDialledNumber", found })
    }))
})

describe("a transfer", () => {
  it.effect("is one REFER, with a ringing tone for the caller, and says the far end's status", () =>
    Effect.gen(function*() {
      const { joined, leg, server, telephony } = yield* onTheLine({ "SIP/TransferSIPParticipant": "held" })
      const transferring = yield* telephony.transfer(joined, leg, target).pipe(Effect.forkChild)
      const refer = yield* server.call
      assert.strictEqual(refer.method, "SIP/TransferSIPParticipant")
      assert.deepInclude(refer.body, {
        roomName: job.room,
        participantIdentity: identity,
        transferTo: target,
        playDialtone: true,
        ringingTimeout: "25s"
      })
      assert.deepStrictEqual(refer.video, { roomAdmin: true, room: job.room })
      assert.deepStrictEqual(refer.sip, { call: true })
      refer.answer({ status: 503, code: "unavailable", meta: { sip_status_code: "486", sip_status: "Busy Here" } })
      assert.deepStrictEqual(yield* Fiber.join(transferring), { _tag: "Failed", sipStatus: 486 })
    }))

  it.effect("is never sent twice without an outcome: who asks again gets the first one's", () =>
    Effect.gen(function*() {
      const { joined, leg, server, telephony } = yield* onTheLine({ "SIP/TransferSIPParticipant": "held" })
      const first = yield* telephony.transfer(joined, leg, target).pipe(Effect.forkChild)
      const refer = yield* server.call
      const elsewhere = yield* telephony.transfer(joined, leg, TransferTarget.make("sip:desk@clinic.example"))
      assert.deepStrictEqual(elsewhere, { _tag: "Failed" })

      yield* Fiber.interrupt(first)
      const again = yield* telephony.transfer(joined, leg, target).pipe(Effect.forkChild({ startImmediately: true }))
      refer.answer({ status: 403, code: "permission_denied" })
      assert.deepStrictEqual(yield* Fiber.join(again), { _tag: "Failed" })
      assert.isTrue(yield* server.none)

      const second = yield* telephony.transfer(joined, leg, target, { patience: "12 seconds" }).pipe(Effect.forkChild)
      const retry = yield* server.call
      assert.strictEqual(retry.body["ringingTimeout"], "12s")
      retry.answer({ status: 500, code: "internal", meta: { sip_status_code: "603" } })
      assert.deepStrictEqual(yield* Fiber.join(second), { _tag: "Failed", sipStatus: 603 })
    }))
})

it.effect("keeps names and numbers out of logs, spans and errors when everything fails", () => {
  const sink: Array<string> = []
  const logger = Logger.make(({ cause, message }) => void sink.push(String(message), Cause.pretty(cause)))
  const tracer = Tracer.make({
    span: (options) => {
      const span = new Tracer.NativeSpan(options)
      const end = span.end.bind(span)
      span.end = (time, exit) => {
        sink.push(span.name, JSON.stringify([...span.attributes]), Exit.isFailure(exit) ? Cause.pretty(exit.cause) : "")
        end(time, exit)
      }
      return span
    }
  })
  const refused = { status: 500, code: "internal" }
  return Effect.gen(function*() {
    const { hangUp, joined, leg, room, telephony, call } = yield* onTheLine({
      "RoomService/RemoveParticipant": refused,
      "RoomService/DeleteRoom": refused,
      "SIP/TransferSIPParticipant": { status: 403, code: "permission_denied" },
      "Egress/StartRoomCompositeEgress": refused
    })
    yield* room.arrives("sip_+14185550124")
    yield* telephony.transfer(joined, leg, target)
    const errors = [
      yield* telephony.record(joined, "call_1.ogg").pipe(Scope.provide(call), Effect.flip),
      yield* telephony.dialled({ ...job, metadata: "+14185550123000000" }, { ...leg, attributes: {} }).pipe(Effect.flip)
    ]
    yield* hangUp
    const said = [...sink, ...errors.flatMap((error) => [error.message, JSON.stringify(error)])].join("\n")
    assert.include(said, "Telephony.transfer")
    assert.include(said, "the caller's leg was not removed")
    assert.include(said, "the room was not deleted")
    assert.notMatch(said, /\d{7}/)
  }).pipe(Effect.provide(Logger.layer([logger])), Effect.withTracer(tracer))
})

/** What comes when time goes on, in steps: the answer before has to come in first, for which no time passes here. */
const inTime = <A, E>(next: Effect.Effect<A, E>) =>
  Effect.raceFirst(
    next,
    Effect.forever(Effect.andThen(TestClock.adjust("100 millis"), Effect.promise(() => new Promise(setImmediate))))
  )

describe("the recording", () => {
  const path = "clinic/recordings/2026/11/22/call_1.ogg"
  const started = { status: 200, json: { egressId: "EG_1" } }

  it.effect("is an audio-only OGG in the container, and stops with its scope", () =>
    Effect.gen(function*() {
      const { call, hangUp, joined, server, telephony } = yield* stage({ "Egress/StartRoomCompositeEgress": started })
      const recording = yield* telephony.record(joined, path).pipe(Scope.provide(call))
      assert.deepInclude(recording, { egressId: "EG_1", path })
      const start = yield* server.call
      assert.strictEqual(start.method, "Egress/StartRoomCompositeEgress")
      assert.deepStrictEqual(start.video, { roomRecord: true })
      assert.deepInclude(start.body, { roomName: job.room, audioOnly: true })
      assert.deepInclude(start.body["fileOutputs"], {
        fileType: "OGG",
        filepath: path,
        disableManifest: true,
        azure: { accountName: "clinics", accountKey: "a2V5", containerName: "calls" }
      })
      yield* hangUp
      const seen = yield* server.seen
      const [stop, ...others] = seen
      assert.strictEqual(stop?.method, "Egress/StopEgress")
      assert.deepStrictEqual(stop?.body, { egressId: "EG_1" })
      assert.include(others.map(({ method }) => method), "RoomService/DeleteRoom")
    }))

  const states = [
    ["EGRESS_COMPLETE", "complete"],
    ["EGRESS_LIMIT_REACHED", "complete"],
    ["EGRESS_ABORTED", "failed"],
    ["EGRESS_FAILED", "failed"]
  ] as const
  it.effect.each(states)("that ends as %s is %s, once LiveKit says so", ([status, end]) =>
    Effect.gen(function*() {
      const { call, hangUp, joined, server, telephony } = yield* stage({
        "Egress/StartRoomCompositeEgress": started,
        "Egress/ListEgress": "held"
      })
      const recording = yield* telephony.record(joined, path).pipe(Scope.provide(call))
      yield* hangUp
      const asked = Effect.repeat(server.call, { until: ({ method }) => method === "Egress/ListEgress" })
      const ended = yield* Effect.forkChild(recording.ended)
      // It is asked again for as long as it still stores what it recorded, or LiveKit has no answer.
      const first = yield* asked
      assert.deepStrictEqual(first.body, { egressId: "EG_1" })
      first.answer({ status: 200, json: { items: [{ egressId: "EG_1", status: "EGRESS_ENDING" }] } })
      const second = yield* inTime(asked)
      second.answer({ status: 503, code: "unavailable" })
      const third = yield* inTime(asked)
      assert.isTrue(isPending(ended))
      third.answer({ status: 200, json: { items: [{ egressId: "EG_1", status, startedAt: "1793545201500000000" }] } })
      assert.deepStrictEqual(yield* Fiber.join(ended), { state: end, startedAt: 1_793_545_201_500 })
    }))

  it.effect("that LiveKit does not know has failed; of one that it says nothing about, nothing is known", () =>
    Effect.gen(function*() {
      const forgotten = yield* stage({
        "Egress/StartRoomCompositeEgress": started,
        "Egress/ListEgress": { status: 200, json: { items: [] } }
      })
      const lost = yield* forgotten.telephony.record(forgotten.joined, path).pipe(Scope.provide(forgotten.call))
      yield* forgotten.hangUp
      assert.deepStrictEqual(yield* lost.ended, { state: "failed" })

      const silent = yield* stage({ "Egress/StartRoomCompositeEgress": started, "Egress/ListEgress": "held" })
      const unknown = yield* silent.telephony.record(silent.joined, path).pipe(Scope.provide(silent.call))
      yield* silent.hangUp
      const ended = yield* Effect.forkChild(unknown.ended)
      yield* Effect.repeat(silent.server.call, { until: ({ method }) => method === "Egress/ListEgress" })
      yield* TestClock.adjust("60 seconds")
      assert.deepStrictEqual(yield* Fiber.join(ended), { state: "unknown" })
    }))

  it.effect("is refused by a code, and stops nothing then", () =>
    Effect.gen(function*() {
      const { call, hangUp, joined, server, telephony } = yield* stage({
        "Egress/StartRoomCompositeEgress": { status: 503, code: "unavailable" }
      })
      const error = yield* telephony.record(joined, path).pipe(Scope.provide(call), Effect.flip)
      assert.strictEqual(error.reason, "unavailable")
      yield* hangUp
      assert.deepStrictEqual((yield* server.seen).map(({ method }) => method), [
        "Egress/StartRoomCompositeEgress",
        "RoomService/DeleteRoom"
      ])
    }))

  it.effect("fails after three seconds without an answer; one that comes later is stopped, and nobody waits for it", () =>
    Effect.gen(function*() {
      const { call, hangUp, joined, server, telephony } = yield* stage({ "Egress/StartRoomCompositeEgress": "held" })
      const recording = yield* telephony.record(joined, path).pipe(Scope.provide(call), Effect.flip, Effect.forkChild)
      const start = yield* server.call
      yield* TestClock.adjust("2999 millis")
      assert.isTrue(isPending(recording))
      yield* TestClock.adjust("1 millis")
      assert.strictEqual((yield* Fiber.join(recording)).reason, "timeout")
      yield* hangUp
      assert.strictEqual((yield* server.call).method, "RoomService/DeleteRoom")
      start.answer(started)
      const stop = yield* server.call
      assert.strictEqual(stop.method, "Egress/StopEgress")
      assert.deepStrictEqual(stop.body, { egressId: "EG_1" })
    }))

  it.effect("needs a container", () =>
    Effect.gen(function*() {
      const { options } = yield* twirpServer()
      const { egress: _, ...without } = options
      const { connector } = yield* fakeRoom
      const error = yield* Telephony.use((telephony) =>
        telephony.join(job).pipe(Effect.flatMap((room) => telephony.record(room, path)))
      ).pipe(Effect.provide(LiveKitTelephony.layer(without, connector)), Effect.flip)
      assert.deepInclude(error, { _tag: "EgressFailed", reason: "no Azure storage configured" })
    }))
})
