import { useQuery } from "@tanstack/react-query"
import { phone } from "../parts/format.ts"
import { Icon } from "../parts/Icon.tsx"
import { reading, useDoing, useManager } from "../parts/office.ts"
import { Empty, Loaded } from "../parts/States.tsx"
import { useWords } from "../words/agents/useWords.ts"

const tones = { manual: undefined, provisioning: "warn", provisioned: "accent", failed: "danger" } as const

/** How the agent's number reaches the worker. */
export const PhoneLine = ({ id }: { readonly id: string }) => {
  const words = useWords()
  const manager = useManager()
  const numbers = useQuery(reading("GET /api/numbers", {}))
  const forgets = ["GET /api/numbers"] as const
  const connect = useDoing("POST /api/agents/:id/provision-phone", { forgets })
  const release = useDoing("DELETE /api/agents/:id/provision-phone", { forgets })
  return (
    <Loaded of={numbers} bones={2}>
      {(all) => {
        const number = all.find((one) => one.agentId === id)
        return number === undefined
          ? (
            <div className="card">
              <Empty icon="phone" small title={words.agents.noPhone} />
            </div>
          )
          : (
            <section className="card">
              <header>
                <h2>{phone(number.phone)}</h2>
                <span className="tag" data-tone={tones[number.status]}>{words.agents.numberStates[number.status]}</span>
              </header>
              <div className="body">
                {number.problem !== undefined && (
                  <p className="notice" data-tone="danger">
                    <Icon name="warning" />
                    {words.agents.lineProblem(
                      number.problem,
                      number.reason,
                      number.reason?.kind !== "numberChanged" && number.trunkId !== undefined
                    )}
                  </p>
                )}
                {number.trunkId !== undefined && (
                  <dl className="facts">
                    <div>
                      <dt>{words.agents.lineParts.livekit}</dt>
                      <dd>
                        <code>{number.trunkId}</code> <code>{number.ruleId}</code>
                      </dd>
                    </div>
                    <div>
                      <dt>{words.agents.lineParts.carrier}</dt>
                      <dd>
                        {number.carrierNumberId === undefined ? words.agents.lineParts.byHand : (
                          <>
                            <code>{number.carrierNumberId}</code> <code>{number.carrierTrunkId}</code>
                          </>
                        )}
                      </dd>
                    </div>
                  </dl>
                )}
                <p className="quiet">{words.agents.connectLead}</p>
                {manager && (
                  <div className="row">
                    {number.status !== "provisioned" && (
                      <button
                        type="button"
                        className="button"
                        disabled={connect.isPending}
                        onClick={() => connect.mutate({ params: { id } })}
                      >
                        <Icon name="phone" />
                        {words.agents.connect}
                      </button>
                    )}
                    {(number.status === "provisioned" || number.trunkId !== undefined) && (
                      <button
                        type="button"
                        className="button"
                        data-kind="danger"
                        disabled={release.isPending}
                        onClick={() => release.mutate({ params: { id } })}
                      >
                        {words.agents.disconnect}
                      </button>
                    )}
                  </div>
                )}
              </div>
            </section>
          )
      }}
    </Loaded>
  )
}
