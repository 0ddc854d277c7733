import { Effect, Queue, Redacted, Stream } from "effect"
import { ChildProcess } from "effect/process"
import { createServer, request as forward } from "node:http"
import type { AddressInfo } from "node:net"
import type { AzureOptions } from "../../src/adapters/azure/BlobStore.ts"

/** Azurite's published development account; it opens nothing but an emulator. */
export const account = {
  accountName: "devstoreaccount1",
  accountKey: Redacted.make(
    "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
  )
}

/** A blob service of its own for as long as the scope is open, in memory, on a port that the system chose. */
export const azurite = (container: string) =>
  Effect.gen(function*() {
    const handle = yield* ChildProcess.make(process.execPath, [
      "node_modules/azurite/dist/src/blob/main.js",
      "--blobPort=0",
      "--inMemoryPersistence",
      "--disableTelemetry",
      "--skipApiVersionCheck",
      "--silent"
    ])
    const port = yield* handle.stdout.pipe(
      Stream.decodeText(),
      Stream.splitLines,
      Stream.map((line) => /successfully listens on http:\/\/127\.0\.0\.1:(\d+)/.exec(line)?.[1]),
      Stream.filter((port) => port !== undefined),
      Stream.runHead,
      Effect.flatMap(Effect.fromOption)
    )
    return {
      ...account,
      container,
      endpoint: `http://127.0.0.1:${port}/${account.accountName}`
    } satisfies AzureOptions
  })

/** A way to the blob service on which a test sees the blocks that pass, and can make the service tell lies. */
export const azureGateway = Effect.fnUntraced(function*(endpoint: string) {
  const target = new URL(endpoint)
  const passing = yield* Queue.unbounded<string>()
  /** The id of each block that the service has taken, in order. */
  const staged: Array<string> = []
  let lying = false
  const server = createServer((request, response) => {
    const { headers, method, url = "" } = request
    const block = new URL(url, endpoint).searchParams.get("blockid")
    const passed = forward(
      { hostname: target.hostname, port: target.port, method, path: url, headers },
      (answer) => {
        if (block !== null) {
          staged.push(block)
          Queue.offerUnsafe(passing, block)
        }
        const less = lying && method === "HEAD" ? { "content-length": "1" } : {}
        response.writeHead(answer.statusCode ?? 502, { ...answer.headers, ...less })
        answer.pipe(response)
      }
    )
    passed.on("error", () => response.destroy())
    request.on("error", () => passed.destroy())
    request.pipe(passed)
  })
  yield* Effect.acquireRelease(
    Effect.callback<void>((resume) => {
      server.listen(0, "127.0.0.1", () => resume(Effect.void))
    }),
    () =>
      Effect.callback<void>((resume) => {
        server.closeAllConnections()
        server.close(() => resume(Effect.void))
      })
  )
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}${target.pathname}`,
    staged,
    /** Completes when so many more blocks are in the service. */
    blocks: (count: number) => Queue.takeN(passing, count),
    /** From now on the service says of each blob that it has one byte. */
    lie: () => {
      lying = true
    }
  }
})
