import { assert, describe, it } from "@effect/vitest"
import { Duration, Option, Redacted } from "effect"
import { fileProblems, readAgentFile } from "../../src/domain/AgentFile.ts"
import type { TransferRules } from "../../src/domain/TransferPolicy.ts"

const head = `phone: "+15145550100"
name: Clinique
supportedLanguages: [FRENCH, ENGLISH]
transfers:
  - { department: Réception, phone_number: "+15145550110" }
  - { department: Ventes, phone_number: "+15145550111" }
`
const secret = `whsec_${btoa("a secret of 24 bytes....")}`

const read = (text: string | Uint8Array, rules?: TransferRules) => {
  const file = readAgentFile(text, "clinic", rules)
  return { ...file, lines: fileProblems({ ...file, name: "f" }) }
}
const agentOf = (text: string, rules?: TransferRules) => {
  const { agent, problems, syntax, warnings } = read(text, rules)
  assert.deepStrictEqual([...syntax, ...problems, ...warnings], [])
  return Option.getOrThrow(agent)
}

describe("an agent's file", () => {
  it("knows the number that is dialled", () => {
    assert.strictEqual(agentOf(head).phone, "+15145550100")
    assert.isUndefined(agentOf(head).extra)
  })

  it("keeps a number whole that stands without quotes", () => {
    const { phone, transfers } = agentOf(`phone: +33145550100
name: Cabinet
transfers:
  - { department: A, phone_number: 0145550101 }
  - { department: B, numbers: [ +33145550102, { phone_number: 0145550103 } ] }
`)
    assert.strictEqual(phone, "+33145550100")
    assert.deepStrictEqual(transfers.map(({ numbers }) => numbers.map(({ target }) => target as string)), [
      ["tel:+33145550101"],
      ["tel:+33145550102", "tel:+33145550103"]
    ])
    assert.deepStrictEqual(agentOf("phone: 15145550100\nname: A\n").phone, agentOf(head).phone)
  })

  it("has the numbers of a department in the order in which they are tried", () => {
    const { transfers: [reception] } = agentOf(
      `phone: "+15145550100"
name: A
transfers:
  - department: Réception
    phone_number: "514 555-0110"
    numbers:
      - { phone_number: "+15145550111", patience: "15 seconds" }
      - { phone_number: "+15145550112", patience: 60 }
      - { phone_number: "+15145550113", patience: "5 secondes" }
      - "sip:desk@pbx.example.com"
`,
      { allow: ["own"], sipHosts: ["pbx.example.com"] }
    )
    assert.deepStrictEqual(
      reception?.numbers.map(({ patience, target }) => [target as string, Duration.toSeconds(patience)]),
      [
        ["tel:+15145550110", 20],
        ["tel:+15145550111", 15],
        ["tel:+15145550112", 60],
        ["tel:+15145550113", 5],
        ["sip:desk@pbx.example.com", 20]
      ]
    )
  })

  it("has keys that act without the model", () => {
    const { keypad } = agentOf(`${head}keypad:
  0: { transfer: " RECEPTION" }
  "2": { message: true }
  "3": message
  "8": { refuseRecording: true }
  "9": { language: en-CA }
  "*": repeat
  "#": { repeat: true }
`)
    assert.deepStrictEqual(keypad, {
      0: { _tag: "Transfer", department: "Réception" },
      2: { _tag: "Message" },
      3: { _tag: "Message" },
      8: { _tag: "RefuseRecording" },
      9: { _tag: "Language", language: "ENGLISH" },
      "*": { _tag: "Repeat" },
      "#": { _tag: "Repeat" }
    })
  })

  it.each([
    ["{ machine: false, recording: ask }", { machine: false, recording: "ask" }],
    ["{ recording: off }", { machine: true, recording: "off" }],
    ["{ recording: false }", { machine: true, recording: "off" }],
    ["{}", { machine: true, recording: "announce" }]
  ])(
    "discloses %s",
    (written, disclosure) =>
      assert.deepStrictEqual<unknown>(agentOf(`${head}disclosure: ${written}\n`).disclosure, disclosure)
  )

  it.each([
    ["{ recording: aks }", { machine: true, recording: "ask" }],
    ["{ recordings: off }", { machine: true, recording: "ask" }],
    ["{ machine: no }", { machine: true, recording: "announce" }],
    ["ask", { machine: true, recording: "ask" }]
  ])("protects the caller where it is not clear what it discloses: %s", (written, disclosure) => {
    const { agent, warnings } = read(`${head}disclosure: ${written}\n`)
    assert.lengthOf(warnings, 1)
    assert.deepStrictEqual<unknown>(Option.getOrThrow(agent).disclosure, disclosure)
  })

  it("delivers by several ways, and by others for one department", () => {
    const { deliver, transfers: [, sales] } = agentOf(`phone: "+15145550100"
name: A
deliver:
  email: [Bureau+messages@Example.com, bureau@clinic.example, Bureau+messages@example.com]
  webhook: { url: "https://Hooks.example.com/a?b=c", secret: ${secret} }
  backend: true
  file: true
transfers:
  - { department: Réception, phone_number: "+15145550110" }
  - { department: Ventes, phone_number: "+15145550111", deliver: { email: ventes@example.com } }
`)
    assert.deepStrictEqual(deliver, {
      email: ["Bureau+messages@example.com", "bureau@clinic.example"],
      webhook: { url: "https://hooks.example.com/a?b=c", secret: Redacted.make(secret) },
      backend: true,
      file: true
    })
    assert.deepStrictEqual(sales?.deliver, { email: ["ventes@example.com"], backend: false, file: false })
    assert.notInclude(JSON.stringify(deliver), secret)
  })

  it("keeps the ways of delivery that are right", () => {
    const { agent } = read(
      `${head}deliver: { email: [nobody, a@example.com], webhook: { url: "http://x" }, file: true }\n`
    )
    assert.deepStrictEqual(Option.getOrThrow(agent).deliver, { email: ["a@example.com"], backend: false, file: true })
  })

  it("has a voice, and who takes a call when nobody else can", () => {
    const { fallback, voice } = agentOf(`${head}voice:
  { pipeline: "realtime+cascade", realtimeVoice: marin, ttsVoice: alloy, speed: 1.1, turnDetection: semantic }
fallback: { phone_number: 514-555-0119 }
`)
    assert.deepStrictEqual(voice, {
      pipeline: "realtime+cascade",
      realtimeVoice: "marin",
      ttsVoice: "alloy",
      speed: 1.1,
      turnDetection: "semantic"
    })
    assert.strictEqual<string | undefined>(fallback, "tel:+15145550119")
  })

  it("leaves out what may not be dialled, and answers all the same", () => {
    const { agent, warnings } = read(`${head}fallback: { phone_number: "+19005550199" }
keypad: { "7": dance, "1": { transfer: Ventes } }
`)
    assert.lengthOf(warnings, 2)
    const { fallback, keypad } = Option.getOrThrow(agent)
    assert.isUndefined(fallback)
    assert.deepStrictEqual(keypad, { 1: { _tag: "Transfer", department: "Ventes" } })
  })

  it("says in a log where its problems are, and nothing that stands there", () => {
    const { lines } = read(`phone: "514 555-0199 x7"
name: [CANARY]
transfers:
  - { department: A, phone_number: CANARY 5145550177 }
keypad: { CANARY: CANARY, "1": { transfer: CANARY } }
deliver: { email: CANARY@, webhook: { url: "https://CANARY.local", secret: CANARY }, CANARY: CANARY }
disclosure: CANARY
voice: { pipeline: CANARY }
`)
    assert.deepStrictEqual(lines, [
      "f:1:1 phone: expected a phone number, found string (an extension cannot be dialled: the number that rings there directly is needed)",
      "f:2:1 name: expected string, found array"
    ])
  })

  it("shows twenty of its problems in a log, and how many more there are", () => {
    const many = Array.from({ length: 30 }, (_, index) => `faq${index}: a\nfaq${index}: b\n`).join("")
    const { lines } = read(`${head}${many}`)
    assert.lengthOf(lines, 21)
    assert.strictEqual(lines.at(-1), "and 10 more")
  })
})

