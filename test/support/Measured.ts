import { Effect, Metric } from "effect"

/** Gives a program a registry of its own: what other tests of the process measure is not in it. */
export const measuredAlone = <A, E, R>(program: Effect.Effect<A, E, R>) =>
  Effect.suspend(() => Effect.provideService(program, Metric.MetricRegistry, new Map()))

/** The value of each series of a counter or a gauge of ours, under the values of its labels; zeros left out. */
export const valuesOf = (name: string) =>
  Effect.map(Metric.snapshot, (metrics) =>
    Object.fromEntries(
      metrics.flatMap(({ attributes = {}, id, ...metric }) => {
        if (id !== `receptionist_${name}` || (metric.type !== "Counter" && metric.type !== "Gauge")) return []
        const value = Number(metric.type === "Counter" ? metric.state.count : metric.state.value)
        return value === 0 ? [] : [[Object.values(attributes).join(" "), value]]
      })
    ))
