import { useQuery } from "@tanstack/react-query"
import { useState } from "react"
import type { Answer } from "../api.ts"
import { Dialog } from "../parts/Dialog.tsx"
import { Field, TextField } from "../parts/Field.tsx"
import { here, useFormat } from "../parts/format.ts"
import { Icon } from "../parts/Icon.tsx"
import { reading, useDoing, useExplain, useManager, useMe } from "../parts/office.ts"
import { Loaded } from "../parts/States.tsx"
import { useWords } from "../words/settings/useWords.ts"
import { Secret } from "./Secret.tsx"

type Link = Answer<"POST /api/people">
type Role = Link["person"]["role"]

const Invite = ({ onClose, onLink }: { readonly onClose: () => void; readonly onLink: (link: Link) => void }) => {
  const words = useWords()
  const explain = useExplain()
  const [name, setName] = useState("")
  const [email, setEmail] = useState("")
  const [role, setRole] = useState<Role>("viewer")
  const invite = useDoing("POST /api/people", { quiet: true, forgets: ["GET /api/people"], onDone: onLink })
  return (
    <Dialog open onClose={onClose} title={words.settings.people.invite} lead={words.settings.people.lead}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          invite.mutate({ payload: { name, email, role } })
        }}
      >
        <TextField
          label={words.settings.people.name}
          required
          value={name}
          onText={setName}
        />
        <TextField
          label={words.settings.people.email}
          wrong={invite.error === null ? [] : [explain(invite.error)]}
          type="email"
          required
          value={email}
          onText={setEmail}
        />
        <Field label={words.settings.people.role}>
          {(named) => (
            <select
              {...named}
              className="select"
              value={role}
              onChange={({ target }) => setRole(target.value === "manager" ? "manager" : "viewer")}
            >
              {(["viewer", "manager"] as const).map((one) => (
                <option key={one} value={one}>{words.account.roles[one]}</option>
              ))}
            </select>
          )}
        </Field>
        <div className="row">
          <button type="submit" className="button" data-kind="first" disabled={invite.isPending}>
            {words.settings.people.send}
          </button>
          <button type="button" className="button" onClick={onClose}>{words.do.cancel}</button>
        </div>
      </form>
    </Dialog>
  )
}

export const People = () => {
  const words = useWords()
  const format = useFormat()
  const me = useMe()
  const manager = useManager()
  const people = useQuery(reading("GET /api/people", {}))
  const [inviting, invite] = useState(false)
  const [link, setLink] = useState<Link>()
  const change = useDoing("PATCH /api/people/:id", { forgets: ["GET /api/people"] })
  const fresh = useDoing("POST /api/people/:id/link", { onDone: setLink })
  return (
    <div className="stack">
      <div className="row spread">
        <p className="quiet">{words.settings.people.lead}</p>
        {manager && (
          <button type="button" className="button" data-kind="first" onClick={() => invite(true)}>
            <Icon name="plus" />
            {words.settings.people.invite}
          </button>
        )}
      </div>
      <Loaded of={people} bones={3}>
        {(all) => (
          <ul className="card lines rows">
            {all.map((person) => (
              <li key={person.id} data-off={!person.active}>
                <span className="face" aria-hidden="true">{person.name.slice(0, 1).toUpperCase()}</span>
                <div>
                  <p>
                    <b>{person.name}</b>{" "}
                    {person.id === me?.id && <span className="tag">{words.settings.people.you}</span>}
                  </p>
                  <p className="quiet small">
                    {person.email} · {!person.active
                      ? words.settings.people.off
                      : !person.joined
                      ? words.settings.people.waiting
                      : person.lastSeenAt === undefined
                      ? ""
                      : words.settings.people.seen(format.day(person.lastSeenAt, here))}
                  </p>
                </div>
                {manager && person.id !== me?.id
                  ? (
                    <div className="row">
                      <select
                        className="select assign"
                        aria-label={`${words.settings.people.role}: ${person.name}`}
                        value={person.role}
                        onChange={({ target }) =>
                          change.mutate({
                            params: { id: person.id },
                            payload: { role: target.value === "manager" ? "manager" : "viewer" }
                          })}
                      >
                        {(["viewer", "manager"] as const).map((one) => (
                          <option key={one} value={one}>{words.account.roles[one]}</option>
                        ))}
                      </select>
                      <button
                        type="button"
                        className="button"
                        data-size="small"
                        onClick={() => fresh.mutate({ params: { id: person.id } })}
                      >
                        {words.settings.people.newLink}
                      </button>
                      <button
                        type="button"
                        className="button"
                        data-size="small"
                        data-kind={person.active ? "danger" : undefined}
                        onClick={() =>
                          change.mutate({ params: { id: person.id }, payload: { active: !person.active } })}
                      >
                        {person.active ? words.settings.people.makeOff : words.settings.people.makeOn}
                      </button>
                    </div>
                  )
                  : <span className="tag">{words.account.roles[person.role]}</span>}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {inviting && (
        <Invite
          onClose={() => invite(false)}
          onLink={(made) => {
            invite(false)
            setLink(made)
          }}
        />
      )}
      {link !== undefined && (
        <Secret
          title={words.settings.people.linkTitle(link.person.name)}
          lead={words.settings.people.linkLead(format.when(link.until, here))}
          secret={link.link}
          onClose={() => setLink(undefined)}
        />
      )}
    </div>
  )
}
