import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../../api/Api.ts"
import { CurrentPerson } from "../../api/Authorization.ts"
import type { Person } from "../../api/Company.ts"
import { Trail } from "../audit/Trail.ts"
import { OfficeOptions } from "../OfficeOptions.ts"
import { iso } from "../Rows.ts"
import { Sessions } from "../sessions/Sessions.ts"
import { Company } from "./Company.ts"

export const companyHandlers = HttpApiBuilder.group(
  Api,
  "company",
  Effect.fnUntraced(function*(handlers) {
    const company = yield* Company
    const sessions = yield* Sessions
    const trail = yield* Trail
    const { url } = yield* OfficeOptions

    const withLink = Effect.fnUntraced(function*(person: Person) {
      const { companyId } = yield* CurrentPerson
      const { token, until } = yield* sessions.makeLink(person.joined ? "password" : "invitation", companyId, person.id)
      return { person, link: new URL(`/welcome#${token}`, url).href, until: iso(until) }
    })

    return handlers.handleAll({
      settings: () => Effect.flatMap(CurrentPerson, ({ companyId }) => company.settings(companyId)),
      changeSettings: Effect.fnUntraced(function*({ payload }) {
        const by = yield* CurrentPerson
        const settings = yield* company.change(by.companyId, payload)
        yield* trail.note(by.companyId, by, {
          action: "company.changed",
          subject: { kind: "company", id: by.companyId },
          ...payload.retention !== undefined && { detail: `retention ${JSON.stringify(payload.retention)}` }
        })
        return settings
      }),
      people: () => Effect.flatMap(CurrentPerson, ({ companyId }) => company.people(companyId)),
      invite: Effect.fnUntraced(function*({ payload }) {
        const by = yield* CurrentPerson
        const person = yield* company.invite(by.companyId, payload)
        yield* trail.note(by.companyId, by, {
          action: "person.invited",
          subject: { kind: "person", id: person.id },
          detail: person.role
        })
        return yield* withLink(person)
      }),
      changePerson: Effect.fnUntraced(function*({ params: { id }, payload }) {
        const by = yield* CurrentPerson
        const person = yield* company.changePerson(by.companyId, id, payload)
        yield* trail.note(by.companyId, by, {
          action: "person.changed",
          subject: { kind: "person", id },
          detail: Object.entries(payload).filter(([key]) => key !== "name").map(([key, value]) => `${key}: ${value}`)
            .join(", ")
        })
        return person
      }),
      newLink: Effect.fnUntraced(function*({ params: { id } }) {
        const by = yield* CurrentPerson
        const person = yield* company.person(by.companyId, id)
        yield* trail.note(by.companyId, by, { action: "person.link", subject: { kind: "person", id } })
        return yield* withLink(person)
      }),
      keys: () => Effect.flatMap(CurrentPerson, ({ companyId }) => company.keys(companyId)),
      makeKey: Effect.fnUntraced(function*({ payload: { name, purpose } }) {
        const by = yield* CurrentPerson
        const made = yield* company.makeKey(by.companyId, name, purpose)
        yield* trail.note(by.companyId, by, {
          action: "key.made",
          subject: { kind: "key", id: made.key.id },
          ...purpose === "erasure" && { detail: purpose }
        })
        return made
      }),
      removeKey: Effect.fnUntraced(function*({ params: { id } }) {
        const by = yield* CurrentPerson
        yield* company.removeKey(by.companyId, id)
        yield* trail.note(by.companyId, by, { action: "key.removed", subject: { kind: "key", id } })
      })
    })
  })
)
