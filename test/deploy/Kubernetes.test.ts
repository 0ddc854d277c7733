import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Option, Schema } from "effect"
import { longestStop } from "../../src/programs/Stopping.ts"
import { Settings } from "../../src/Settings.ts"
import { variables } from "../../src/settings/variables.ts"
import { deployFiles, documents, fileText } from "./files.ts"

const folder = "deploy/kubernetes"

const { String: Text, Struct } = Schema
const Labels = Schema.Record(Text, Text)
const Metadata = Struct({ name: Text, labels: Schema.optionalKey(Labels) })
const Selector = Struct({ matchLabels: Labels })
const Reference = Struct({ name: Text })
const Probe = Struct({
  httpGet: Struct({ path: Text, port: Text }),
  periodSeconds: Schema.Int,
  timeoutSeconds: Schema.optionalKey(Schema.Int),
  failureThreshold: Schema.Int
})
const Container = Struct({
  name: Text,
  image: Text,
  args: Schema.Array(Text),
  envFrom: Schema.Array(Schema.Union([Struct({ configMapRef: Reference }), Struct({ secretRef: Reference })])),
  ports: Schema.Array(Struct({ name: Text, containerPort: Schema.Int })),
  startupProbe: Probe,
  livenessProbe: Probe,
  readinessProbe: Probe,
  resources: Struct({ requests: Struct({ cpu: Text, memory: Text }), limits: Struct({ memory: Text }) }),
  securityContext: Struct({
    allowPrivilegeEscalation: Schema.Literal(false),
    readOnlyRootFilesystem: Schema.Literal(true),
    capabilities: Struct({ drop: Schema.Tuple([Schema.Literal("ALL")]) })
  }),
  volumeMounts: Schema.Array(Struct({ name: Text, mountPath: Text }))
})

const Peer = Schema.Union([
  Struct({ namespaceSelector: Selector }),
  Struct({ ipBlock: Struct({ cidr: Text, except: Schema.Array(Text) }) })
])
const PolicyPort = Struct({
  port: Schema.Union([Text, Schema.Int]),
  protocol: Schema.Literals(["TCP", "UDP"])
})

/** The fields that the API requires of each kind, and those that this one relies on; a misspelt one is an error. */
const kinds = {
  Namespace: Struct({ apiVersion: Schema.Literal("v1"), kind: Text, metadata: Metadata }),
  ConfigMap: Struct({ apiVersion: Schema.Literal("v1"), kind: Text, metadata: Metadata, data: Labels }),
  Secret: Struct({
    apiVersion: Schema.Literal("v1"),
    kind: Text,
    metadata: Metadata,
    type: Schema.Literal("Opaque"),
    stringData: Labels
  }),
  Service: Struct({
    apiVersion: Schema.Literal("v1"),
    kind: Text,
    metadata: Metadata,
    spec: Struct({
      clusterIP: Schema.Literal("None"),
      publishNotReadyAddresses: Schema.Boolean,
      selector: Labels,
      ports: Schema.Array(Struct({ name: Text, port: Schema.Int, targetPort: Text }))
    })
  }),
  StatefulSet: Struct({
    apiVersion: Schema.Literal("apps/v1"),
    kind: Text,
    metadata: Metadata,
    spec: Struct({
      serviceName: Text,
      replicas: Schema.Int,
      podManagementPolicy: Schema.Literal("Parallel"),
      selector: Selector,
      template: Struct({
        metadata: Struct({ labels: Labels, annotations: Labels }),
        spec: Struct({
          terminationGracePeriodSeconds: Schema.Int,
          automountServiceAccountToken: Schema.Literal(false),
          enableServiceLinks: Schema.Literal(false),
          securityContext: Struct({
            runAsNonRoot: Schema.Literal(true),
            runAsUser: Schema.Int,
            runAsGroup: Schema.Int,
            fsGroup: Schema.Int,
            fsGroupChangePolicy: Schema.Literal("OnRootMismatch"),
            seccompProfile: Struct({ type: Schema.Literal("RuntimeDefault") })
          }),
          topologySpreadConstraints: Schema.Array(Struct({
            maxSkew: Schema.Int,
            topologyKey: Text,
            whenUnsatisfiable: Schema.Literals(["ScheduleAnyway", "DoNotSchedule"]),
            labelSelector: Selector
          })),
          containers: Schema.Tuple([Container]),
          volumes: Schema.Array(Struct({ name: Text, emptyDir: Struct({}) }))
        })
      }),
      persistentVolumeClaimRetentionPolicy: Labels,
      volumeClaimTemplates: Schema.Array(Struct({
        metadata: Metadata,
        spec: Struct({
          accessModes: Schema.Array(Text),
          resources: Struct({ requests: Struct({ storage: Text }) })
        })
      }))
    })
  }),
  HorizontalPodAutoscaler: Struct({
    apiVersion: Schema.Literal("autoscaling/v2"),
    kind: Text,
    metadata: Metadata,
    spec: Struct({
      scaleTargetRef: Struct({ apiVersion: Text, kind: Text, name: Text }),
      minReplicas: Schema.Int,
      maxReplicas: Schema.Int,
      metrics: Schema.Tuple([Struct({
        type: Schema.Literal("Pods"),
        pods: Struct({
          metric: Struct({ name: Text }),
          target: Struct({ type: Schema.Literal("AverageValue"), averageValue: Text })
        })
      })]),
      behavior: Struct({
        scaleUp: Schema.Record(Text, Schema.Unknown),
        scaleDown: Schema.Record(Text, Schema.Unknown)
      })
    })
  }),
  NetworkPolicy: Struct({
    apiVersion: Schema.Literal("networking.k8s.io/v1"),
    kind: Text,
    metadata: Metadata,
    spec: Struct({
      podSelector: Selector,
      policyTypes: Schema.Tuple([Schema.Literal("Ingress"), Schema.Literal("Egress")]),
      ingress: Schema.Array(Struct({ from: Schema.Array(Peer), ports: Schema.Array(PolicyPort) })),
      egress: Schema.Array(Struct({ to: Schema.Array(Peer), ports: Schema.optionalKey(Schema.Array(PolicyPort)) }))
    })
  }),
  PodDisruptionBudget: Struct({
    apiVersion: Schema.Literal("policy/v1"),
    kind: Text,
    metadata: Metadata,
    spec: Struct({ maxUnavailable: Schema.Int, selector: Selector })
  })
}
const Kustomization = Struct({
  apiVersion: Schema.Literal("kustomize.config.k8s.io/v1beta1"),
  kind: Schema.Literal("Kustomization"),
  namespace: Text,
  resources: Schema.Array(Text),
  images: Schema.Tuple([Struct({ name: Text, newName: Text, newTag: Text })])
})

