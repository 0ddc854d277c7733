import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { Effect, FileSystem } from "effect"
import { randomUUID } from "node:crypto"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { freePort, openOffice } from "../support/OfficeProcess.ts"
import { postgresBin, startPostgres } from "../support/Postgres.ts"
import { recently } from "../support/Recently.ts"
import { seeded } from "../support/Seeded.ts"
import { asking, signUp } from "../web/DemoOffice.ts"

const startedAt = recently(0)
const clinicYaml = readFileSync(join(import.meta.dirname, "../../agents/clinic.yaml"), "utf8")

/** What the office has said yes to, of one call. */
interface Acknowledged {
  readonly callId: string
  id?: string
  message?: string
  ended?: true
  transcript?: true
  recording?: true
}

/**
 * An office that is killed again and again at some moment after it has said yes to so many requests, and opened anew;
 * meanwhile workers tell it of calls, each part until it says yes, and a manager publishes version after version.
 */
const killedAgainAndAgain = async (env: Readonly<Record<string, string>>, kills: number, seed: number) => {
  const random = seeded(seed)
  const port = await freePort()
  const url = `http://localhost:${port}`
  const key = "the key of all workers of this test"
  const open = () => openOffice({ ...env, OFFICE_PORT: `${port}`, BACKEND_URL: url, BACKEND_API_KEY: key })
  let office = await open()
  const welcome = await office.heard(/(\S+\/welcome#\S+)/)
  const manager = { cookie: await signUp({ url, welcome }) }
  const worker = { authorization: `Bearer ${key}` }
  const ask = asking(url, manager)

  let killed = 0
  let yes = 0
  let limit = 6 + Math.floor(random() * 20)
  let reopened = Promise.resolve()
  const faults: Array<string> = []

  const said = () => {
    if (++yes < limit || killed === kills) return
    limit = Infinity
    killed++
    const moment = random() * 12
    reopened = new Promise((resolve) => setTimeout(resolve, moment)).then(async () => {
      await office.kill()
      office = await open()
      await verify()
      limit = yes + 6 + Math.floor(random() * 20)
    })
  }

  /** Asks until there is an answer that is not the office's trouble. */
  const insist = async (
    method: string,
    path: string,
    body: unknown,
    headers: Readonly<Record<string, string>>
  ): Promise<{ readonly status: number; readonly json: Record<string, unknown> }> => {
    while (true) {
      try {
        const response = await fetch(`${url}/api${path}`, {
          method,
          headers: { "content-type": "application/json", origin: url, ...headers },
          ...body !== undefined && { body: JSON.stringify(body) }
        })
        const json = response.status === 204 ? {} : await response.json() as Record<string, unknown>
        if (response.status < 500) {
          if (response.ok) said()
          return { status: response.status, json }
        }
      } catch {
        // It was killed over it.
      }
      await new Promise(setImmediate)
      await reopened
    }
  }

  const lives: Array<Acknowledged> = []
  const tell = async (method: string, path: string, body: unknown, idempotency: string) => {
    const { json, status } = await insist(method, path, body, { ...worker, "idempotency-key": idempotency })
    if (status >= 300) faults.push(`${method} ${path.replace(/[0-9a-f-]{36}/, ":id")} was answered with ${status}`)
    return `${json["id"]}`
  }
  const live = async () => {
    const life: Acknowledged = { callId: randomUUID() }
    lives.push(life)
    const start = { agentId: "clinic", callerNumber: "+15145550123", dialedNumber: "+15145550100", startedAt }
    life.id = await tell("POST", "/calls", start, life.callId)
    // As a worker does that never heard the first yes.
    if ((await tell("POST", "/calls", start, life.callId)) !== life.id) faults.push("two rows of one call")
    const message = {
      id: randomUUID(),
      kind: "callback",
      agentId: "clinic",
      text: "Rappelez-moi",
      urgency: "normal",
      language: "FRENCH",
      takenAt: recently(30),
      complete: true
    }
    await tell("POST", `/calls/${life.id}/messages`, message, message.id)
    life.message = message.id
    await tell("PATCH", `/calls/${life.id}`, {
      endedAt: recently(60),
      durationSeconds: 60,
      endReason: "agent_end",
      language: "FRENCH",
      metadata: { endedBy: "agent", usage: [] }
    }, `${life.callId}:end`)
    life.ended = true
    const at = (kind: string, extension: string) => `file:///x/clinic/${kind}/2026/11/01/${life.callId}.${extension}`
    await tell("POST", `/calls/${life.id}/transcription`, {
      url: at("transcripts", "json"),
      anonymization: "withheld"
    }, `${life.callId}:transcript`)
    life.transcript = true
    await tell(
      "POST",
      `/calls/${life.id}/recording`,
      { url: at("recordings", "ogg"), format: "ogg" },
      `${life.callId}:recording`
    )
    life.recording = true
  }

  let published = 0
  const publish = async () => {
    const wanted = published + 1
    const yaml = `${clinicYaml}\n# ${wanted}\n`
    while (true) {
      const { json } = await insist("GET", "/agents/clinic", undefined, manager)
      const now = json as {
        readonly published?: { readonly yaml: string }
        readonly draft?: { readonly yaml: string }
        readonly revision: number
      }
      if (now.published?.yaml === yaml) break
      if (now.draft?.yaml !== yaml) {
        await insist("PUT", "/agents/clinic/draft", { yaml, revision: now.revision }, manager)
      }
      await insist("POST", "/agents/clinic/publish", { note: `${wanted}` }, manager)
    }
    published = wanted
  }

  /** All that it has said yes to is there, and nothing is there by half. */
  const verify = async () => {
    const all: Array<Record<string, unknown>> = []
    let cursor: string | undefined
    do {
      const { calls, next } = await ask("GET", `/calls?limit=200${cursor === undefined ? "" : `&cursor=${cursor}`}`)
      all.push(...calls as Array<Record<string, unknown>>)
      cursor = next as string | undefined
    } while (cursor !== undefined)
    for (const call of all) {
      const parts = ["endedAt", "endReason", "durationSeconds", "endedBy"].filter((part) => call[part] !== undefined)
      if (parts.length !== 0 && parts.length !== 4) faults.push(`half an end: ${parts}`)
    }
    if (all.length > lives.length) faults.push(`${all.length} rows of ${lives.length} calls`)
    for (const life of lives) {
      if (life.id === undefined) continue
      const call = await ask("GET", `/calls/${life.id}`)
      const left = call["left"] as ReadonlyArray<{ readonly id: string }>
      if (call["callId"] !== life.callId) faults.push("another call has its row")
      if (life.message !== undefined && !left.some(({ id }) => id === life.message)) faults.push("a message is gone")
      if (left.length > 1) faults.push("a message is there twice")
      if (life.ended === true && call["endReason"] !== "agent_end") faults.push("an end is gone")
      if (life.transcript === true && call["transcript"] !== "withheld") faults.push("a transcript's link is gone")
      if (life.recording === true && call["recording"] !== "available") faults.push("a recording's link is gone")
    }
    const versions = (await ask("GET", "/agents/clinic/versions") as unknown as ReadonlyArray<
      { readonly number: number; readonly note?: string }
    >).toReversed()
    const notes = versions.slice(1).map(({ note }) => note)
    if (notes.length < published) faults.push("a version is gone")
    if (notes.some((note, index) => note !== `${index + 1}`)) faults.push(`versions ${notes.join()}`)
    const agent = await ask("GET", "/agents/clinic")
    const shown = agent["published"] as { readonly version: { readonly number: number }; readonly yaml: string }
    if (shown.version.number !== versions.length) faults.push("what is published is not the last version")
    if (versions.length > 1 && !shown.yaml.endsWith(`# ${versions.length - 1}\n`)) faults.push("another version's YAML")
  }

  const enough = () => killed === kills && limit !== Infinity
  const always = async (work: () => Promise<void>) => {
    do await work()
    while (!enough())
  }
  await Promise.all([always(publish), ...Array.from({ length: 6 }, () => always(live))])
  await reopened
  await verify()
  await office.stop()
  return { faults, killed, lives, yes }
}

const expectSound = ({ faults, killed, lives }: Awaited<ReturnType<typeof killedAgainAndAgain>>, kills: number) => {
  assert.deepStrictEqual(faults, [])
  assert.strictEqual(killed, kills)
  assert.isTrue(lives.every(({ recording }) => recording === true), "every call was told of to its end")
}

/** `OFFICE_KILLS` of them; a test of every day tries a few. */
const kills = Number(process.env["OFFICE_KILLS"] ?? 3)

describe("An office that is killed while it writes", () => {
  it.live("keeps what it has said yes to, and nothing by half, on the embedded database", () =>
    Effect.gen(function*() {
      const dataDir = yield* FileSystem.FileSystem.use((fs) => fs.makeTempDirectoryScoped({ prefix: "office-" }))
      expectSound(yield* Effect.promise(() => killedAgainAndAgain({ DATA_DIR: dataDir }, kills, 20_261_130)), kills)
    }).pipe(Effect.scoped, Effect.provide(NodeServices.layer)), 600_000)

  it.live.skipIf(postgresBin === undefined)("keeps it on a real Postgres", () =>
    Effect.gen(function*() {
      const dataDir = yield* FileSystem.FileSystem.use((fs) => fs.makeTempDirectoryScoped({ prefix: "office-" }))
      const { url } = yield* startPostgres
      expectSound(
        yield* Effect.promise(() => killedAgainAndAgain({ DATA_DIR: dataDir, DATABASE_URL: url }, kills, 20_261_131)),
        kills
      )
    }).pipe(Effect.scoped, Effect.provide(NodeServices.layer)), 600_000)
})
