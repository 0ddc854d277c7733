import * as OtelTracer from "@effect/opentelemetry/OtelTracer"
import * as Resource from "@effect/opentelemetry/Resource"
import { telemetry } from "@livekit/agents"
import { context, trace } from "@opentelemetry/api"
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http"
import { BatchSpanProcessor, NodeTracerProvider, type SpanProcessor } from "@opentelemetry/sdk-trace-node"
import { Effect, Layer } from "effect"
import { isOurs, scrubbing } from "./ScrubbingExporter.ts"

/** The SDK's own filter would take the text of every error out of our spans too; those are `scrubbing`'s part. */
const sdkOnly = (processor: SpanProcessor): SpanProcessor => ({
  onStart: (span, parent) => isOurs(span) ? undefined : processor.onStart(span, parent),
  onEnding: (span) => isOurs(span) ? undefined : processor.onEnding?.(span),
  onEnd: (span) => isOurs(span) ? undefined : processor.onEnd(span),
  forceFlush: () => processor.forceFlush(),
  shutdown: () => processor.shutdown()
})

export interface TraceOptions {
  readonly serviceName: string
  readonly serviceVersion: string
  /** `{collector}/v1/traces`. */
  readonly url: string
  readonly headers: Record<string, string>
}

/**
 * Traces over OTLP, ours and those of LiveKit's SDK in one: the provider is the process's global one, because the SDK
 * finds its parent spans through the global context. Release: what is left is sent, within 5 s.
 */
const layerProvider = ({ headers, url }: TraceOptions) =>
  Layer.effect(
    OtelTracer.OtelTracerProvider,
    Effect.gen(function*() {
      const resource = yield* Resource.Resource
      return yield* Effect.acquireRelease(
        Effect.sync(() => {
          const sdk = new telemetry.FanoutSpanProcessor()
          const batch = new BatchSpanProcessor(scrubbing(new OTLPTraceExporter({ url, headers })))
          const provider = new NodeTracerProvider({ resource, spanProcessors: [sdk, batch] })
          provider.register()
          telemetry.setTracerProvider(provider, {
            allowPii: false,
            registerSpanProcessor: (processor) => sdk.add(sdkOnly(processor))
          })
          return provider
        }),
        (provider) =>
          Effect.tryPromise(() => provider.shutdown()).pipe(
            Effect.timeout("5 seconds"),
            Effect.ignoreCause({ log: "Warn", message: "the last spans were not sent" }),
            Effect.andThen(Effect.sync(() => {
              trace.disable()
              context.disable()
            }))
          )
      )
    })
  )

export const layerTraces = (options: TraceOptions) =>
  OtelTracer.layer.pipe(
    Layer.provide(layerProvider(options)),
    Layer.provide(Resource.layerFromEnv(Resource.configToAttributes(options)))
  )
