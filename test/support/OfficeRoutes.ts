import { HttpApi } from "effect/http-api"
import { Api } from "../../src/api/Api.ts"
import type { ask } from "./Office.ts"

type Method = Parameters<typeof ask>[0]

/** A route of the office's contract, and what stands before it. */
export interface OfficeRoute {
  /** Its group's name and its own. */
  readonly name: string
  readonly method: Method
  readonly path: string
  /** In the order in which they are asked. */
  readonly guards: ReadonlyArray<unknown>
}

const routes: Array<OfficeRoute> = []
HttpApi.reflect(Api, {
  onGroup: () => {},
  onEndpoint: ({ endpoint, group, middleware }) => {
    routes.push({
      name: `${group.identifier}.${endpoint.identifier}`,
      method: endpoint.method as Method,
      path: endpoint.path,
      guards: [...middleware]
    })
  }
})

/** All of them, as the contract has them. */
export const officeRoutes: ReadonlyArray<OfficeRoute> = routes
