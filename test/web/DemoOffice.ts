import { randomUUID } from "node:crypto"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { freePort, openOffice } from "../support/OfficeProcess.ts"
import { oggOf } from "../support/Ogg.ts"

const minute = 60_000
const hour = 60 * minute
const iso = (at: number) => new Date(at).toISOString()
/** Instants of messages are kept to the second. */
const toSecond = (at: number) => `${iso(at).slice(0, 19)}Z`

export const manager = { email: "marie@example.com", password: "correct horse battery", name: "Marie Gagnon" }

export interface DemoOffice {
  readonly url: string
  readonly welcome: string
  readonly workerKey: string
  readonly dataDir: string
  readonly stop: () => Promise<void>
}

/** The office as `npm run office` starts it, on an embedded database of its own. */
export const startOffice = async (): Promise<DemoOffice> => {
  const dataDir = mkdtempSync(join(tmpdir(), "console-"))
  const port = await freePort()
  const office = await openOffice({ DATA_DIR: dataDir, OFFICE_PORT: `${port}` })
  return {
    url: `http://localhost:${port}`,
    welcome: await office.heard(/(\S+\/welcome#\S+)/),
    workerKey: await office.heard(/BACKEND_API_KEY=(\S+)/),
    dataDir,
    stop: async () => {
      await office.stop()
      rmSync(dataDir, { recursive: true, force: true })
    }
  }
}

/** A client of the office: as a worker, or as whoever is signed in. */
export const asking = (url: string, headers: Readonly<Record<string, string>>) =>
async (
  method: string,
  path: string,
  body?: unknown
): Promise<Record<string, unknown>> => {
  const response = await fetch(`${url}/api${path}`, {
    method,
    headers: { ...headers, origin: url, ...body !== undefined && { "content-type": "application/json" } },
    ...body !== undefined && { body: JSON.stringify(body) }
  })
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  return response.status === 204 ? {} : await response.json() as Record<string, unknown>
}

/** Who speaks, what, from which second on, in which language. */
type Said = readonly [
  who: "user" | "assistant",
  text: string,
  at: number,
  until: number,
  language: "FRENCH" | "ENGLISH"
]

const toothache: ReadonlyArray<Said> = [
  [
    "assistant",
    "Bonjour, ici la Clinique dentaire du Plateau. Vous parlez à une intelligence artificielle. Cet appel est enregistré. Comment puis-je vous aider aujourd'hui ?",
    0.4,
    8.8,
    "FRENCH"
  ],
  ["user", "Oui, bonjour. Je m'appelle <PERSON_1>, je me suis cassé une dent ce matin.", 9.3, 14.2, "FRENCH"],
  ["assistant", "Je suis désolée de l'apprendre. Avez-vous très mal en ce moment ?", 15, 19.1, "FRENCH"],
  ["user", "Oui, ça élance beaucoup. Do you speak English, by the way? My wife is here with me.", 19.8, 25.9, "FRENCH"],
  ["assistant", "Of course. Is there any swelling of the face, or bleeding that does not stop?", 26.6, 31.2, "ENGLISH"],
  ["user", "No swelling, no. But it hurts a lot.", 31.9, 34.6, "ENGLISH"],
  [
    "assistant",
    "I will take a message for the dentist on duty. What number can they reach you at?",
    35.3,
    39.8,
    "ENGLISH"
  ],
  ["user", "It is <PHONE_1>.", 40.4, 43.6, "ENGLISH"],
  [
    "assistant",
    "Thank you, I have noted <PHONE_1>. Somebody will call you back within the hour. Is there anything else I can do for you?",
    47.3,
    54.4,
    "ENGLISH"
  ],
  ["user", "No, that is all. Thank you!", 55.1, 57.2, "ENGLISH"],
  ["assistant", "Goodbye, and take care of yourself.", 57.9, 60.3, "ENGLISH"]
]

const rate = 8000
/** Something with the shape of speech: syllables in words, each side on its own channel. */
const recordingOf = (story: ReadonlyArray<Said>): Uint8Array => {
  const seconds = (story.at(-1)?.[3] ?? 0) + 1.2
  const samples = new Int16Array(Math.round(rate * seconds) * 2)
  let noise = 1
  for (const [who, , at, until] of story) {
    for (let index = Math.round(at * rate); index < until * rate; index++) {
      const t = index / rate
      noise = (noise * 16_807) % 2_147_483_647
      const syllable = Math.max(0, Math.sin(2 * Math.PI * 4.3 * t + Math.sin(t * 1.7) * 2)) ** 0.7
      const word = Math.sin(2 * Math.PI * 0.9 * t + Math.cos(t * 0.6) * 3) > -0.55
        ? 0.55 + 0.45 * Math.sin(t * 2.9)
        : 0.06
      const voice = Math.sin(2 * Math.PI * (who === "user" ? 130 : 205) * t) * 0.75 +
        (noise / 2_147_483_647 - 0.5) * 0.5
      samples[index * 2 + (who === "user" ? 0 : 1)] = Math.round(voice * syllable * word * 15_000)
    }
  }
  return oggOf(samples, rate)
}

/** How long it rings before somebody is there: what is said, and recorded, begins then. */
const ringing = 2.4

const transcriptOf = (story: ReadonlyArray<Said>, callId: string, agentId: string, startedAt: number) => ({
  version: 1,
  callId,
  agentId,
  language: "FRENCH",
  startedAt: iso(startedAt),
  durationSeconds: (story.at(-1)?.[3] ?? 0) + 1,
  anonymization: { status: "complete", engine: "demo", entities: { PERSON: 1, PHONE: 1 } },
  items: [
    ...story.map(([role, text, at, , language], index) => ({
      type: "message",
      id: `turn-${index}`,
      role,
      content: [text],
      interrupted: false,
      language,
      createdAt: startedAt + Math.round((ringing + at) * 1000)
    })),
    {
      type: "function_call",
      id: "tool-1",
      callId: "tool-1",
      name: "take_message",
      args: JSON.stringify({ kind: "callback", name: "<PERSON_1>", number: "<PHONE_1>" }),
      createdAt: startedAt + 46_600
    },
    {
      type: "function_call_output",
      id: "tool-1-output",
      callId: "tool-1",
      name: "take_message",
      output: "The message is kept.",
      isError: false,
      createdAt: startedAt + 47_100
    }
  ].toSorted((a, b) => a.createdAt - b.createdAt)
})

const endings = [
  "caller_hangup",
  "agent_end",
  "transferred",
  "caller_hangup",
  "agent_end",
  "silence",
  "caller_hangup",
  "model_error"
] as const
const failure = {
  tag: "ModelUnavailable",
  message:
    "the realtime model is not available (timeout after 3 attempts): check AZURE_OPENAI_ENDPOINT, AZURE_OPENAI_API_KEY, AZURE_OPENAI_REALTIME_DEPLOYMENT and the deployment's quota",
  fields: {},
  callId: "demo",
  phase: "converse"
}

/** A webhook at a host that no name leads to: what is sent there is tried again, and at last has failed. */
export const addWebhook = (ask: ReturnType<typeof asking>) =>
  ask("POST", "/webhooks", { url: "https://hooks.clinic.example/receptionist", events: ["message.created"] })

/** A day at the clinic: some forty calls, what was left in them, and one that goes on. */
export const seed = async ({ dataDir, url, workerKey }: DemoOffice) => {
  const worker = asking(url, { authorization: `Bearer ${workerKey}` })
  const agentOf = async (phone: string) =>
    ((await worker("GET", `/agents/by-phone/${encodeURIComponent(phone)}`))["agent"] as { readonly id: string }).id
  const clinic = await agentOf("+15145550100")
  const shop = await agentOf("+14165550123")
  const now = Date.now()
  const place = (path: string, bytes: Uint8Array | string) => {
    const file = join(dataDir, "blobs", path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, bytes)
    return new URL(`file://${file}`).href
  }
  const begin = async (agentId: string, startedAt: number, caller: string | undefined) =>
    `${
      (await worker("POST", "/calls", {
        agentId,
        ...caller !== undefined && { callerNumber: caller },
        dialedNumber: agentId === clinic ? "+15145550100" : "+14165550123",
        roomName: randomUUID(),
        startedAt: iso(startedAt)
      }))["id"]
    }`
  const end = (
    id: string,
    startedAt: number,
    seconds: number,
    endReason: string,
    more: Readonly<Record<string, unknown>> = {}
  ) =>
    worker("PATCH", `/calls/${id}`, {
      endedAt: iso(startedAt + seconds * 1000),
      durationSeconds: seconds,
      endReason,
      language: "FRENCH",
      ...more,
      metadata: {
        callId: randomUUID(),
        endedBy: endReason === "caller_hangup" ? "caller" : "agent",
        usage: [{
          provider: "azure-openai",
          model: "gpt-realtime",
          inputTokens: seconds * 70,
          outputTokens: seconds * 21,
          inputAudioSeconds: seconds * 0.4,
          outputAudioSeconds: seconds * 0.5
        }],
        timeToAnswerSeconds: 0.8 + (seconds % 7) / 5,
        longestSilenceSeconds: 0.9 + (seconds % 11) / 4,
        recordingConsent: { mode: "announce", asked: true, answer: "none" },
        ...more["metadata"] as Readonly<Record<string, unknown>> | undefined
      }
    })
  const leave = (id: string, agentId: string, message: Readonly<Record<string, unknown>>) =>
    worker("POST", `/calls/${id}/messages`, {
      id: randomUUID(),
      agentId,
      kind: "message",
      urgency: "normal",
      language: "FRENCH",
      complete: true,
      takenAt: toSecond(now),
      ...message
    })
  const sound = recordingOf(toothache)
  const datedPath = (agentId: string, kind: string, startedAt: number, name: string) =>
    `${agentId}/${kind}/${iso(startedAt).slice(0, 10).replaceAll("-", "/")}/${name}`
  const keep = async (id: string, agentId: string, startedAt: number) => {
    const name = randomUUID()
    const transcript = JSON.stringify(transcriptOf(toothache, name, agentId, startedAt))
    await worker("POST", `/calls/${id}/transcription`, {
      url: place(datedPath(agentId, "transcripts", startedAt, `${name}.json`), transcript),
      language: "FRENCH",
      messageCount: toothache.length,
      anonymization: "complete"
    })
    await worker("POST", `/calls/${id}/recording`, {
      url: place(datedPath(agentId, "recordings", startedAt, `${name}.ogg`), sound),
      format: "ogg",
      startedAt: iso(startedAt + ringing * 1000),
      durationSeconds: 61.5,
      bytes: sound.length
    })
  }

  for (let index = 40; index >= 1; index--) {
    // Today's, and those of three weeks before.
    const startedAt = now - (index <= 8 ? index * 37 * minute : 8 * hour + (index - 8) * 15 * hour)
    const agentId = index % 4 === 3 ? shop : clinic
    const reason = endings[index % endings.length] ?? "agent_end"
    const id = await begin(agentId, startedAt, index % 9 === 7 ? undefined : `+1514555${1000 + (index * 373) % 9000}`)
    await end(id, startedAt, 35 + (index * 29) % 180, reason, {
      language: index % 4 === 3 || index % 7 === 0 ? "ENGLISH" : "FRENCH",
      metadata: {
        ...reason === "transferred" && {
          transferDepartment: agentId === clinic ? "Réception" : "Workshop",
          transferDestinations: [{
            department: agentId === clinic ? "Réception" : "Workshop",
            startedAt: iso(startedAt + 30_000),
            outcome: "connected",
            sipStatus: 200
          }]
        },
        ...reason === "model_error" && { error: failure, errors: [failure] },
        ...index === 6 &&
          {
            recordingConsent: {
              mode: "announce",
              asked: true,
              answer: "refused",
              by: "voice",
              at: iso(startedAt + 9000)
            }
          }
      }
    })
    if (index === 4) {
      await worker("POST", `/calls/${id}/transcription`, {
        url: place(
          datedPath(agentId, "transcripts", startedAt, `withheld-${index}.json`),
          JSON.stringify({
            version: 1,
            callId: "demo",
            agentId,
            language: "FRENCH",
            startedAt: iso(startedAt),
            durationSeconds: 60,
            anonymization: {
              status: "withheld",
              reason: "a name could not be told from a word",
              engine: "demo",
              entities: {}
            }
          })
        ),
        anonymization: "withheld"
      })
    }
  }

  const startedAt = now - 26 * minute
  const toothacheCall = await begin(clinic, startedAt, "+15145550142")
  await leave(toothacheCall, clinic, {
    kind: "callback",
    department: "Urgences dentaires",
    callerName: "Luc Tremblay",
    callbackNumber: "+15145550142",
    text: "Une dent cassée en haut à droite depuis ce matin, la douleur est vive. Il voudrait être vu aujourd'hui.",
    urgency: "urgent",
    takenAt: toSecond(startedAt + 44_000),
    due: toSecond(now - 4 * minute)
  })
  await end(toothacheCall, startedAt, 64, "caller_hangup")
  await keep(toothacheCall, clinic, startedAt)

  const others = [
    {
      kind: "callback",
      department: "Facturation",
      callerName: "Sofia Haddad",
      callbackNumber: "+14385550177",
      text: "Veut savoir si son assurance couvre le nettoyage, et combien il reste à payer.",
      due: toSecond(now + 20 * minute)
    },
    {
      kind: "appointment",
      callerName: "Émile Roy",
      callbackNumber: "+15145550119",
      text: "Premier rendez-vous, examen et nettoyage, pour lui et sa fille de huit ans.",
      bestTime: "en matinée",
      wishes: [toSecond(now + 50 * hour), toSecond(now + 74 * hour)],
      due: toSecond(now + 40 * hour)
    },
    {
      callerName: "<img src=x onerror=alert(1)>",
      callbackNumber: "+15145550155",
      text: "Please call about <b>invoice</b> 20417: the amount does not match the estimate.",
      language: "ENGLISH",
      complete: false
    },
    { callbackNumber: "+15145550160", text: "Le livreur passera demain à la porte arrière." }
  ]
  for (const [index, message] of others.entries()) {
    const at = now - (55 + index * 31) * minute
    const id = await begin(clinic, at, message.callbackNumber)
    await leave(id, clinic, { ...message, takenAt: toSecond(at + 40_000) })
    await end(id, at, 50 + index * 12, "agent_end")
    await keep(id, clinic, at)
  }
  const live = await begin(clinic, now - 73_000, "+14385550188")
  return { clinic, shop, toothacheCall, live, begin, end, worker }
}

export type Seeded = Awaited<ReturnType<typeof seed>>

/** The first manager, by the link that the office prints; gives their cookie. */
export const signUp = async ({ url, welcome }: Pick<DemoOffice, "url" | "welcome">): Promise<string> => {
  const token = new URL(welcome).hash.slice(1)
  const response = await fetch(`${url}/api/session/link`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url },
    body: JSON.stringify({ token, ...manager, company: "Clinique dentaire du Plateau", language: "ENGLISH" })
  })
  if (!response.ok) throw new Error(`signing up: ${response.status} ${await response.text()}`)
  return response.headers.getSetCookie().map((cookie) => cookie.split(";", 1)[0]).join("; ")
}