describe("an agent's file that was not saved as UTF-8", () => {
  const latin = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0))
  const utf16 = (text: string, { big = false, mark = true } = {}) => {
    const units = Uint16Array.from(`${mark ? "\uFEFF" : ""}${text}`, (character) => character.charCodeAt(0))
    const bytes = new Uint8Array(units.length * 2)
    units.forEach((unit, index) => new DataView(bytes.buffer).setUint16(index * 2, unit, !big))
    return bytes
  }
  const text = `phone: "+15145550100"\nname: Clinique dentaire d'Été\n`

  it.each([
    ["UTF-8 with a byte order mark", new TextEncoder().encode(`\uFEFF${text}`)],
    ["UTF-16, little end first", utf16(text)],
    ["UTF-16, big end first", utf16(text, { big: true })]
  ])(
    "is read all the same where a mark says what it is: %s",
    (_, bytes) => assert.strictEqual(Option.getOrThrow(read(bytes).agent).name, "Clinique dentaire d'Été")
  )

  it.each<[string, Uint8Array]>([
    ["f:2:1 not text in UTF-8, but Latin-1: save it as UTF-8", latin(text)],
    [
      "f:3:1 not text in UTF-8, but Windows-1252: save it as UTF-8",
      latin(`${text}faqs: l\x92hiver\n`.replaceAll("É", "E").replaceAll("é", "e"))
    ],
    [
      "f:2:1 not text in UTF-8, but UTF-8 that is broken here: save it as UTF-8",
      Uint8Array.of(...new TextEncoder().encode(text), 0xC3)
        .with(text.indexOf("Clinique"), 0xFF)
    ],
    [
      "f:1:1 not text in UTF-8, but UTF-16 without a byte order mark: save it as UTF-8",
      utf16(text, { mark: false })
    ],
    ["f:1:1 not text in UTF-8, but no text: save it as UTF-8", Uint8Array.of(0x7F, 0x45, 0x4C, 0x46, 0, 1, 1)],
    ["f:3:1 not text in UTF-8, but UTF-16 that is broken here: save it as UTF-8", utf16(`${text}\uD800`)]
  ])("says %s", (line, bytes) => {
    const { agent, lines } = read(bytes)
    assert.isTrue(Option.isNone(agent))
    assert.deepStrictEqual(lines, [line])
  })

  it("may hold the mark of a letter that was lost before: it answers, and says where", () => {
    const { agent, warnings } = read(
      `${head.replace("Clinique", "Clinique d'\uFFFDt\uFFFD")}faqs: |\n  Q : O\uFFFD ?\n`
    )
    assert.isTrue(Option.isSome(agent))
    assert.deepStrictEqual(warnings.map(({ expected, line }) => [line, expected]), [
      [2, "text without \uFFFD, which stands where a letter was lost"],
      [7, "text without \uFFFD, which stands where a letter was lost"]
    ])
  })
})

