/** The shortest honest worker on agents-js, as its documentation has it: production mode, defaults. */
import { cli, defineAgent, ServerOptions, voice } from "@livekit/agents"
import * as openai from "@livekit/agents-plugin-openai"
import { fileURLToPath } from "node:url"

const { BENCH_AGENT_NAME = "", BENCH_GREETING = "", BENCH_PORT } = process.env

export default defineAgent({
  entry: async (ctx) => {
    await ctx.connect()
    const session = new voice.AgentSession({
      llm: new openai.realtime.RealtimeModel({
        // The caller's turn ends where it ends for the other workers.
        turnDetection: {
          type: "server_vad",
          threshold: 0.5,
          prefix_padding_ms: 300,
          silence_duration_ms: 400,
          create_response: true,
          interrupt_response: true
        }
      })
    })
    await session.start({
      agent: new voice.Agent({ instructions: "You are the receptionist of a clinic." }),
      room: ctx.room
    })
    session.generateReply({ instructions: `Greet the caller: ${BENCH_GREETING}` })
  }
})

cli.runApp(
  new ServerOptions({
    agent: fileURLToPath(import.meta.url),
    agentName: BENCH_AGENT_NAME,
    port: Number(BENCH_PORT),
    // By default its load is that of the whole machine, which here carries its peers too: it would refuse calls for them.
    loadFunc: () => Promise.resolve(0)
  })
)
