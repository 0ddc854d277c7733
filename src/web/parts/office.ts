import {
  keepPreviousData,
  MutationCache,
  QueryCache,
  QueryClient,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery
} from "@tanstack/react-query"
import { type Answer, ask, type Asked, Refusal, type Route } from "../api.ts"
import { useWords } from "../words/useWords.ts"
import { say } from "./say.ts"

const worthTrying = (error: Error) =>
  error instanceof Refusal && (error.tag === "Offline" || error.tag === "Slow" || error.tag === "Unavailable")
/** Whether an office that is there has said nothing for long: who waits is told before it is asked again, not after the last try. */
export const isSlow = (error: Error | null) => error instanceof Refusal && error.tag === "Slow"
/** After so long a page asks again by itself, ms. */
const soon = 5000

/** Whether the same may go well later: nobody answered, or nobody was signed in. */
export const isPassing = (error: unknown) =>
  error instanceof Error && worthTrying(error) || error instanceof Refusal && error.tag === "Unauthorized"

/** The session may have ended meanwhile: the shell asks whoever is here to sign in again, over the page as it stands. */
export function lookWhoIsHere(error: unknown) {
  if (error instanceof Refusal && error.tag === "Unauthorized") void forget("GET /api/session")
}

export const office = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      if (query.queryKey[0] !== "GET /api/session") lookWhoIsHere(error)
      // What was removed meanwhile, or a caller who was erased, is not shown from memory.
      if (error instanceof Refusal && error.tag === "NotFound") query.setState({ data: undefined })
    }
  }),
  mutationCache: new MutationCache({ onError: lookWhoIsHere }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (count, error) => worthTrying(error) && count < 2,
      retryDelay: (count, error) => isSlow(error) ? soon : 400 * 2 ** count,
      // A page that has lost the office finds it again by itself.
      refetchInterval: ({ state }) => state.error !== null && worthTrying(state.error) ? soon : false
    }
  }
})

type Reading = Extract<Route, `GET ${string}`>

/** What the office answers to a question; questions of the same route are forgotten together. */
export const reading = <R extends Reading>(route: R, asked: Asked<R>) =>
  queryOptions({ queryKey: [route, asked] as const, queryFn: ({ signal }) => ask(route, asked, signal) })

type Paged = Extract<Reading, `GET /api/${"calls" | "messages" | "deliveries" | "audit"}`>
type QueryOf<R extends Paged> = Asked<R> extends { readonly query?: infer Query } ? Query : never

/** A list, page by page. */
export const useList = <R extends Paged>(route: R, query: QueryOf<R>) =>
  useInfiniteQuery({
    queryKey: [route, { query }, "pages"],
    queryFn: ({ pageParam, signal }) =>
      ask<Paged>(
        route,
        { query: { ...query as object, ...pageParam !== undefined && { cursor: pageParam } } },
        signal
      ) as Promise<
        Answer<R>
      >,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: Answer<R>) => last.next,
    placeholderData: keepPreviousData
  })

export const forget = (...routes: ReadonlyArray<Reading>) =>
  Promise.all(routes.map((route) => office.invalidateQueries({ queryKey: [route] })))

export const useMe = () => useQuery(reading("GET /api/session", {})).data
/** Whether somebody was here whose session has ended. */
export const useSignedOut = () => {
  const { data, error } = useQuery(reading("GET /api/session", {}))
  return data !== undefined && error instanceof Refusal && error.tag === "Unauthorized"
}
export const useManager = () => useMe()?.role === "manager"

/** Of `address.city: Expected string`, where it is. */
const placesIn = (problems: unknown): ReadonlyArray<string> =>
  Array.isArray(problems)
    ? problems.flatMap((one) => typeof one === "string" && one.includes(": ") ? [one.slice(0, one.indexOf(": "))] : [])
    : []

/** What to tell somebody of a failure, in their language: of what kind it is, or where the office says so, which. */
export const useExplain = () => {
  const words = useWords()
  return (error: Error): string => {
    const { body = {}, code, tag = "other" } = error instanceof Refusal ? error : {}
    return code !== undefined
      ? words.refused(code, error.message)
      : tag === "BadRequest"
      ? words.unreadable(placesIn(body["problems"]))
      : words.failures[tag] ?? words.failures["other"] ?? ""
  }
}

/** Something to do at the office. A refusal is said to whoever did it, unless `quiet`. */
export const useDoing = <R extends Exclude<Route, Reading>>(
  route: R,
  { forgets = [], onDone, quiet = false }: {
    readonly forgets?: ReadonlyArray<Reading>
    readonly onDone?: (answer: Answer<R>) => void
    readonly quiet?: boolean
  } = {}
) => {
  const explain = useExplain()
  return useMutation<Answer<R>, Error, Asked<R>>({
    mutationFn: (asked) => ask(route, asked),
    onSuccess: (answer) => onDone?.(answer),
    // Also where it was refused: it may be why, or have been done in part.
    onSettled: () => forget(...forgets),
    onError: (error) => {
      if (!quiet) say(explain(error), { tone: "danger" })
    }
  })
}