describe("YAML made to keep a worker busy", () => {
  it.each([
    ["lists in lists", "[".repeat(200_000)],
    ["lists in lists that end", `a: ${"[".repeat(4_900)}${"]".repeat(4_900)}`],
    ["keys of keys", "? ".repeat(4_900)],
    ["more keys of keys", "? ".repeat(100_000)],
    ["maps as keys of maps", `a: ${"{".repeat(9_000)}`],
    ["many keys", Array.from({ length: 20_000 }, (_, index) => `k${index}: v\n`).join("")],
    ["one key many times", "a: 1\n".repeat(1_900)],
    ["many departments that are wrong", `${head}${"  - 1\n".repeat(1_500)}`],
    [
      "aliases of aliases",
      `a: &a [x]\n${
        Array.from({ length: 20 }, (_, index) => {
          const before = String.fromCharCode(97 + index)
          return `${String.fromCharCode(98 + index)}: &${String.fromCharCode(98 + index)} [${
            Array(9).fill(`*${before}`).join()
          }]\n`
        }).join("")
      }`
    ]
  ])("%s is refused, and says something", (_, text) => {
    const { agent, lines } = read(text)
    assert.isTrue(Option.isNone(agent))
    assert.isAbove(lines.length, 0)
  })

  it("is not a long text", () => {
    const faqs = "  Q: Où ? R: Ici.\n".repeat(12_000)
    assert.strictEqual(agentOf(`${head}faqs: |\n${faqs}`).faqs?.length, faqs.length - 2 * 12_000)
  })
})
