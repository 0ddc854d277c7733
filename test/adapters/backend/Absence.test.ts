import { assert, describe, it } from "@effect/vitest"
import { saysAbsent } from "../../../src/adapters/backend/Absence.ts"

describe("the body of a 404", () => {
  it.each<[string, unknown]>([
    ["a row that is null", { agent: null }],
    ["an archived row", { agent: { id: "a", deletedAt: "2026-01-01" } }],
    ["nothing", null],
    ["an error", { error: "Agent not found" }],
    ["a short error", { error: "not found" }],
    ["a code", { error: { code: "AGENT_NOT_FOUND" } }],
    ["NestJS's exception", { statusCode: 404, message: "No agent for this phone number", error: "Not Found" }],
    ["a list", { errors: [{ message: "no such number" }] }],
    ["problem+json", { title: "Not Found", status: 404, detail: "Agent does not exist" }],
    ["French", { message: "Aucun agent ne répond à ce numéro" }]
  ])("is the backend's own: %s", (_, body) => assert.isTrue(saysAbsent(body)))

  it.each<[string, unknown]>([
    ["an empty object", {}],
    ["an ok", { ok: false }],
    ["a row that is there", { agent: { id: "a" } }],
    ["a text", "Agent not found"],
    ["a list", ["not found"]],
    ["Express without the route", { error: "Cannot GET /api/agents/by-phone/1" }],
    ["Fastify without the route", { message: "Route GET:/api/agents not found", error: "Not Found", statusCode: 404 }],
    ["Kong", { message: "no Route matched with those values" }],
    ["Azure API Management", { statusCode: 404, message: "Resource not found" }],
    ["Railway", { status: "error", code: 404, message: "Application not found", request_id: "r" }],
    ["Vercel", { error: { code: "404", message: "The page could not be found" } }],
    ["an error that nobody knows", { error: "unknown error" }]
  ])("is somebody else's, or says nothing: %s", (_, body) => assert.isFalse(saysAbsent(body)))
})
