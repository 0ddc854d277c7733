import { Clock, Deferred, Effect, type Scope } from "effect"
import { createSocket } from "node:dgram"
import type { Language } from "../../src/domain/Language.ts"
import * as Ear from "../../src/sandbox/Ear.ts"
import * as Pcm from "../../src/sandbox/Pcm.ts"
import type { Speech } from "../../src/sandbox/Speech.ts"
import * as Alaw from "./Alaw.ts"
import * as Seen from "./Seen.ts"

/** The caller's ear and mouth: RTP with G.711 A-law, on a port of its own. */
export interface Phone {
  /** Where it wants its audio. */
  readonly port: number
  /** From now on audio goes to this port, and what comes is heard. */
  readonly connect: (port: number) => Effect.Effect<void>
  /** Completes when the last word has been sent. */
  readonly say: (text: string, language?: Language) => Effect.Effect<void>
  /** Presses keys, each for 100 ms (RFC 4733). */
  readonly press: (keys: string) => Effect.Effect<void>
  /** What was said so far: an utterance that is not over has no end. */
  readonly said: Effect.Effect<ReadonlyArray<Ear.Heard>>
  /** Sounds of 250 ms or more that were heard; a pause of 500 ms ends one. */
  readonly heard: Seen.Seen<Ear.Heard>
  /** Everything that was heard, clicks included, and said, in order: for whoever asks what went wrong. */
  readonly account: Effect.Effect<ReadonlyArray<string>>
  /** All the audio that came. */
  readonly received: Effect.Effect<Pcm.Pcm>
  /** Waits until the `nth` sound (0) is over. */
  readonly heardOut: (nth: number) => Effect.Effect<Ear.Heard, Seen.NotSeen>
}

const frameMillis = 20
const frameSamples = 160
/** From the sandbox's 24 kHz to the telephone's 8. */
const ratio = 3

interface Packet {
  readonly type: number
  readonly payload: Uint8Array
  readonly marker?: boolean
  /** How many frames ago what it tells of began. */
  readonly since?: number
}

const quiet: Packet = { type: 8, payload: new Uint8Array(frameSamples).fill(Alaw.silence) }

const packets = (pcm: Pcm.Pcm): Array<Packet> =>
  Pcm.frames(pcm, frameMillis).map((frame) => ({
    type: 8,
    payload: Uint8Array.from({ length: frameSamples }, (_, index) => {
      const [a = 0, b = 0, c = 0] = frame.subarray(index * ratio, (index + 1) * ratio)
      return Alaw.encode(Math.round((a + b + c) / ratio))
    })
  }))

const keyPackets = (key: number): Array<Packet> =>
  [1, 2, 3, 4, 5, 5, 5].map((held, index) => {
    const payload = Buffer.alloc(4)
    payload.writeUInt8(key, 0)
    payload.writeUInt8((index < 4 ? 0 : 0x80) | 10, 1)
    payload.writeUInt16BE(held * frameSamples, 2)
    return { type: 96, payload, marker: index === 0, since: index }
  })

// A loop: this runs 50 times a second for each of the callers that a benchmark has.
const pcmOf = (payload: Uint8Array): Pcm.Pcm => {
  const pcm = new Int16Array(payload.length * ratio)
  for (let index = 0; index < payload.length; index++) {
    pcm.fill(Alaw.decode(payload[index]!), index * ratio, (index + 1) * ratio)
  }
  return pcm
}

