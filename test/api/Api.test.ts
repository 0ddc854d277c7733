import { assert, describe, it } from "@effect/vitest"
import { OpenApi } from "effect/http-api"
import { Api } from "../../src/api/Api.ts"
import { ErasureKey, ManagersOnly, SignedIn, Told, WorkerKey } from "../../src/api/Authorization.ts"
import { officeRoutes as routes } from "../support/OfficeRoutes.ts"

describe("the office's contract", () => {
  it("has each route once", () => {
    assert.strictEqual(new Set(routes.map(({ method, path }) => `${method} ${path}`)).size, routes.length)
  })

  it("opens to nobody who has not signed in, but for signing in", () => {
    const open = routes.filter(({ guards }) =>
      !guards.some((guard) => guard === SignedIn || guard === WorkerKey || guard === ErasureKey)
    )
    assert.deepStrictEqual(open.map(({ name }) => name), ["session.signIn", "session.lookAtLink", "session.useLink"])
  })

  it("lets managers alone change anything, but for what is their own and what keeps nothing", () => {
    const anybody = routes.filter(({ guards, method }) =>
      method !== "GET" && guards.includes(SignedIn) && !guards.includes(ManagersOnly)
    )
    assert.deepStrictEqual(anybody.map(({ name }) => name), [
      "session.changeMe",
      "session.changePassword",
      "session.signOut",
      "agents.preview",
      "agents.edit"
    ])
  })

  it("asks who it is before it asks what they may do", () => {
    for (const { guards, name } of routes.filter(({ guards }) => guards.includes(ManagersOnly))) {
      assert.isAbove(guards.indexOf(SignedIn), guards.indexOf(ManagersOnly), name)
    }
  })

  it("says what becomes of a request wherever it fails, also before it is known who asks", () => {
    for (const { guards, name } of routes) assert.strictEqual(guards.at(-1), Told, name)
  })

  it("is described by OpenAPI, route by route", () => {
    const { paths } = OpenApi.fromApi(Api)
    const described = Object.values(paths).flatMap((path) => Object.keys(path))
    assert.strictEqual(described.length, routes.length)
  })
})
