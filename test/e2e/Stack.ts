import * as NodeServices from "@effect/platform-node/NodeServices"
import { Console, Context, Effect, FileSystem, Layer, Path, type PlatformError, type Scope } from "effect"
import type { ChildProcessSpawner } from "effect/process"
import {
  AccessToken,
  type Room,
  RoomAgentDispatch,
  RoomConfiguration,
  RoomServiceClient,
  SipClient
} from "livekit-server-sdk"
import { directory } from "./Peers.ts"
import { freePort, freeRange, listening, type Program, run, type Running } from "./Processes.ts"

/** A program of the stack that a test may take away and bring back. */
export interface Peer {
  readonly running: Effect.Effect<Running>
  /** Ends it at once, as a crash does. */
  readonly kill: Effect.Effect<void>
  /** Starts it again, on the same ports; completes when it listens. */
  readonly start: Effect.Effect<void>
}

/** A number that can be dialled, and the worker that answers it. */
export interface Line {
  readonly number: string
  readonly agentName: string
  /** The rule hides the number; its attribute `dialledNumber` has it. */
  readonly hidden?: boolean
  /** All callers come into the room of this name; each into one of their own without it. */
  readonly room?: string
  /** For how many seconds a call may ring: 30. */
  readonly ringing?: number
}

const apiKey = "devkey"
const apiSecret = "secret-of-the-loopback-stack-0123456789"

interface StackShape {
  /** Where configurations and logs are; gone with the stack. */
  readonly home: string
  readonly url: string
  readonly apiKey: string
  readonly apiSecret: string
  /** UDP on 127.0.0.1. */
  readonly sipPort: number
  readonly redis: Peer
  readonly livekit: Peer
  readonly sip: Peer
  readonly rooms: Effect.Effect<ReadonlyArray<Room>>
  /** The identities of who is in a room. */
  readonly participants: (room: string) => Effect.Effect<ReadonlyArray<string>>
  /** The ids of the tracks that are published in a room. */
  readonly tracks: (room: string) => Effect.Effect<ReadonlyArray<string>>
  /** A token to join a room with, as a participant that is not on the phone. */
  readonly token: (room: string, identity: string) => Effect.Effect<string>
  /** Makes a trunk and a dispatch rule. */
  readonly open: (line: Line) => Effect.Effect<void>
}

const start: Effect.Effect<
  StackShape,
  PlatformError.PlatformError,
  FileSystem.FileSystem | Path.Path | ChildProcessSpawner.ChildProcessSpawner | Scope.Scope
