import { Duration, Effect, Option, type Scope } from "effect"
import { isBlocked, type LineLimits, type Refusal, refusalOf } from "../../domain/Admission.ts"
import type { AgentConfig } from "../../domain/AgentConfig.ts"
import { LineUsage } from "../../services/LineUsage.ts"
import type { CallerLeg } from "../../services/Telephony.ts"
import { refusedCallers } from "../../telemetry/Metrics.ts"
import { CallPolicy } from "../CallPolicy.ts"
import type { CallLedger } from "./CallLedger.ts"

/** What counts how much of the line is used is no reason to let a caller ring. */
const patience = Duration.seconds(1)

/** Why a call is answered by nobody, whoever's it is. */
const ofNobody = ({ caller, verification }: CallerLeg, { blocked }: LineLimits): Option.Option<Refusal> =>
  Option.exists(caller, (number) => isBlocked(number, blocked))
    ? Option.some("blocked")
    : Option.contains(verification, "failed")
    ? Option.some("unverified")
    : Option.none()

/** Why the line is not the caller's, as far as caller, agent and company have used it; counts this call as long as the scope is open. */
const byUse = Effect.fnUntraced(
  function*(leg: CallerLeg, agent: AgentConfig, { callId }: CallLedger, limits: LineLimits) {
    const usage = yield* LineUsage
    return yield* usage.begin({
      callId,
      agentId: agent.id,
      ...agent.companyId !== undefined && { companyId: agent.companyId },
      ...Option.match(leg.caller, { onNone: () => ({}), onSome: (caller) => ({ caller }) })
    }).pipe(
      Effect.map((used) => refusalOf(used, limits)),
      Effect.timeoutOption(patience),
      Effect.map(Option.flatten),
      Effect.catch(({ message }) => Effect.as(Effect.logError(message), Option.none()))
    )
  }
)

/**
 * Whether a call is to be answered, while it still rings: by the operator's lists and the carrier's verdict, by what the
 * agent takes, and by how much of the line caller, agent and company have used. Gives why not. `agent`: none where nobody knows
 * whose the call is.
 */
export const admit = Effect.fnUntraced(function*(
  leg: CallerLeg,
  agent: Option.Option<AgentConfig>,
  ledger: CallLedger
): Effect.fn.Return<Option.Option<Refusal>, never, Scope.Scope> {
  const { limits } = yield* CallPolicy
  const anonymous = Option.isNone(leg.caller) &&
    Option.exists(agent, ({ anonymousCallers }) => anonymousCallers === "refuse")
  const refused = Option.orElse(
    ofNobody(leg, limits),
    (): Option.Option<Refusal> => anonymous ? Option.some("anonymous") : Option.none()
  )
  const why = Option.isSome(refused) || Option.isNone(agent) ? refused : yield* byUse(leg, agent.value, ledger, limits)
  const verification = Option.getOrUndefined(leg.verification)
  if (Option.isSome(why) || verification !== undefined) {
    yield* ledger.update(() => ({
      admission: {
        ...Option.isSome(why) && { refused: why.value },
        ...verification !== undefined && { verification }
      }
    }))
  }
  if (Option.isNone(why)) return why
  yield* refusedCallers({ why: why.value })
  yield* Effect.logWarning("a call is not answered").pipe(Effect.annotateLogs({ why: why.value }))
  return why
})
