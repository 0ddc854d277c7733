import * as NodeServices from "@effect/platform-node/NodeServices"
import { Effect, Equal, Layer, Option, Path } from "effect"
import { FetchHttpClient } from "effect/http"
import * as AudioDecoder from "./adapters/audio/AudioDecoder.ts"
import * as AzureBlobReader from "./adapters/azure/BlobReader.ts"
import { endpointOf } from "./adapters/azure/BlobStore.ts"
import * as DiskBlobReader from "./adapters/disk/BlobReader.ts"
import { openKept } from "./adapters/disk/Messages.ts"
import * as PhoneLines from "./adapters/livekit/PhoneLines.ts"
import * as TwilioCarrier from "./adapters/twilio/Carrier.ts"
import * as Webhooks from "./adapters/webhook/Webhooks.ts"
import { blobStore, outboxFiles } from "./Layers.ts"
import { layerEmbedded, layerUrl } from "./office/database/Database.ts"
import { holdFolder } from "./office/database/FolderLock.ts"
import { OfficeOptions } from "./office/OfficeOptions.ts"
import { addCompany, office as parts, serveOffice, welcome, works } from "./office/ServeOffice.ts"
import { Settings } from "./Settings.ts"

const database = Layer.unwrap(Settings.use(Effect.fnUntraced(function*({ dataDir, office: { database } }) {
  if (Option.isSome(database)) return layerUrl(database.value)
  const path = yield* Path.Path
  const directory = path.resolve(dataDir, "office")
  const held = Layer.effectDiscard(holdFolder(directory))
  return layerEmbedded(path.join(directory, "postgres")).pipe(Layer.provideMerge(held))
})))

const options = Layer.effect(
  OfficeOptions,
  Effect.gen(function*() {
    const { agentsDir, backend, dataDir, erasureKey, journalKeys, office, storage, timeZone, transfer: { rules } } =
      yield* Settings
    return {
      url: Option.getOrElse(office.url, () => new URL(`http://localhost:${office.port}`)),
      timeZone: Option.getOrUndefined(timeZone),
      rules,
      shared: Option.isSome(office.database),
      workerKey: Option.getOrUndefined(Option.map(backend, ({ apiKey }) => apiKey)),
      store: Option.getOrUndefined(Option.map(storage, (account) => new URL(endpointOf(account)))),
      // One and the same is no second key: it is the worker's.
      erasureKey: Option.getOrUndefined(
        Option.filter(erasureKey, (key) => !Option.exists(backend, ({ apiKey }) => Equal.equals(apiKey, key)))
      ),
      dataDir,
      agentsDir,
      openMessage: (text, id) => openKept(text, id, Option.getOrUndefined(journalKeys))
    }
  })
)

const blobs = Layer.unwrap(Settings.use(Effect.fnUntraced(function*({ dataDir, storage }) {
  const path = yield* Path.Path
  return Option.match(storage, {
    onNone: () => DiskBlobReader.layer({ root: path.join(dataDir, "blobs") }),
    onSome: AzureBlobReader.layer
  })
}))).pipe(Layer.provideMerge(blobStore))

const lines = Layer.unwrap(Settings.use(({ livekit }) =>
  Effect.succeed(Option.match(livekit, {
    onNone: () => PhoneLines.layerUnset,
    onSome: ({ url, ...access }) => PhoneLines.layer({ ...access, url: url.href })
  }))
))

const carrier = Layer.unwrap(Settings.use(({ twilio }) =>
  Effect.succeed(Option.match(twilio, {
    onNone: () => TwilioCarrier.layerUnset,
    onSome: (options) => Layer.provide(TwilioCarrier.layer(options), FetchHttpClient.layer)
  }))
))

const served = Layer.unwrap(Settings.use(Effect.fnUntraced(function*({ office: { host, port } }) {
  const path = yield* Path.Path
  return serveOffice({ host, port, webDir: path.join(import.meta.dirname, "..", "dist", "web") })
})))

const open = parts.pipe(
  Layer.provideMerge(
    Layer.mergeAll(database, blobs, lines, carrier, Webhooks.layer(), outboxFiles, AudioDecoder.layer, options)
  ),
  Layer.provideMerge(NodeServices.layer)
)

/** The office, open to workers and people. */
export const office = welcome.pipe(
  Layer.provideMerge(served),
  Layer.provideMerge(works),
  Layer.provide(open)
)

/** Makes another company, in an office that nobody else has open, or on a database that offices share. */
export const newCompany = (name: string) => Effect.provide(addCompany(name), open)
