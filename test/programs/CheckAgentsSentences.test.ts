import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { check } from "../support/CheckFiles.ts"

describe("check", () => {
  const given = `phone: "+15145550100"\nname: Clinique\nsupportedLanguages: [FRENCH]\n`
  const number = "expected a phone number, such as \"+15145550100\""
  const action =
    "expected one of { transfer: a department }, { language: FRENCH }, \"repeat\", { message: true } and { refuseRecording: true }"
  const mailbox = "expected a mailbox, such as \"office@example.com\""
  const url = "expected a URL, such as \"https://hooks.example.com/messages\""
  const secret = "expected whsec_ and the base64 of 24 to 64 random bytes, such as what `openssl rand -base64 32` gives"
  const whsec = `whsec_${btoa("a secret of 24 bytes....")}`

  /** What is added to a good file, from its fourth line on, and what is then said of it. */
  const wrong: ReadonlyArray<readonly [added: string, ...lines: ReadonlyArray<string>]> = [
    [
      `transfers: [{ department: A, phone_number: 514 555-011 }]`,
      `4:30 transfers[0].phone_number: ${number}, found "514 555-011" (too short: 9 digits after the country's code, where 10 are needed)`
    ],
    [
      `transfers: [{ department: A, phone_number: 0145550100 }]`,
      `4:30 transfers[0].phone_number: ${number}, found "0145550100" (no number of North America begins with these digits)`
    ],
    [
      `transfers: [{ department: A, phone_number: "+19005550111" }]`,
      `4:30 transfers[0].phone_number: expected a number at an ordinary rate, found "+19005550111" (it is a premium-rate number; TRANSFER_ALLOW with its prefix would allow it)`
    ],
    [
      `transfers: [{ department: A, phone_number: "+18765550111" }]`,
      `4:30 transfers[0].phone_number: expected a number of Canada, found "+18765550111" (it is one of Jamaica; TRANSFER_ALLOW with JM would allow it)`
    ],
    [
      `transfers: [{ department: A, phone_number: 514-555-0100 }]`,
      `4:30 transfers[0].phone_number: expected a number other than the agent's own, found "514-555-0100" (the call would come back)`
    ],
    [
      `transfers: [{ department: A, phone_number: "sip:root@127.0.0.1" }]`,
      `4:30 transfers[0].phone_number: expected a host that TRANSFER_SIP_HOSTS names, found "sip:root@127.0.0.1" (it is this machine)`
    ],
    [
      `transfers: [{ department: A, numbers: [{ phone_number: 555-0100, patience: 3 minutes }, 12] }]`,
      `4:42 transfers[0].numbers[0].phone_number: ${number}, found "555-0100" (the area code is missing)`,
      `4:66 transfers[0].numbers[0].patience: expected a duration from 5 to 60 seconds, such as "20 seconds", found "3 minutes"`,
      `4:89 transfers[0].numbers[1]: ${number}, found 12 (without quotes it loses the + or 0 that it begins with: put it in quotes)`
    ],
    [
      `transfers: [{ department: A, phone_number: "+15145550110", numbers: ["+15145550110", "+15145550111"] }]`,
      `4:70 transfers[0].numbers[0]: expected another number than those before it, found "+15145550110"`
    ],
    [
      `transfers: [{ department: A, numbers: "+15145550110" }]`,
      `4:30 transfers[0].numbers: expected a list of numbers, each as { phone_number, patience }, found "+15145550110"`
    ],
    [
      `transfers:\n  - { department: A, numbers: [{ number: "+15145550110" }] }`,
      `5:32 transfers[0].numbers[0].phone_number: ${number}, found nothing`,
      `5:34 transfers[0].numbers[0].number: expected one of the keys phone_number, patience, found "+15145550110"`
    ],
    [
      `transfers:\n  - department: A\n    numbers:\n${
        Array.from({ length: 6 }, (_, index) => `      - "+1514555011${index}"\n`).join("")
      }`,
      `12:9 transfers[0].numbers[5]: expected no more than 5 numbers, found "+15145550115"`
    ],
    [
      `fallback: { phone_number: 112 }`,
      `4:13 fallback.phone_number: ${number}, found 112 (without quotes it loses the + or 0 that it begins with: put it in quotes)`
    ],
    [`fallback: "+15145550110"`, `4:1 fallback: expected keys and values (phone_number), found "+15145550110"`],
    [
      `keypad:\n  "0": { transfer: Inconnu }`,
      `5:10 keypad.0.transfer: expected the department of one of the transfers, found "Inconnu"`
    ],
    [
      `keypad: { "9": { language: ENGLISH } }`,
      `4:18 keypad.9.language: expected a language that the agent speaks, FRENCH or ENGLISH, found "ENGLISH"`
    ],
    [`keypad: { "10": repeat }`, `4:11 keypad.10: expected one of the keys 0 to 9, "*" and "#", found "repeat"`],
    [`keypad: { "#": sing }`, `4:11 keypad.#: ${action}, found "sing"`],
    [`keypad: { "1": transfer }`, `4:11 keypad.1: ${action}, found "transfer"`],
    [`keypad: { "1": { message: false } }`, `4:11 keypad.1: ${action}, found object`],
    [`keypad: { "1": { message: true, language: FRENCH } }`, `4:11 keypad.1: ${action}, found object`],
    [`keypad: [repeat]`, `4:1 keypad: expected keys, and what each of them does, found array`],
    [
      `keypad:\n  "0": repeat\n  0: { message: true }`,
      `6:3 not valid YAML: the key "0" stands twice, first in line 5`
    ],
    [
      `keypad:\n  *: repeat`,
      `5:4 not valid YAML: as a key, * stands in quotes`,
      `5:6 not valid YAML: Unexpected scalar at node end`
    ],
    [
      `disclosure: { machine: "yes", recording: maybe, beep: true }`,
      `4:15 disclosure.machine: expected true or false, found "yes"`,
      `4:31 disclosure.recording: expected off, announce or ask, found "maybe"`,
      `4:49 disclosure.beep: expected one of the keys machine, recording, found true`
    ],
    [
      `deliver: { email: [bureau, Anne <a@b.ca>, a@b, "a..b@c.ca", ${"x".repeat(65)}@b.ca, é@b.ca, 1] }`,
      `4:20 deliver.email[0]: ${mailbox}, found "bureau" (one @ stands in it)`,
      `4:28 deliver.email[1]: ${mailbox}, found "Anne <a@b.ca>" (one mailbox alone, without a name)`,
      `4:43 deliver.email[2]: ${mailbox}, found "a@b" (after the @ stands no domain)`,
      `4:48 deliver.email[3]: ${mailbox}, found "a..b@c.ca" (before the @ stands no name of a mailbox)`,
      `4:61 deliver.email[4]: ${mailbox}, found "${"x".repeat(65)}@b.ca" (it is too long)`,
      `4:133 deliver.email[5]: ${mailbox}, found "é@b.ca" (before the @ stands no name of a mailbox)`,
      `4:141 deliver.email[6]: ${mailbox}, found 1 (it is no text)`
    ],
    [
      `deliver: { email: [${Array.from({ length: 11 }, (_, index) => `m${index}@b.ca`).join()}] }`,
      `4:12 deliver.email: expected no more than 10 mailboxes, found array`
    ],
    ...[
      ["http://hooks.example.com", "messages are private: https: alone keeps them so"],
      ["https://localhost/x", "it is this machine, which messages are not sent to"],
      ["https://127.1/x", "it is this machine, which messages are not sent to"],
      ["https://2130706433/x", "it is this machine, which messages are not sent to"],
      ["https://[::1]/x", "it is this machine, which messages are not sent to"],
      ["https://[::ffff:10.0.0.1]/x", "it is an address of a private network, which messages are not sent to"],
      ["https://192.168.1.4/x", "it is an address of a private network, which messages are not sent to"],
      ["https://172.31.0.1/x", "it is an address of a private network, which messages are not sent to"],
      ["https://169.254.169.254/x", "it is an address of a private network, which messages are not sent to"],
      ["https://[fd00::1]/x", "it is an address of a private network, which messages are not sent to"],
      ["https://nas.local/x", "it is a name of a private network, which messages are not sent to"],
      ["https://intranet/x", "it is a name of a private network, which messages are not sent to"],
      ["https://me:pw@hooks.example.com", "no user and password: the secret proves who sends"],
      ["hooks.example.com", "it is none"]
    ].map(([written, why]): readonly [string, string] => [
      `deliver: { webhook: { secret: ${whsec}, url: "${written}" } }`,
      `4:71 deliver.webhook.url: ${url}, found "${written}" (${why})`
    ]),
    [
      `deliver: { webhook: { url: https://hooks.example.com, secret: whsec_c2hvcnQ= } }`,
      `4:55 deliver.webhook.secret: ${secret}, found string`
    ],
    [
      `deliver: { webhook: { url: https://hooks.example.com } }`,
      `4:12 deliver.webhook.secret: ${secret}, found nothing`
    ],
    [
      `deliver: { webhook: https://hooks.example.com, backend: oui, fax: true }`,
      `4:12 deliver.webhook: expected keys and values (url, secret), found "https://hooks.example.com"`,
      `4:48 deliver.backend: expected true or false, found "oui"`,
      `4:62 deliver.fax: expected one of the keys email, webhook, backend, file, found true`
    ],
    [
      `transfers: [{ department: A, phone_number: "+15145550110", deliver: { email: nobody } }]`,
      `4:71 transfers[0].deliver.email: ${mailbox}, found "nobody" (one @ stands in it)`
    ],
    [
      `voice: { pipeline: both, realtimeVoice: a b, speed: 9, turnDetection: silero, pitch: 2 }`,
      `4:10 voice.pipeline: expected realtime, cascade or realtime+cascade, found "both"`,
      `4:26 voice.realtimeVoice: expected the name of a voice, such as alloy, found "a b"`,
      `4:46 voice.speed: expected a number from 0.25 to 1.5, where 1 is the voice's own speed, found 9`,
      `4:56 voice.turnDetection: expected server, semantic or local, found "silero"`,
      `4:79 voice.pitch: expected one of the keys pipeline, realtimeVoice, ttsVoice, speed, turnDetection, found 2`
    ],
    [
      `phrases: { greeting: { FRENCH: "Ici {nom}, {name}." } }`,
      `4:24 phrases.greeting.FRENCH: expected no variables but {name} and {department}, found "{nom}"`
    ],
    [
      `faqs: "O\uFFFD ?"`,
      `4:1 faqs: expected text without \uFFFD, which stands where a letter was lost, found "O\uFFFD ?"`
    ],
    [`id: "a\u202Eb"`, `4:1 id: expected an id of letters, digits, - and _, at most 128 long, found "a\\u{202e}b"`]
  ]

  it.effect.each(wrong)("has a sentence for %s", ([added, ...lines]) =>
    Effect.gen(function*() {
      const count = `${lines.length} problem${lines.length === 1 ? "" : "s"}`
      assert.deepStrictEqual((yield* check({ "f.yaml": `${given}${added}\n` })).lines, [
        ...lines.map((line) => `f.yaml:${line}`),
        count
      ])
    }))
})