const strict = { onExcessProperty: "error" } as const
const kustomization = Schema.decodeUnknownSync(Kustomization, strict)(documents(`${folder}/kustomization.yaml`)[0])
const manifests = kustomization.resources.flatMap((name) => documents(`${folder}/${name}`))
const KindOf = Schema.decodeUnknownSync(Struct({ kind: Schema.Literals(Object.keys(kinds)) }))

/** The one manifest of a kind. */
const the = <K extends keyof typeof kinds>(kind: K): (typeof kinds)[K]["Type"] => {
  const found = manifests.filter((manifest) => KindOf(manifest).kind === kind)
  assert.lengthOf(found, 1, kind)
  const schema: Schema.Schema<(typeof kinds)[K]["Type"]> & { readonly DecodingServices: never } = kinds[kind]
  return Schema.decodeUnknownSync(schema, strict)(found[0])
}
const set = the("StatefulSet")
const pod = set.spec.template.spec
const [container] = pod.containers
const config = the("ConfigMap").data
const secret = the("Secret").stringData

const bytes = (quantity: string) => {
  const [, count = "", unit = ""] = /^(\d+)(Mi|Gi)$/.exec(quantity) ?? assert.fail(quantity)
  return Number(count) * (unit === "Gi" ? 2 ** 30 : 2 ** 20)
}

/** What stands in the place of secrets that the worker refuses as they are in the example. */
const filledIn = { LIVEKIT_API_SECRET: "s".repeat(32), JOURNAL_KEY: btoa("k".repeat(32)) }

