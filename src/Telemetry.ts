import { Duration, Effect, Layer, Option, Redacted, Result } from "effect"
import { FetchHttpClient } from "effect/http"
import { OtlpMetrics, OtlpSerialization } from "effect/observability"
import type { SettingsShape } from "./settings/groups.ts"
import { layerLogs } from "./telemetry/Logs.ts"

const decoded = (text: string) => Result.getOrElse(Result.try(() => decodeURIComponent(text)), () => text)

/** `key=value,key=value`, as `OTEL_EXPORTER_OTLP_HEADERS` has it; values that are percent-encoded are decoded. */
export const headersOf = (headers: Option.Option<Redacted.Redacted>): Record<string, string> =>
  Object.fromEntries(
    Option.match(headers, { onNone: () => "", onSome: Redacted.value }).split(",").flatMap((pair) => {
      const [key = "", ...value] = pair.split("=")
      return key.trim() === "" ? [] : [[key.trim(), decoded(value.join("=").trim())]]
    })
  )

/** What is exported, and to where. Nothing of OpenTelemetry is loaded without a collector. */
const layerExport = (options: SettingsShape["telemetry"] & { readonly version: string }): Layer.Layer<never> =>
  Option.match(options.endpoint, {
    onNone: () => Layer.empty,
    onSome: (endpoint) => {
      const url = (signal: string) => `${endpoint.href.replace(/\/$/, "")}/v1/${signal}`
      const headers = headersOf(options.headers)
      const resource = { serviceName: options.serviceName, serviceVersion: options.version }
      const metrics = OtlpMetrics.layer({
        url: url("metrics"),
        headers,
        resource,
        shutdownTimeout: Duration.seconds(5)
      }).pipe(Layer.provide([OtlpSerialization.layerJson, FetchHttpClient.layer]))
      const traces = Layer.unwrap(
        Effect.promise(() => import("./telemetry/Traces.ts")).pipe(
          Effect.map(({ layerTraces }) => layerTraces({ ...resource, headers, url: url("traces") }))
        )
      )
      return Layer.merge(metrics, traces)
    }
  })

/**
 * Logs on standard output (`pretty` on a terminal, else a line of JSON each); with a collector, traces and metrics
 * over OTLP/HTTP, flushed when the layer is released. Provide it with `provideMerge`: whatever runs must see it too.
 */
export const layer = (options: SettingsShape["telemetry"] & { readonly version: string }) =>
  layerExport(options).pipe(Layer.provideMerge(layerLogs({
    level: options.logLevel,
    format: Option.getOrElse(options.logFormat, () => process.stdout.isTTY ? "pretty" : "json")
  })))
