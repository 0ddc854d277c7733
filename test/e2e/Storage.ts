import { ContainerClient, StorageSharedKeyCredential } from "@azure/storage-blob"
import { Effect, FileSystem, Path, Redacted, type Scope, Stream } from "effect"
import { createServer } from "node:http"
import { type AddressInfo, connect } from "node:net"
import { TLSSocket } from "node:tls"
import { account } from "../support/Azurite.ts"
import { run } from "./Processes.ts"

const container = "e2e-calls"
const host = `${account.accountName}.blob.core.windows.net`

const azurite = Effect.gen(function*() {
  const running = yield* run({
    command: process.execPath,
    args: [
      "node_modules/azurite/dist/src/blob/main.js",
      "--blobPort=0",
      "--inMemoryPersistence",
      "--disableTelemetry",
      "--skipApiVersionCheck",
      "--silent"
    ]
  })
  return yield* running.lines.until(
    "Azurite's port",
    (lines) => /listens on http:\/\/127\.0\.0\.1:(\d+)/.exec(lines.join("\n"))?.[1],
    "60 seconds"
  )
})

/** A certificate of the account's address, which is its own authority. */
const certificate = Effect.gen(function*() {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const home = yield* fs.makeTempDirectoryScoped({ prefix: "receptionist-storage-" })
  const [key, cert] = [path.join(home, "key.pem"), path.join(home, "cert.pem")]
  const made = yield* run({
    command: "openssl",
    args: [
      ..."req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2".split(" "),
      ..."-subj /CN=e2e -addext".split(" "),
      `subjectAltName=DNS:${host}`,
      "-keyout",
      key,
      "-out",
      cert
    ]
  })
  yield* made.exited
  return { file: cert, cert: yield* fs.readFileString(cert), key: yield* fs.readFileString(key) }
})

/** An HTTPS proxy from which every way leads to the blob service on `port`. */
const proxyTo = Effect.fnUntraced(function*(
  port: string,
  { cert, key }: { readonly cert: string; readonly key: string }
): Effect.fn.Return<number, never, Scope.Scope> {
  const server = createServer()
  server.on("connect", (_, near) => {
    near.write("HTTP/1.1 200 OK\r\n\r\n")
    const plain = new TLSSocket(near, { isServer: true, cert, key })
    const far = connect(Number(port), "127.0.0.1")
    plain.pipe(far)
    far.pipe(plain)
    for (const end of [plain, far]) end.on("error", () => near.destroy()).on("close", () => far.destroy())
  })
  yield* Effect.acquireRelease(
    Effect.callback<void>((resume) => void server.listen(0, "127.0.0.1", () => resume(Effect.void))),
    () =>
      Effect.callback<void>((resume) => {
        server.close(() => resume(Effect.void))
        server.closeAllConnections()
      })
  )
  return (server.address() as AddressInfo).port
})

/**
 * A storage account, for as long as the scope is open: on loopback, but to the worker at its usual address, as egress
 * knows no other.
 */
export const make = Effect.gen(function*() {
  const port = yield* azurite
  const certified = yield* certificate
  const proxy = yield* proxyTo(port, certified)
  const key = Redacted.value(account.accountKey)
  const blobs = new ContainerClient(
    `http://127.0.0.1:${port}/${account.accountName}/${container}`,
    new StorageSharedKeyCredential(account.accountName, key)
  )
  return {
    /** The account's variables, for the worker. */
    env: {
      AZURE_STORAGE_ACCOUNT_NAME: account.accountName,
      AZURE_STORAGE_ACCOUNT_KEY: key,
      AZURE_STORAGE_CONTAINER: container,
      HTTPS_PROXY: `http://127.0.0.1:${proxy}`,
      NODE_EXTRA_CA_CERTS: certified.file
    },
    url: (path: string) => `https://${host}/${container}/${path}`,
    put: (path: string, text: string) =>
      Effect.promise(async () => {
        await blobs.createIfNotExists()
        await blobs.getBlockBlobClient(path).upload(text, Buffer.byteLength(text))
      }),
    /** The paths of all that is stored. */
    paths: Stream.fromAsyncIterable(blobs.listBlobsFlat(), () => "unreadable" as const).pipe(
      Stream.map(({ name }) => name),
      Stream.runCollect
    )
  }
})
