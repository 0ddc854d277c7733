import { Effect, FileSystem, Layer, Path } from "effect"
import { HttpMiddleware, HttpRouter, HttpServerRequest, HttpServerResponse, HttpStaticServer } from "effect/http"

const notBuilt = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>The office</title>
<h1>The console is not built</h1>
<p>Run <code>npm run console:build</code> where the office runs, and load this page again.</p>
<p>The API is here all the same: <a href="/api/docs">/api/docs</a>.</p>
`

const noRoute = HttpServerResponse.jsonUnsafe({ _tag: "NotFound", message: "there is no such route" }, { status: 404 })

/** The console: the files that were built of it, any other address of it its first page, and a word where there are none. */
export const page = (directory: string) =>
  Layer.unwrap(Effect.gen(function*() {
    const fs = yield* FileSystem.FileSystem
    const path = yield* Path.Path
    const built = Effect.orElseSucceed(fs.exists(path.join(directory, "index.html")), () => false)
    const files = yield* Effect.cached(HttpStaticServer.make({ root: directory, spa: true }))
    return HttpRouter.add(
      "GET",
      "*",
      // The files alone: in an answer of the API, what is private could be told by how small it gets.
      HttpMiddleware.compression({ algorithms: ["gzip"] })(Effect.gen(function*() {
        const { url } = yield* HttpServerRequest.HttpServerRequest
        if (url.startsWith("/api/") || url === "/api") return noRoute
        if (!(yield* built)) return HttpServerResponse.html(notBuilt)
        const response = yield* Effect.flatten(files)
        // Names of built files change with what is in them.
        return HttpServerResponse.setHeader(
          response,
          "cache-control",
          url.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache"
        )
      }))
    )
  }))