export const make = Effect.fnUntraced(function*(
  speech: Speech
): Effect.fn.Return<Phone, never, Scope.Scope> {
  const sounds = yield* Seen.make<Ear.Heard>(({ from, over, to }) => `${from} for ${to - from} ms${over ? "" : " …"}`)
  // On a machine that is busy, a stream may begin with some packets and a pause: that is a click, and no sound.
  const heard = Seen.filter(sounds, ({ from, to }) => to - from >= 250)
  const socket = yield* Effect.acquireRelease(
    Effect.callback<ReturnType<typeof createSocket>>((resume) => {
      const bound = createSocket("udp4")
      bound.bind(0, "127.0.0.1", () => resume(Effect.succeed(bound)))
    }),
    (socket) => Effect.callback<void>((resume) => void socket.close(() => resume(Effect.void)))
  )
  const mouth: Array<{ readonly packets: Array<Packet>; readonly said: Deferred.Deferred<void> }> = []
  const ear: Array<Pcm.Pcm> = []
  const received: Array<Uint8Array> = []
  const remote = yield* Deferred.make<number>()
  socket.on("message", (packet) => {
    if ((packet.readUInt8(1) & 0x7f) !== 8) return
    const payload = packet.subarray(12)
    ear.push(pcmOf(payload))
    received.push(payload)
  })

  const next = () => {
    const line = mouth[0]
    const packet = line?.packets.shift() ?? quiet
    if (line?.packets.length === 0) {
      mouth.shift()
      Deferred.doneUnsafe(line.said, Effect.void)
    }
    return packet
  }

  const send = (tick: number, port: number) => {
    const { marker = false, payload, since = 0, type } = next()
    const header = Buffer.alloc(12)
    header.writeUInt8(0x80, 0)
    header.writeUInt8((marker ? 0x80 : 0) | type, 1)
    header.writeUInt16BE(tick & 0xffff, 2)
    header.writeUInt32BE(((tick - since) * frameSamples) >>> 0, 4)
    header.writeUInt32BE(0x51_90, 8)
    socket.send(Buffer.concat([header, payload]), port, "127.0.0.1")
  }

  const listen = (at: number, late: boolean) => {
    // What came while this process was held up is read after the first of the ticks that it makes up for: no silence.
    if (late && ear.length === 0) return Effect.void
    const frames = ear.length === 0 ? [Pcm.silence(frameMillis)] : ear.splice(0)
    return sounds.update((before) => frames.reduce((sounds, frame) => Ear.hear(sounds, frame, at), before))
  }

  yield* Effect.gen(function*() {
    const port = yield* Deferred.await(remote)
    const start = yield* Clock.currentTimeMillis
    // Ticks that come late are made up for: audio keeps pace with the clock, not with the event loop.
    for (let tick = 1;; tick++) {
      const due = start + tick * frameMillis
      yield* Effect.sleep(Math.max(0, due - (yield* Clock.currentTimeMillis)))
      send(tick, port)
      yield* listen(due, (yield* Clock.currentTimeMillis) - due > 2 * frameMillis)
    }
  }).pipe(Effect.forkScoped)

  const speak = Effect.fnUntraced(function*(packets: ReadonlyArray<Packet>) {
    const said = yield* Deferred.make<void>()
    mouth.push({ packets: [...packets], said }) // what is said may be said again
    yield* Deferred.await(said)
  })

  const spoken: Array<Ear.Heard> = []
  const say = Effect.fnUntraced(function*(packets: ReadonlyArray<Packet>) {
    const from = yield* Clock.currentTimeMillis
    const nth = spoken.push({ from, to: Number.POSITIVE_INFINITY, over: false }) - 1
    yield* speak(packets)
    spoken[nth] = { from, to: yield* Clock.currentTimeMillis, over: true }
  })

  return {
    port: socket.address().port,
    connect: (port) => Effect.asVoid(Deferred.succeed(remote, port)),
    say: (text, language = "FRENCH") => say(packets(speech.render(text, language, "caller"))),
    press: (keys) => speak([...keys].flatMap((key) => [...keyPackets("0123456789*#".indexOf(key)), quiet])),
    said: Effect.sync(() => [...spoken]),
    account: Effect.map(
      sounds.all,
      (heard) =>
        [...heard.map((sound) => ["heard", sound] as const), ...spoken.map((sound) => ["said", sound] as const)]
          .sort(([, one], [, other]) => one.from - other.from)
          .map(([what, { from, over, to }]) => `${new Date(from).toISOString()} ${what} ${over ? to - from : "…"} ms`)
    ),
    heard,
    received: Effect.sync(() => pcmOf(Buffer.concat(received))),
    heardOut: (nth) =>
      heard.until(
        `the end of sound ${nth}`,
        (sounds) => sounds[nth]?.over === true ? sounds[nth] : undefined,
        "20 seconds"
      )
  }
})
