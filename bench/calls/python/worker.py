"""The shortest honest worker on LiveKit's Python agents, as its documentation has it: production mode, defaults."""

import os

from livekit.agents import Agent, AgentServer, AgentSession, JobContext, cli
from livekit.plugins import openai
from openai.types.realtime.realtime_audio_input_turn_detection import ServerVad

# By default its load is that of the whole machine, which here carries its peers too: it would refuse calls for them.
server = AgentServer(port=int(os.environ["BENCH_PORT"]), load_fnc=lambda: 0.0)


@server.rtc_session(agent_name=os.environ["BENCH_AGENT_NAME"])
async def receptionist(ctx: JobContext) -> None:
    session = AgentSession(
        llm=openai.realtime.RealtimeModel(
            # The caller's turn ends where it ends for the other workers.
            turn_detection=ServerVad(
                type="server_vad",
                threshold=0.5,
                prefix_padding_ms=300,
                silence_duration_ms=400,
                create_response=True,
                interrupt_response=True,
            ),
        ),
    )
    await session.start(agent=Agent(instructions="You are the receptionist of a clinic."), room=ctx.room)
    await session.generate_reply(instructions=f"Greet the caller: {os.environ['BENCH_GREETING']}")


if __name__ == "__main__":
    cli.run_app(server)
