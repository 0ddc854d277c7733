import { Predicate } from "effect"
import { isRecord } from "../../domain/AgentProblem.ts"
import { readAgentRow } from "../../domain/AgentRow.ts"

/** Where an answer says in words what is wrong. */
const told = ["error", "message", "detail", "title", "code", "reason", "errors"]

const textsOf = (value: unknown, depth = 3): ReadonlyArray<string> => {
  if (Predicate.isString(value)) return [value]
  if (depth === 0) return []
  if (Array.isArray(value)) return value.flatMap((item) => textsOf(item, depth - 1))
  return told.flatMap((key) => Predicate.hasProperty(value, key) ? textsOf(value[key], depth - 1) : [])
}

const nothingFound =
  /\bnot[ _-]?(?:be )?found|notfound|_not_found|\bno (?:such )?(?:agent|number|phone)|\bunknown (?:agent|number|phone)|does(?:n't| not) exist|introuvable|\baucun (?:agent|num)|inexistant/i

/** Whether the body of a 410 is the backend's own word that it has erased the call. Whatever stands before it says this of nothing. */
export const saysErased = (body: unknown): boolean => isRecord(body) && body["_tag"] === "Erased"

/** Of what stands before a backend: that there is no way there says nothing of who is. */
const noWayThere =
  /\b(?:route|path|page|endpoint|resource|ur[li]|backend|upstream|service|host|server|site|domain|app(?:lication)?|deployment|cannot get)\b/i

/**
 * Whether the body of a 404 is the backend's own word that no agent has this number: JSON with an agent that is null or
 * archived, or that says in its message that nothing was found. A gateway's page, or its JSON about a route, is an outage.
 */
export const saysAbsent = (body: unknown): boolean => {
  if (!isRecord(body)) return body === null
  if ("agent" in body) return readAgentRow(body)._tag !== "Agent"
  const texts = textsOf(body)
  return texts.some((text) => nothingFound.test(text)) && !texts.some((text) => noWayThere.test(text))
}
