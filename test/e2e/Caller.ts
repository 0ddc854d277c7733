import { Console, Deferred, Duration, Effect, Exit, FileSystem, Path, Stream } from "effect"
import { createSocket } from "node:dgram"
import type { Speech } from "../../src/sandbox/Speech.ts"
import * as Phone from "./Phone.ts"
import { freePort, run } from "./Processes.ts"
import * as Seen from "./Seen.ts"
import * as SipScript from "./SipScript.ts"

/** One SIP message, as sipp wrote it down. */
export interface SipMessage {
  /** Epoch milliseconds. */
  readonly at: number
  readonly from: "caller" | "gateway"
  /** Its first line. */
  readonly start: string
  readonly text: string
}

/** Somebody who calls: sipp's signalling, and a phone for the audio. */
export interface Caller {
  readonly from: string
  readonly phone: Phone.Phone
  readonly messages: Seen.Seen<SipMessage>
  /** Waits for a message of the gateway's that begins like this, the `nth` (0) of them. */
  readonly got: (start: string, nth?: number) => Effect.Effect<SipMessage, Seen.NotSeen>
  /** Lets the script go on. */
  readonly cue: Effect.Effect<void>
  /** Waits until the script is over: whether it was played to its end. */
  readonly played: Effect.Effect<boolean>
}

export interface CallOptions {
  readonly sipPort: number
  readonly dialled: string
  readonly from: string
  readonly script: ReadonlyArray<SipScript.Step>
  readonly speech: Speech
  /** How long the whole call may take: 90 s. */
  readonly patience?: Duration.Input
  /** Says nothing of how the call went, should its scope close in failure. */
  readonly discreet?: boolean
}

const entry = /^-{20,} (\d{4}-\d\d-\d\d)[ \t]+([\d:.]+)\n\w+ message (sent|received) [^\n]*\n\n/m

/** The messages of one call: to a port that somebody else has called from, the gateway may still be sending theirs. */
const messagesIn = (written: string, callId: string): ReadonlyArray<SipMessage> => {
  const [, ...parts] = written.split(entry)
  return Array.from({ length: Math.floor(parts.length / 4) }, (_, index): SipMessage => {
    const [day, time, direction, text = ""] = parts.slice(index * 4)
    return {
      at: Date.parse(`${day}T${time?.slice(0, 12)}`),
      from: direction === "sent" ? "caller" : "gateway",
      start: text.split(/\r?\n/, 1)[0] ?? "",
      text
    }
  }).filter(({ text }) => text.includes(callId) && !text.includes(SipScript.cueHeader))
}

/** Calls, for as long as the scope is open. */
export const call = Effect.fnUntraced(
  function*({ dialled, discreet = false, from, patience = "90 seconds", script, sipPort, speech }: CallOptions) {
    const fs = yield* FileSystem.FileSystem
    const path = yield* Path.Path
    const home = yield* fs.makeTempDirectoryScoped({ prefix: "receptionist-caller-" })
    const phone = yield* Phone.make(speech)
    const port = yield* freePort
    const media = yield* freePort
    const callId = crypto.randomUUID()
    const trace = path.join(home, "messages")
    yield* fs.writeFileString(path.join(home, "call.xml"), SipScript.render(script, from, phone.port))

    const messages = yield* Seen.make<SipMessage>(({ from, start }) => `${from}: ${start}`)
    const read = fs.readFileString(trace).pipe(
      Effect.orElseSucceed(() => ""),
      Effect.flatMap((written) => {
        const all = messagesIn(written, callId)
        return messages.update((before) => all.length === before.length ? before : all)
      })
    )
    const watching = yield* Deferred.make<void>()
    yield* fs.watch(home, { onReady: () => Deferred.doneUnsafe(watching, Effect.void) }).pipe(
      Stream.filter((event) => event.path.endsWith(path.basename(trace))),
      Stream.buffer({ capacity: 1, strategy: "sliding" }),
      Stream.runForEach(() => read),
      Effect.forkScoped
    )
    yield* Deferred.await(watching)

    const sipp = yield* run({
      command: "sipp",
      cwd: home,
      args: [
        `127.0.0.1:${sipPort} -i 127.0.0.1 -p ${port} -mp ${media} -s ${dialled} -cid_str ${callId}`,
        `-sf call.xml -m 1 -nostdin -timer_resol 50 -trace_msg -message_file ${trace} -timeout ${
          Duration.toSeconds(patience)
        }s`
      ].join(" ").split(" ")
    })

    const got: Caller["got"] = (start, nth = 0) =>
      messages.until(
        `${start} (${nth}) from the gateway`,
        (all) => all.filter((message) => message.from === "gateway" && message.start.startsWith(start))[nth]
      )
    yield* messages.until("an answer", (all) => {
      const answer = all.find(({ start, text }) => start.startsWith("SIP/2.0 200") && text.includes("m=audio"))
      return answer && /^m=audio (\d+)/m.exec(answer.text)?.[1]
    }, "60 seconds").pipe(
      Effect.flatMap((port) => phone.connect(Number(port))),
      Effect.ignore,
      Effect.forkScoped
    )

    yield* Effect.addFinalizer(Effect.fnUntraced(function*(exit) {
      if (discreet || Exit.isSuccess(exit)) return
      const sip = (yield* messages.all).map(({ at, from, start }) => `${new Date(at).toISOString()} ${from}: ${start}`)
      yield* Console.error(["--- SIP, as the caller saw it:", ...sip, ...yield* sipp.lines.all].join("\n"))
      yield* Console.error(["--- What the caller heard, and said:", ...yield* phone.account].join("\n"))
    }))
    const socket = yield* Effect.acquireRelease(
      Effect.sync(() => createSocket("udp4")),
      (socket) => Effect.callback<void>((resume) => void socket.close(() => resume(Effect.void)))
    )
    const cue = Effect.callback<void>((resume) => {
      const message = [
        "INFO sip:caller@127.0.0.1 SIP/2.0",
        `Via: SIP/2.0/UDP 127.0.0.1:${media};branch=z9hG4bK-${crypto.randomUUID()}`,
        "From: <sip:test@127.0.0.1>",
        "To: <sip:caller@127.0.0.1>",
        `Call-ID: ${callId}`,
        "CSeq: 1 INFO",
        `${SipScript.cueHeader}: go on`,
        "Content-Length: 0",
        "\r\n"
      ].join("\r\n")
      socket.send(message, port, "127.0.0.1", () => resume(Effect.void))
    })

    const caller: Caller = {
      from,
      phone,
      messages,
      got,
      cue,
      played: Effect.tap(Effect.map(sipp.exited, (code) => code === 0), () => read)
    }
    return caller
  }
)