> = Effect.gen(function*() {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const bin = yield* directory
  const home = yield* fs.makeTempDirectoryScoped({ prefix: "receptionist-e2e-" })
  const services = yield* Effect.context<
    FileSystem.FileSystem | ChildProcessSpawner.ChildProcessSpawner | Scope.Scope
  >()
  const ports = yield* Effect.all({
    redis: freePort,
    http: freePort,
    media: freePort,
    sip: freePort,
    health: freePort,
    rtp: freeRange
  })
  const url = `ws://127.0.0.1:${ports.http}`
  const redisAt = { address: `127.0.0.1:${ports.redis}` }

  const configured = Effect.fnUntraced(function*(name: string, config: object) {
    const file = path.join(home, `${name}.yaml`)
    yield* fs.writeFileString(file, JSON.stringify(config))
    return { command: path.join(bin, name), args: ["--config", file] }
  })

  const peer = Effect.fnUntraced(function*(name: string, port: number, program: Program) {
    let running: Running
    let killed: Running | undefined
    // A peer that ends though no test has ended it is a finding: what it said last must not go with the stack.
    const watch = Effect.fnUntraced(function*(peer: Running) {
      const code = yield* peer.exited
      if (peer === killed) return
      yield* Effect.timeoutOption(peer.silent, "1 second")
      const lines = yield* peer.lines.all
      yield* Console.error(
        `--- ${name} ended by itself, with exit code ${code}. Its last lines:\n${lines.slice(-80).join("\n")}`
      )
    })
    const begin = Effect.gen(function*() {
      running = yield* run({ ...program, log: path.join(home, `${name}.log`) })
      yield* listening(port)
      yield* Effect.forkScoped(watch(running))
    }).pipe(Effect.orDie, Effect.provideContext(services))
    yield* begin
    return {
      running: Effect.sync(() => running),
      kill: Effect.suspend(() => {
        killed = running
        return running.kill("SIGKILL")
      }),
      start: begin
    } satisfies Peer
  })

  const redis = yield* peer("redis", ports.redis, {
    command: "redis-server",
    // Trunks and rules must be there after a crash.
    args: `--port ${ports.redis} --bind 127.0.0.1 --appendonly yes --appendfsync always --dir ${home}`.split(" ")
  })
  const livekit = yield* peer(
    "livekit-server",
    ports.http,
    yield* configured("livekit-server", {
      port: ports.http,
      bind_addresses: ["127.0.0.1"],
      rtc: {
        udp_port: ports.media,
        tcp_port: ports.media + 1,
        node_ip: "127.0.0.1",
        use_external_ip: false,
        enable_loopback_candidate: true,
        ips: { includes: ["127.0.0.1/32"] }
      },
      redis: redisAt,
      keys: { [apiKey]: apiSecret },
      logging: { level: "info", json: false }
    })
  )
  const sip = yield* peer(
    "livekit-sip",
    ports.health,
    yield* configured("livekit-sip", {
      api_key: apiKey,
      api_secret: apiSecret,
      ws_url: url,
      redis: redisAt,
      sip_port: ports.sip,
      rtp_port: `${ports.rtp}-${ports.rtp + 99}`,
      listen_ip: "127.0.0.1",
      local_net: "127.0.0.0/8",
      nat_1_to_1_ip: "127.0.0.1",
      use_external_ip: false,
      health_port: ports.health,
      logging: { level: "info" }
    })
  )

  const roomService = new RoomServiceClient(url, apiKey, apiSecret)
  const sipClient = new SipClient(url, apiKey, apiSecret)
  const open = Effect.fnUntraced(function*({ agentName, hidden = false, number, ringing = 30, room }: Line) {
    const trunk = yield* Effect.promise(() =>
      sipClient.createSipInboundTrunk(agentName, [number], {
        allowedAddresses: ["127.0.0.0/8"],
        ringingTimeout: ringing
      })
    )
    const rule = room === undefined
      ? { type: "individual", roomPrefix: "call-" } as const
      : { type: "direct", roomName: room, pin: "" } as const
    yield* Effect.promise(() =>
      sipClient.createSipDispatchRule(rule, {
        name: agentName,
        trunkIds: [trunk.sipTrunkId],
        hidePhoneNumber: hidden,
        ...(hidden && { attributes: { dialledNumber: number } }),
        roomConfig: new RoomConfiguration({ agents: [new RoomAgentDispatch({ agentName })] })
      })
    )
  })

  return {
    home,
    url,
    apiKey,
    apiSecret,
    sipPort: ports.sip,
    redis,
    livekit,
    sip,
    rooms: Effect.promise(() => roomService.listRooms()),
    participants: (room) =>
      Effect.map(
        Effect.promise(() => roomService.listParticipants(room)),
        (all) => all.map(({ identity }) => identity)
      ),
    tracks: (room) =>
      Effect.map(
        Effect.promise(() => roomService.listParticipants(room)),
        (all) => all.flatMap(({ tracks }) => tracks.map(({ sid }) => sid))
      ),
    token: (room, identity) => {
      const token = new AccessToken(apiKey, apiSecret, { identity })
      token.addGrant({ roomJoin: true, room })
      return Effect.promise(() => token.toJwt())
    },
    open
  }
})

/** Redis, LiveKit and its SIP gateway on loopback, on ports of their own, for as long as the scope is open. */
export class Stack extends Context.Service<Stack, StackShape>()("receptionist/test/e2e/Stack") {
  static readonly layer = Layer.effect(Stack, start).pipe(Layer.provideMerge(NodeServices.layer))
}
