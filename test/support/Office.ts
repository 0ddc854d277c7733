import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import * as NodeServices from "@effect/platform-node/NodeServices"
import type * as PgClient from "@effect/sql-pg/PgClient"
import { Context, Effect, FileSystem, Layer, Path, Redacted, Result } from "effect"
import { FetchHttpClient, HttpClient, HttpClientRequest, HttpRouter, HttpServer } from "effect/http"
import { type SqlClient } from "effect/sql"
import { createServer } from "node:http"
import * as AudioDecoder from "../../src/adapters/audio/AudioDecoder.ts"
import * as AzureBlobReader from "../../src/adapters/azure/BlobReader.ts"
import * as AzureBlobStore from "../../src/adapters/azure/BlobStore.ts"
import type { AzureOptions } from "../../src/adapters/azure/BlobStore.ts"
import * as DiskBlobReader from "../../src/adapters/disk/BlobReader.ts"
import * as DiskBlobStore from "../../src/adapters/disk/BlobStore.ts"
import * as DiskMessages from "../../src/adapters/disk/Messages.ts"
import { openKept } from "../../src/adapters/disk/Messages.ts"
import * as Webhooks from "../../src/adapters/webhook/Webhooks.ts"
import type { Role } from "../../src/api/Authorization.ts"
import type { CompanyId } from "../../src/domain/Ids.ts"
import { defaultRules } from "../../src/domain/TransferPolicy.ts"
import { Agents } from "../../src/office/agents/Agents.ts"
import { Company } from "../../src/office/company/Company.ts"
import { layerEmbedded } from "../../src/office/database/Database.ts"
import { OfficeOptions } from "../../src/office/OfficeOptions.ts"
import { newId } from "../../src/office/Rows.ts"
import { office, routes } from "../../src/office/ServeOffice.ts"
import { Sessions } from "../../src/office/sessions/Sessions.ts"
import { Carrier } from "../../src/services/Carrier.ts"
import { PhoneLineFailed, PhoneLines } from "../../src/services/PhoneLines.ts"
import { layerPostgres, postgresBin } from "./Postgres.ts"

/** Where an office of a test keeps its files. */
export class OfficeFolder
  extends Context.Service<OfficeFolder, string>()("receptionist/test/support/Office/OfficeFolder")
{}

const folder = Layer.effect(
  OfficeFolder,
  FileSystem.FileSystem.use((fs) => fs.makeTempDirectoryScoped({ prefix: "office-" }))
)

/** Both databases: the embedded one, and Debian's where it is installed. */
export const databases: ReadonlyArray<{
  readonly name: string
  readonly skip: boolean
  readonly layer: Layer.Layer<PgClient.PgClient | SqlClient.SqlClient, unknown, OfficeFolder>
}> = [
  {
    name: "the embedded database",
    skip: false,
    layer: Layer.unwrap(Effect.map(OfficeFolder, (directory) => layerEmbedded(`${directory}/postgres`)))
  },
  {
    name: "a real Postgres",
    skip: postgresBin === undefined,
    layer: layerPostgres.pipe(Layer.provide(NodeServices.layer))
  }
]

/** The keys of the environment, for all companies. */
export const keysOfAll = { calls: "worker-of-all", erasure: "eraser-of-all" } as const

const options = (shared: boolean, store: URL | undefined) =>
  Layer.effect(
    OfficeOptions,
    Effect.map(OfficeFolder, (directory) => ({
      url: new URL("http://localhost"),
      timeZone: "America/Toronto",
      rules: defaultRules,
      workerKey: Redacted.make(keysOfAll.calls),
      erasureKey: Redacted.make(keysOfAll.erasure),
      store,
      shared,
      dataDir: `${directory}/data`,
      agentsDir: `${directory}/agents`,
      openMessage: (text: string, id: string) => openKept(text, id)
    }))
  )

const diskBlobs = Layer.unwrap(Effect.gen(function*() {
  const path = yield* Path.Path
  const root = path.join(yield* OfficeFolder, "data", "blobs")
  return Layer.merge(DiskBlobStore.layer({ root }), DiskBlobReader.layer({ root }))
}))

const outbox = Layer.unwrap(
  Effect.map(OfficeFolder, (directory) => DiskMessages.layer({ root: `${directory}/data/messages` }))
)

const server = HttpRouter.serve(routes("/nowhere"), { disableLogger: true, disableListenLog: true }).pipe(
  Layer.provideMerge(NodeHttpServer.layer(() => createServer(), { host: "127.0.0.1", port: 0 }))
)

