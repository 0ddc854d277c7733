import { Effect, Redacted, Stream } from "effect"
import { ChildProcess } from "effect/process"
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
