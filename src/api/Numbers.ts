import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, OpenApi } from "effect/http-api"
import { LineProblem } from "../domain/LineProblem.ts"
import { ManagersOnly, SignedIn } from "./Authorization.ts"
import { Conflict, NotFound, Unavailable } from "./Errors.ts"

const text = Schema.String
const optionalText = Schema.optionalKey(text)

/** `manual`: the trunk and the rule were made by hand, or are not known here. */
export const NumberStatus = Schema.Literals(["manual", "provisioning", "provisioned", "failed"])

export const OfficeNumber = Schema.Struct({
  phone: text,
  agentId: text,
  agentName: text,
  status: NumberStatus,
  trunkId: optionalText,
  ruleId: optionalText,
  /** The number at its carrier, and the trunk there that it was attached to. */
  carrierNumberId: optionalText,
  carrierTrunkId: optionalText,
  /** What went wrong, and what to do. */
  problem: optionalText,
  reason: Schema.optionalKey(LineProblem)
})
export type OfficeNumber = typeof OfficeNumber.Type

const id = { id: text }

export class NumbersGroup extends HttpApiGroup.make("numbers").add(
  HttpApiEndpoint.get("list", "/numbers", { success: Schema.Array(OfficeNumber) }),
  /**
   * Makes LiveKit's inbound trunk and dispatch rule for the agent's number, and attaches it to the carrier's trunk; what
   * was made is undone when a step fails.
   */
  HttpApiEndpoint.post("provision", "/agents/:id/provision-phone", {
    params: id,
    success: OfficeNumber,
    error: [NotFound, Conflict, Unavailable]
  }).middleware(ManagersOnly),
  HttpApiEndpoint.delete("release", "/agents/:id/provision-phone", {
    params: id,
    success: OfficeNumber,
    error: [NotFound, Conflict, Unavailable]
  }).middleware(ManagersOnly)
).middleware(SignedIn).prefix("/api").annotateMerge(OpenApi.annotations({
  title: "Numbers",
  description: "Phone numbers, and how they reach the worker"
})) {}
