import { Effect } from "effect"
import type { AgentConfig } from "../domain/AgentConfig.ts"
import { type Problem, renderProblem, someOf } from "../domain/AgentProblem.ts"

/** Says in the log which parts of an agent's configuration cannot be used. */
export const logDoubts = (agent: AgentConfig, warnings: ReadonlyArray<Problem>) =>
  warnings.length === 0
    ? Effect.void
    : Effect.logWarning("the agent's configuration has parts that cannot be used").pipe(
      Effect.annotateLogs({ agentId: agent.id, problems: someOf(warnings.map(renderProblem)) })
    )
