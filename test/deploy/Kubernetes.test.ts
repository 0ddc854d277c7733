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
  httpGet: Struct({
    path: Text,
    port: Text,
    httpHeaders: Schema.optionalKey(Schema.Array(Struct({ name: Text, value: Text })))
  }),
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

const pod = {
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
  containers: Schema.Tuple([Container]),
  volumes: Schema.Array(Struct({ name: Text, emptyDir: Struct({}) }))
}

const Peer = Schema.Union([
  Struct({ podSelector: Selector }),
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
      clusterIP: Schema.optionalKey(Schema.Literal("None")),
      publishNotReadyAddresses: Schema.optionalKey(Schema.Boolean),
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
          ...pod,
          topologySpreadConstraints: Schema.Array(Struct({
            maxSkew: Schema.Int,
            topologyKey: Text,
            whenUnsatisfiable: Schema.Literals(["ScheduleAnyway", "DoNotSchedule"]),
            labelSelector: Selector
          }))
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
  Deployment: Struct({
    apiVersion: Schema.Literal("apps/v1"),
    kind: Text,
    metadata: Metadata,
    spec: Struct({
      replicas: Schema.Int,
      strategy: Struct({
        type: Schema.Literal("RollingUpdate"),
        rollingUpdate: Struct({ maxSurge: Schema.Int, maxUnavailable: Schema.Int })
      }),
      selector: Selector,
      template: Struct({ metadata: Struct({ labels: Labels }), spec: Struct(pod) })
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
const nameOf = Schema.decodeUnknownSync(
  Struct({ kind: Schema.Literals(Object.keys(kinds)), metadata: Struct({ name: Text }) })
)

/** The one manifest of a kind and a name. */
const the = <K extends keyof typeof kinds>(kind: K, name = "receptionist"): (typeof kinds)[K]["Type"] => {
  const found = manifests.filter((manifest) => {
    const its = nameOf(manifest)
    return its.kind === kind && its.metadata.name === name
  })
  assert.lengthOf(found, 1, `${kind} ${name}`)
  const schema: Schema.Schema<(typeof kinds)[K]["Type"]> & { readonly DecodingServices: never } = kinds[kind]
  return Schema.decodeUnknownSync(schema, strict)(found[0])
}
const set = the("StatefulSet")
const workers = set.spec.template.spec
const [container] = workers.containers
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
    for (const manifest of manifests) {
      const { kind, metadata } = nameOf(manifest)
      the(kind as keyof typeof kinds, metadata.name)
    }
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
      ...workers.topologySpreadConstraints.map(({ labelSelector }) => labelSelector.matchLabels)
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
      ...workers.volumes.map(({ name }) => name),
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
      assert.strictEqual(workers.terminationGracePeriodSeconds, Duration.toSeconds(longestStop(worker.drainTimeout)))

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

describe("the office's manifests", () => {
  const name = "receptionist-office"
  const deployment = the("Deployment", name)
  const spec = deployment.spec.template.spec
  const [container] = spec.containers
  const config = the("ConfigMap", name).data
  const secret = the("Secret", name).stringData
  const filledIn = {
    LIVEKIT_API_SECRET: "s".repeat(32),
    DATABASE_URL: "postgres://office:secret@db.example.com/office?sslmode=require"
  }

  it("fit together, and are as hard as the worker's", () => {
    const { labels } = deployment.spec.template.metadata
    const service = the("Service", name)
    const policy = the("NetworkPolicy", name).spec
    for (
      const selector of [
        deployment.spec.selector.matchLabels,
        service.spec.selector,
        policy.podSelector.matchLabels
      ]
    ) assert.deepStrictEqual(selector, labels)
    assert.deepStrictEqual(container.envFrom, [{ configMapRef: { name } }, { secretRef: { name } }])
    assert.deepStrictEqual(container.args, ["office"])
    assert.deepStrictEqual(spec.securityContext, workers.securityContext)
    const workersLabels = set.spec.template.metadata.labels
    assert.deepStrictEqual(policy.ingress.map(({ from, ports }) => [from[0], ports]), [[
      { podSelector: { matchLabels: workersLabels } },
      [{ port: "office", protocol: "TCP" }]
    ]])
    assert.deepInclude(the("NetworkPolicy").spec.egress, {
      to: [{ podSelector: { matchLabels: labels } }],
      ports: [{ port: "office", protocol: "TCP" }]
    })
  })

  it("keep nothing in the pod", () => {
    assert.sameMembers(container.volumeMounts.map(({ name }) => name), spec.volumes.map(({ name }) => name))
    assert.sameMembers(container.volumeMounts.map(({ mountPath }) => mountPath), [config["DATA_DIR"], "/tmp"])
    assert.property(secret, "DATABASE_URL")
    assert.property(config, "AZURE_STORAGE_ACCOUNT_NAME")
  })

  it.effect("give it an environment that it takes, once its secrets are filled in, and no key but those that it needs", () =>
    Effect.gen(function*() {
      for (const [name, variable] of Object.entries(variables)) {
        if ("secret" in variable) assert.notProperty(config, name)
      }
      for (const variable of Object.keys({ ...config, ...secret })) assert.property(variables, variable)
      assert.doesNotHaveAnyKeys(secret, ["AZURE_OPENAI_API_KEY", "JOURNAL_KEY"])
      const { problems } = yield* Effect.flip(Effect.provide(
        Settings,
        Settings.layerEnv({ ...config, ...secret }, "office")
      ))
      assert.sameMembers(problems.map(({ variable }) => variable), Object.keys(filledIn))
      const { office } = yield* Settings.use(Effect.succeed).pipe(
        Effect.provide(Settings.layerEnv({ ...config, ...secret, ...filledIn }, "office"))
      )
      assert.deepStrictEqual(container.ports, [{ name: "office", containerPort: office.port }])
      assert.deepStrictEqual(the("Service", name).spec.ports, [{
        name: "office",
        port: office.port,
        targetPort: "office"
      }])
      // Where the worker asks.
      for (const { BACKEND_URL } of [config, the("ConfigMap").data]) {
        assert.strictEqual(BACKEND_URL, `http://${name}:${office.port}`)
      }
      for (const { httpGet } of [container.startupProbe, container.livenessProbe, container.readinessProbe]) {
        assert.deepStrictEqual(httpGet, {
          path: "/",
          port: "office",
          httpHeaders: [{ name: "Host", value: "localhost" }]
        })
      }
    }))
})

it("have one name for the metric that they scale by", () => {
  const [{ pods }] = the("HorizontalPodAutoscaler").spec.metrics
  const adapter = fileText(`${folder}/prometheus-adapter.yaml`)
  assert.include(adapter, `seriesQuery: '${pods.metric.name}{`)
  assert.include(adapter, `as: ${pods.metric.name}\n`)
})
