import { Clock, Effect, FileSystem, Result } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { type AgentDetail, InvalidAgent, largestYaml } from "../../api/Agents.ts"
import { Api } from "../../api/Api.ts"
import type { AuditAction } from "../../api/Audit.ts"
import { CurrentPerson } from "../../api/Authorization.ts"
import { BadRequest, TooLarge } from "../../api/Errors.ts"
import { textOf } from "../../domain/AgentText.ts"
import { Trail } from "../audit/Trail.ts"
import { OfficeOptions } from "../OfficeOptions.ts"
import { Agents } from "./Agents.ts"
import { editYaml } from "./EditYaml.ts"
import { previewOf, readYaml } from "./Preview.ts"

const tooLarge = new TooLarge({ message: "the YAML is larger than 1 MB: shorten its texts" })
const bounded = (yaml: string) => Buffer.byteLength(yaml) > largestYaml ? Effect.fail(tooLarge) : Effect.succeed(yaml)

export const agentHandlers = HttpApiBuilder.group(
  Api,
  "agents",
  Effect.fnUntraced(function*(handlers) {
    const agents = yield* Agents
    const fs = yield* FileSystem.FileSystem
    const trail = yield* Trail
    const { rules, timeZone } = yield* OfficeOptions

    const noted = Effect.fnUntraced(function*<E, R>(action: AuditAction, changed: Effect.Effect<AgentDetail, E, R>) {
      const by = yield* CurrentPerson
      const agent = yield* changed
      const version = agent.published?.version.number
      yield* trail.note(by.companyId, by, {
        action,
        subject: { kind: "agent", id: agent.id },
        ...action === "agent.published" && version !== undefined && { detail: `version ${version}` }
      })
      return agent
    })

    const yamlOf = Effect.fnUntraced(function*(path: string) {
      const bytes = yield* Effect.orDie(fs.readFile(path))
      return yield* Result.match(textOf(bytes), {
        onFailure: ({ line, message }) =>
          Effect.fail(
            new InvalidAgent({
              message,
              problems: [{ path: [], line, column: 1, message, kind: "encoding", missing: false }]
            })
          ),
        onSuccess: Effect.succeed
      })
    })

    return handlers.handleAll({
      list: () => Effect.flatMap(CurrentPerson, ({ companyId }) => agents.list(companyId)),
      create: Effect.fnUntraced(function*({ payload }) {
        const { companyId, name } = yield* CurrentPerson
        const yaml = yield* bounded("yaml" in payload ? payload.yaml : yield* yamlOf(payload.file.path))
        return yield* noted("agent.created", agents.create(companyId, name, yaml))
      }),
      preview: Effect.fnUntraced(function*({ payload }) {
        const yaml = yield* bounded(payload.yaml)
        const preview = previewOf(readYaml(yaml, "agent", rules), payload.at, yield* Clock.currentTimeMillis, timeZone)
        return yield* Effect.mapError(
          Effect.fromOption(preview),
          () =>
            new BadRequest({
              message: "at: expected a date and a time such as 2026-12-24T12:30",
              problems: ["at"],
              code: "instant"
            })
        )
      }),
      edit: Effect.fnUntraced(function*({ payload }) {
        const yaml = yield* bounded(payload.yaml)
        const edited = editYaml(yaml, payload.changes)
        if (edited !== undefined) return { yaml: edited }
        const { file, problems } = readYaml(yaml, "agent", rules)
        return yield* file.syntax.length > 0
          ? new InvalidAgent({ message: "the YAML cannot be changed as it is: mend it first", problems })
          : new BadRequest({
            message: "a form cannot change this without changing something else: change it in the YAML",
            problems: [],
            code: "onlyInYaml"
          })
      }),
      one: ({ params: { id } }) => Effect.flatMap(CurrentPerson, ({ companyId }) => agents.one(companyId, id)),
      saveDraft: Effect.fnUntraced(function*({ params: { id }, payload }) {
        const { companyId, name } = yield* CurrentPerson
        yield* bounded(payload.yaml)
        return yield* noted("agent.drafted", agents.saveDraft(companyId, name, id, payload))
      }),
      dropDraft: Effect.fnUntraced(function*({ params: { id }, query: { revision } }) {
        const { companyId } = yield* CurrentPerson
        return yield* noted("agent.draftDropped", agents.dropDraft(companyId, id, revision))
      }),
      publish: Effect.fnUntraced(function*({ params: { id }, payload }) {
        const { companyId, name } = yield* CurrentPerson
        return yield* noted("agent.published", agents.publish(companyId, name, id, payload))
      }),
      versions: ({ params: { id } }) =>
        Effect.flatMap(CurrentPerson, ({ companyId }) => agents.versions(companyId, id)),
      version: ({ params: { id, number } }) =>
        Effect.flatMap(CurrentPerson, ({ companyId }) => agents.version(companyId, id, number)),
      archive: Effect.fnUntraced(function*({ params: { id } }) {
        const { companyId } = yield* CurrentPerson
        return yield* noted("agent.archived", agents.archive(companyId, id))
      }),
      restore: Effect.fnUntraced(function*({ params: { id } }) {
        const { companyId } = yield* CurrentPerson
        return yield* noted("agent.restored", agents.restore(companyId, id))
      })
    })
  })
)
