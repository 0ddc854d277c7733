import type { llm, voice } from "@livekit/agents"
import { Deferred, Duration, Effect, Exit, FiberSet } from "effect"
import type { ToolSpec } from "../../domain/Tool.ts"
import type { ToolCall } from "../../services/VoiceSession.ts"
import type { Sdk } from "./Sdk.ts"

interface Answer {
  readonly output: string | null
  readonly isError: boolean
}

const answerBound = Duration.seconds(60)
const nobodyAnswered: Answer = { output: "The tool gave no answer.", isError: true }

/** The tools as the SDK calls them: each call becomes an event, and waits for the program's answer. */
export const make = Effect.fnUntraced(function*({ agents: { llm } }: Sdk, host: {
  readonly now: () => number
  readonly called: (call: ToolCall) => void
  readonly spokeFirst: (callId: string) => boolean
}) {
  const run = yield* FiberSet.makeRuntimePromise<never>()
  const pending = new Map<Deferred.Deferred<Answer>, voice.SpeechHandle>()

  const execute = async (ctx: voice.RunContext): Promise<string | undefined> => {
    const answer = Deferred.makeUnsafe<Answer>()
    const { args, callId, name } = ctx.functionCall
    pending.set(answer, ctx.speechHandle)
    host.called({
      id: callId,
      name,
      args,
      at: host.now(),
      spokeFirst: host.spokeFirst(callId),
      answer: (output, options) =>
        Effect.asVoid(
          Deferred.succeed(answer, {
            output: options?.reply === false ? null : output,
            isError: options?.isError ?? false
          })
        )
    })
    const { isError, output } = await run(
      Deferred.await(answer).pipe(
        Effect.timeoutOrElse({ duration: answerBound, orElse: () => Effect.succeed(nobodyAnswered) }),
        Effect.ensuring(Effect.sync(() => pending.delete(answer)))
      )
    )
    if (isError && output !== null) throw new llm.ToolError(output)
    return output ?? undefined
  }

  return {
    define: ({ description, name, parameters }: ToolSpec): llm.FunctionTool =>
      llm.tool<unknown, llm.FunctionTool["parameters"], unknown>({
        name,
        description,
        parameters: { ...parameters } as llm.FunctionTool["parameters"], // a JSON schema goes to the model as it is
        execute: (_args, { ctx }) => execute(ctx)
      }) as llm.FunctionTool,
    /** Whether a tool of this speech is still under way: interrupting it would lose the answer. */
    isBusy: (speech: voice.SpeechHandle) => [...pending.values()].includes(speech),
    /** The session waits for its tools when it closes: none keeps it from that. */
    release: Effect.sync(() => {
      for (const answer of pending.keys()) Deferred.doneUnsafe(answer, Exit.succeed({ output: null, isError: false }))
    })
  }
})
