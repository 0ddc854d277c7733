// The stack of the tests and the worker, kept up for a person who calls. `run.ts` starts it, and Ctrl-C ends it all.
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import { Console, Effect, FileSystem, Option, Path, Stream } from "effect"
import { ChildProcess } from "effect/process"
import { readAgentFile } from "../../src/domain/AgentFile.ts"
import * as RealtimeEndpoint from "../../src/sandbox/RealtimeEndpoint.ts"
import { appointmentFr } from "../../src/sandbox/scenarios/appointmentFr.ts"
import { modelScript } from "../../src/sandbox/scenarios/Scenario.ts"
import { load } from "../../src/sandbox/Speech.ts"
import { freePort } from "./Processes.ts"
import * as SipScript from "./SipScript.ts"
import { Stack } from "./Stack.ts"
import * as Worker from "./Worker.ts"

const root = `${import.meta.dirname}/../..`
const caller = "+14185550123"

/** A real softphone (`baresip-core`): `baresip -f DIRECTORY`, then `/dial`. */
const softphone = (port: number, media: number) =>
  [
    `sip_listen 127.0.0.1:${port}`,
    `rtp_ports ${media}-${media + 20}`,
    "module_path /usr/lib/baresip/modules",
    ...["stdio", "g711", "alsa"].map((name) => `module ${name}.so`),
    "module_tmp account.so",
    "module_app menu.so",
    ""
  ].join("\n")

const program = Effect.gen(function*() {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const stack = yield* Stack
  const yaml = yield* fs.readFileString(path.join(root, "agents", "clinic.yaml"))
  const { agent, phone } = readAgentFile(yaml, "clinic")
  const number = Option.getOrThrow(phone)
  const agentName = "receptionist"
  const endpoint = yield* RealtimeEndpoint.make(modelScript(appointmentFr, Option.getOrThrow(agent)), yield* load)
  yield* stack.open({ number, agentName })

  const home = path.join(stack.home, "caller")
  const [sipPort, media, phonePort] = yield* Effect.all([freePort, freePort, freePort])
  yield* fs.makeDirectory(home)
  const script = [SipScript.dial, SipScript.answered, SipScript.hungUp]
  yield* fs.writeFileString(path.join(home, "call.xml"), SipScript.render(script, caller, phonePort))
  yield* fs.writeFileString(path.join(home, "config"), softphone(sipPort, media))
  yield* fs.writeFileString(path.join(home, "accounts"), `<sip:${caller}@127.0.0.1>;regint=0;audio_codecs=PCMA/8000\n`)
  yield* fs.writeFileString(path.join(home, "contacts"), "")

  const worker = yield* ChildProcess.make(process.execPath, [Worker.main, "start"], {
    cwd: root,
    extendEnv: true,
    env: {
      ...Worker.environment({ stack, agentName, model: endpoint.url, dataDir: path.join(root, "data") }),
      AGENTS_DIR: path.join(root, "agents"),
      LOG_FORMAT: "pretty",
      DRAIN_TIMEOUT: "0 seconds"
    },
    stdin: "ignore",
    stdout: "inherit",
    stderr: "inherit",
    detached: false,
    forceKillAfter: "40 seconds"
  })
  yield* Console.log([
    "",
    `The stack is up. LiveKit: ${stack.url} (${stack.apiKey} / ${stack.apiSecret}); SIP: udp 127.0.0.1:${stack.sipPort}`,
    `Agent: agents/clinic.yaml at ${number}. The model follows the script of the demo, whatever is said.`,
    "",
    "Call it, from another terminal, with sipp (signalling only: LiveKit hangs up after 15 s without audio):",
    `  sipp 127.0.0.1:${stack.sipPort} -sf ${home}/call.xml -s ${number} -i 127.0.0.1 -m 1`,
    "or talk to it with a softphone (Debian: baresip-core):",
    `  baresip -f ${home} -e "/dial sip:${number}@127.0.0.1:${stack.sipPort}"`,
    "",
    "Rows, transcripts and recordings: data/. The worker's log follows; Ctrl-C takes everything down.",
    ""
  ].join("\n"))
  const told = endpoint.changes.pipe(
    Stream.map(({ connections }) => connections.length),
    Stream.changes,
    Stream.filter((calls) => calls > 0),
    Stream.runForEach((calls) => Console.log(`The model's connection ${calls} is open`))
  )
  yield* Effect.raceFirst(worker.exitCode, Effect.andThen(told, Effect.never))
})

program.pipe(
  Effect.scoped,
  Effect.provide(Stack.layer),
  NodeRuntime.runMain
)