describe("the manifests", () => {
  it("are each of a kind whose fields they have, and all of them applied", () => {
    for (const kind of Object.keys(kinds)) the(kind as keyof typeof kinds)
    const others = ["kustomization.yaml", "prometheus-adapter.yaml"]
    assert.sameMembers(
      deployFiles.filter((path) => path.startsWith(`${folder}/`)).map((path) => path.slice(folder.length + 1)),
      [...kustomization.resources, ...others]
    )
  })

  it("fit together", () => {
    const { labels } = set.spec.template.metadata
    const chosen = [
      set.spec.selector.matchLabels,
      the("Service").spec.selector,
      the("PodDisruptionBudget").spec.selector.matchLabels,
      the("NetworkPolicy").spec.podSelector.matchLabels,
      ...pod.topologySpreadConstraints.map(({ labelSelector }) => labelSelector.matchLabels)
    ]
    for (const selector of chosen) assert.deepStrictEqual(selector, labels)
    assert.strictEqual(set.spec.serviceName, the("Service").metadata.name)
    const { maxReplicas, minReplicas, scaleTargetRef } = the("HorizontalPodAutoscaler").spec
    assert.deepStrictEqual(scaleTargetRef, { apiVersion: "apps/v1", kind: set.kind, name: set.metadata.name })
    assert.isAtLeast(set.spec.replicas, minReplicas)
    assert.isAtLeast(maxReplicas, minReplicas)
    assert.strictEqual(kustomization.namespace, the("Namespace").metadata.name)
    assert.strictEqual(kustomization.images[0].name, container.image)
    assert.deepStrictEqual(container.envFrom, [
      { configMapRef: { name: the("ConfigMap").metadata.name } },
      { secretRef: { name: the("Secret").metadata.name } }
    ])
  })

  it("have a volume for all that is written, and nothing else that can be", () => {
    const volumes = [
      ...pod.volumes.map(({ name }) => name),
      ...set.spec.volumeClaimTemplates.map(({ metadata }) => metadata.name)
    ]
    assert.sameMembers(container.volumeMounts.map(({ name }) => name), volumes)
    assert.sameMembers(container.volumeMounts.map(({ mountPath }) => mountPath), [config["DATA_DIR"], "/tmp"])
  })

  it("keep every secret out of the configuration", () => {
    for (const [name, variable] of Object.entries(variables)) {
      if ("secret" in variable) assert.notProperty(config, name)
    }
  })

  it.effect("do not let the worker start with the secrets of the example", () =>
    Effect.gen(function*() {
      const { problems } = yield* Effect.flip(Effect.provide(
        Settings,
        Settings.layerEnv({ ...config, ...secret }, "start")
      ))
      assert.sameMembers(problems.map(({ variable }) => variable), Object.keys(filledIn))
    }))

  it.effect("give the worker an environment that it takes, and time to drain in", () =>
    Effect.gen(function*() {
      for (const name of Object.keys({ ...config, ...secret })) assert.property(variables, name)
      const { worker } = yield* Settings.use(Effect.succeed).pipe(
        Effect.provide(Settings.layerEnv({ ...config, ...secret, ...filledIn }, "start"))
      )
      // The door is open to who may come through it, and to nobody else.
      assert.strictEqual(worker.healthHost, "0.0.0.0")
      assert.deepStrictEqual(the("NetworkPolicy").spec.ingress.map(({ ports }) => ports), [
        [{ port: "health", protocol: "TCP" }]
      ])
      assert.strictEqual(worker.processes, 1)
      assert.deepStrictEqual(container.args, ["start"])
      assert.strictEqual(pod.terminationGracePeriodSeconds, Duration.toSeconds(longestStop(worker.drainTimeout)))

      const port = Option.getOrThrow(worker.healthPort)
      assert.deepStrictEqual(container.ports, [{ name: "health", containerPort: port }])
      assert.deepStrictEqual(the("Service").spec.ports, [{ name: "health", port, targetPort: "health" }])
      assert.include(set.spec.template.metadata.annotations, {
        "prometheus.io/port": `${port}`,
        "prometheus.io/path": "/metrics"
      })
      const probes = [container.startupProbe, container.livenessProbe, container.readinessProbe]
      assert.deepStrictEqual(probes.map(({ httpGet }) => [httpGet.path, httpGet.port]), [
        ["/healthz", "health"],
        ["/healthz", "health"],
        ["/readyz", "health"]
      ])
      // Else the kernel ends a process with calls on it that would have been replaced without losing one.
      assert.isAbove(bytes(container.resources.limits.memory), worker.maxRssMb * 2 ** 20 * 1.25)
      assert.isBelow(bytes(container.resources.requests.memory), bytes(container.resources.limits.memory))
    }))
})

it("have one name for the metric that they scale by", () => {
  const [{ pods }] = the("HorizontalPodAutoscaler").spec.metrics
  const adapter = fileText(`${folder}/prometheus-adapter.yaml`)
  assert.include(adapter, `seriesQuery: '${pods.metric.name}{`)
  assert.include(adapter, `as: ${pods.metric.name}\n`)
})
