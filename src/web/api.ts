import type { Brand } from "effect"
import type { HttpApi, HttpApiEndpoint, HttpApiGroup } from "effect/http-api"
import type { ConsoleApi } from "../api/ConsoleApi.ts"
import type { RefusalCode } from "../api/Errors.ts"
import type { TheirWords } from "./parts/theirs.ts"

/**
 * The client, derived from the contract by its types alone: effect's own client would cost the first page 66 kB (gzip),
 * which React and the router need.
 */
type Groups = typeof ConsoleApi extends HttpApi.HttpApi<infer _Id, infer All> ? All : never
type Endpoint = HttpApiGroup.Endpoints<Groups>
/** What is sent, as JSON has it: the contract's own shapes, whose brands are the office's business. */
export type Wire<A> = A extends Brand.Brand<"TheirWords"> ? TheirWords
  : A extends Brand.Brand<string> ? string
  : A extends object ? { readonly [K in keyof A]: Wire<A[K]> }
  : A
type RouteOf<E> = E extends HttpApiEndpoint.HttpApiEndpoint<
  string,
  infer Method,
  infer Path,
  infer Params,
  infer Query,
  infer Payload,
  infer _Headers,
  infer Success,
  infer _Error,
  infer _Middleware,
  infer _Services
> ? {
    readonly route: `${Method} ${Path}`
    readonly params: Wire<Params["Type"]>
    readonly query: Query["Type"]
    readonly payload: Wire<Payload["Type"]>
    readonly success: Wire<Success["Type"]>
  }
  : never
type Contract = RouteOf<Endpoint>

/** Every route of the console, such as `GET /api/calls/:id`. */
export type Route = Contract["route"]
type Of<R extends Route> = Extract<Contract, { readonly route: R }>

/** One route takes a form, too, of which the contract's types say nothing here: a file as it is. */
type Sent<R extends Route> = R extends "POST /api/agents" ? Of<R>["payload"] | { readonly file: File }
  : Of<R>["payload"]

type Given<Name extends string, A> = [A] extends [never] ? unknown : { readonly [K in Name]: A }
export type Asked<R extends Route> =
  & Given<"params", Of<R>["params"]>
  & ([Of<R>["query"]] extends [never] ? unknown
    : { readonly query?: Readonly<Partial<Record<keyof Of<R>["query"], string | undefined>>> })
  & Given<"payload", Sent<R>>
export type Answer<R extends Route> = Of<R>["success"]

/** The office's refusal, in its own words; `Offline` where it did not answer at all, `Slow` where nobody waits longer. */
export class Refusal extends Error {
  override readonly name = "Refusal"
  readonly tag: string
  readonly body: Readonly<Record<string, unknown>>
  /** Which one it is, where several are of the same tag. */
  readonly code: RefusalCode | undefined
  constructor(tag: string, message: string, body: Readonly<Record<string, unknown>> = {}) {
    super(message)
    this.tag = tag
    this.body = body
    this.code = body["code"] as RefusalCode | undefined
  }
}

interface Parts {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string | undefined>>
  readonly payload?: unknown
}

/** Where a route is, for a link or the `src` of a player. */
export const address = <R extends Route>(route: R, asked: Omit<Asked<R>, "payload">): string => {
  const { params = {}, query = {} } = asked as Parts
  const path = route.slice(route.indexOf(" ") + 1)
    .replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ""))
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([key, value]) => value === undefined || value === "" ? [] : [[key, value]])
  ).toString()
  return search === "" ? path : `${path}?${search}`
}

const refusalOf = async (response: Response): Promise<Refusal> => {
  const body: unknown = await response.json().catch(() => undefined)
  const told = typeof body === "object" && body !== null ? body as Record<string, unknown> : {}
  const { _tag: tag, message } = told
  return new Refusal(
    typeof tag === "string" ? tag : `${response.status}`,
    typeof message === "string" ? message : "",
    told
  )
}

/** What is sent, and how it is said to be written: of a form the browser says it. */
const bodyOf = (payload: unknown) => {
  if (payload === undefined) return {}
  if (typeof payload === "object" && payload !== null && "file" in payload && payload.file instanceof File) {
    const body = new FormData()
    body.set("file", payload.file)
    return { body }
  }
  return { headers: { "content-type": "application/json" }, body: JSON.stringify(payload) }
}

const send = async <R extends Route>(route: R, asked: Asked<R>, signal?: AbortSignal): Promise<Response> => {
  const { payload } = asked as Parts
  const response = await fetch(address(route, asked), {
    method: route.slice(0, route.indexOf(" ")),
    ...bodyOf(payload),
    ...signal !== undefined && { signal }
  }).catch((error: unknown) => {
    if (signal?.aborted === true) throw error
    throw new Refusal("Offline", "")
  })
  if (!response.ok) throw await refusalOf(response)
  return response
}

/** An office, or its database, that is there and says nothing is told of after so long, ms. */
const patience = 20_000

/** Waits for what is only read; what changes something is waited for until it is known to be done, or not. */
const patiently = async <A>(signal: AbortSignal | undefined, read: (signal: AbortSignal) => Promise<A>): Promise<A> => {
  const enough = new AbortController()
  const timer = setTimeout(() => enough.abort(new Refusal("Slow", "")), patience)
  try {
    return await read(signal === undefined ? enough.signal : AbortSignal.any([signal, enough.signal]))
  } catch (error) {
    throw enough.signal.aborted ? enough.signal.reason : error
  } finally {
    clearTimeout(timer)
  }
}

/** Asks the office, and reads its answer. */
export const ask = <R extends Route>(
  route: R,
  asked: Asked<R>,
  signal?: AbortSignal
): Promise<Answer<R>> => {
  const read = async (signal?: AbortSignal) => {
    const response = await send(route, asked, signal)
    return (response.status === 204 ? undefined : await response.json()) as Answer<R>
  }
  return route.startsWith("GET ") ? patiently(signal, read) : read(signal)
}

export const askBytes = async <R extends Route>(route: R, asked: Asked<R>, signal?: AbortSignal) =>
  new Uint8Array(await (await send(route, asked, signal)).arrayBuffer())