/** Where no test is about numbers. */
const noLines = Layer.merge(
  Layer.succeed(PhoneLines, {
    lay: () =>
      Effect.fail(new PhoneLineFailed({ problem: "no LiveKit in this test", reason: { kind: "livekitUnset" } })),
    remove: () => Effect.void
  }),
  Layer.succeed(Carrier, { attach: () => Effect.succeedNone, detach: () => Effect.void })
)

/** The store of an office whose recordings are in Azure's, at `endpoint`. */
const azureBlobs = (account: AzureOptions) => Layer.merge(AzureBlobStore.layer(account), AzureBlobReader.layer(account))

export interface OfficeTestOptions<Outside> {
  /** Where recordings and transcripts are, instead of a directory. */
  readonly azure?: AzureOptions & { readonly endpoint: string }
  /** Other offices have the same database. */
  readonly shared?: boolean
  /** LiveKit and the carrier; nobody's without it. */
  readonly lines?: Layer.Layer<PhoneLines | Carrier | Outside>
}

/** The office as it runs, on a port of this machine, over `database`. */
export const layerOffice = <E, Outside = never>(
  database: Layer.Layer<PgClient.PgClient | SqlClient.SqlClient, E, OfficeFolder>,
  { azure, lines = noLines as Layer.Layer<PhoneLines | Carrier | Outside>, shared = false }: OfficeTestOptions<
    Outside
  > = {}
) =>
  server.pipe(
    Layer.provideMerge(office),
    Layer.provideMerge(
      Layer.mergeAll(
        azure === undefined ? diskBlobs : azureBlobs(azure),
        options(shared, azure && new URL(azure.endpoint)),
        AudioDecoder.layer,
        outbox,
        Webhooks.layer({ allowPrivate: true })
      )
    ),
    Layer.provideMerge(lines),
    Layer.provideMerge(database),
    Layer.provideMerge(folder),
    Layer.provideMerge(Layer.merge(NodeServices.layer, FetchHttpClient.layer))
  )

export const makeCompany = (name: string) => Company.use((company) => company.add(name))

export const makeSomebody = Effect.fnUntraced(function*(companyId: CompanyId, role: Role) {
  const company = yield* Company
  const sessions = yield* Sessions
  const email = `${newId()}@example.com`
  const person = yield* company.invite(companyId, { email, name: `A ${role}`, role })
  const { token } = yield* sessions.makeLink("invitation", companyId, person.id)
  const signed = yield* sessions.useLink(token, { password: Redacted.make("correct horse battery") }, "test")
  return { id: person.id, companyId, token: Redacted.value(signed.token), email }
}, Effect.orDie)

export const makeAgent = Effect.fnUntraced(function*(
  companyId: CompanyId,
  phone: string,
  { more = "", timeZone = "America/Toronto" } = {}
) {
  const agents = yield* Agents
  const yaml = `name: Clinique\nphone: "${phone}"\ntimeZone: ${timeZone}\n${more}`
  const { id } = yield* agents.create(companyId, "test", yaml)
  return yield* agents.publish(companyId, "test", id, {})
}, Effect.orDie)

export interface Asked {
  readonly as?: { readonly token: string }
  readonly key?: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** The address of the office. */
export const officeUrl = HttpServer.HttpServer.use(({ address }) =>
  Effect.succeed("port" in address ? `http://localhost:${address.port}` : "")
)

/** One request, as a browser of the office's own pages sends it. */
export const ask = Effect.fnUntraced(function*(
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
  path: string,
  { as, body, headers = {}, key }: Asked = {}
) {
  const client = yield* HttpClient.HttpClient
  const origin = yield* officeUrl
  const request = HttpClientRequest.make(method)(`${origin}${path}`, {
    headers: {
      ...as !== undefined && { cookie: `receptionist=${as.token}`, origin },
      ...key !== undefined && { authorization: `Bearer ${key}` },
      ...headers
    }
  })
  const response = yield* client.execute(body === undefined ? request : HttpClientRequest.bodyJsonUnsafe(request, body))
  const bytes = new Uint8Array(yield* response.arrayBuffer)
  const text = new TextDecoder().decode(bytes)
  const json = Result.getOrUndefined(Result.try((): unknown => JSON.parse(text)))
  return { status: response.status, headers: response.headers, text, bytes, json }
}, Effect.orDie)
