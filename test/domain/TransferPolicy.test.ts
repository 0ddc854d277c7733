import { assert, describe, it } from "@effect/vitest"
import { Option, Result, Schema } from "effect"
import { renderFault } from "../../src/domain/AgentProblem.ts"
import { PhoneNumber } from "../../src/domain/PhoneNumber.ts"
import { defaultRules, readAllowed, readSipHost, transferPolicy } from "../../src/domain/TransferPolicy.ts"
import { parseSip, readTarget, TransferTarget } from "../../src/domain/TransferTarget.ts"

const target = (written: unknown) =>
  Result.match(readTarget(written, ["CA"]), {
    onFailure: (fault) => renderFault(fault, "it"),
    onSuccess: (target): string => target
  })

describe("a department's number", () => {
  it.each([
    ["514 555-0100", "tel:+15145550100"],
    ["sip:desk@pbx.example.com", "sip:desk@pbx.example.com"],
    ["SIP:Desk@PBX.Example.com:5061;TRANSPORT=TLS", "sip:Desk@pbx.example.com:5061;transport=tls"],
    [" <sips:+15145550100@pbx.example.com;user=phone> ", "sips:+15145550100@pbx.example.com;user=phone"],
    ["sip:1001@[2001:DB8::1]:5060;transport=udp;user=phone", "sip:1001@[2001:db8::1]:5060;transport=udp;user=phone"],
    ["sip:desk\u200B@198.51.100.7", "sip:desk@198.51.100.7"]
  ])("%s is dialled as %s", (written, dialled) => assert.strictEqual(target(written), dialled))

  it.each([
    ["sip:desk@pbx.example.com?Replaces=x", "headers, which follow a ?, are not sent: leave them out"],
    [
      "sip:desk@pbx.example.com;x=\"",
      "after a ; can stand transport=udp, transport=tcp, transport=tls and user=phone only"
    ],
    [
      "sip:desk@h;transport=tls;transport=tls",
      "after a ; can stand transport=udp, transport=tcp, transport=tls and user=phone only"
    ],
    ["sip:desk@h;lr", "after a ; can stand transport=udp, transport=tcp, transport=tls and user=phone only"],
    ["<sip:desk@h>;x=\"", "it is not of the form sip:user@host"],
    ["sip:desk\u0000@h", "there is a space or a control character in it"],
    ["sip:desk@h\r\nX: y", "there is a space or a control character in it"],
    ["sip:the desk@h", "there is a space or a control character in it"],
    [`sip:${"a".repeat(100_000)}@h`, "it is longer than 256 characters"],
    [`sip:${"a".repeat(65)}@h`, "before the @ can stand 1 to 64 letters, digits and . _ - + * ~ !"],
    ["sip:@h", "before the @ can stand 1 to 64 letters, digits and . _ - + * ~ !"],
    ["sip:a%00b@h", "before the @ can stand 1 to 64 letters, digits and . _ - + * ~ !"],
    ["sip:a:secret@h", "it is not of the form sip:user@host"],
    ["sip:a@b@h", "it is not of the form sip:user@host"],
    ["sip:pbx.example.com", "it is not of the form sip:user@host"],
    ["sip:desk@127.1", "after the @ is no host's name or address"],
    ["sip:desk@0x7f000001", "after the @ is no host's name or address"],
    ["sip:desk@[::zz]", "it is not of the form sip:user@host"],
    ["sip:desk@[1::2::3]", "after the @ is no host's name or address"],
    ["sip:desk@-h", "after the @ is no host's name or address"],
    ["sip:desk@h:0", "its port is none"],
    ["sip:desk@h:65536", "its port is none"]
  ])("%j is refused: %s", (written, why) =>
    assert.strictEqual(
      target(written),
      `expected a sip: URI, such as "sip:reception@pbx.example.com", found it (${why})`
    ))

  it.prop("is a target wherever it is taken, and a target is read as itself", [Schema.String], ([user]) => {
    for (const written of [user, `sip:${user}@h`, `sip:desk@${user}`, `sip:desk@h;${user}`]) {
      const read = readTarget(written, ["CA"])
      if (Result.isFailure(read)) continue
      assert.isTrue(Schema.is(TransferTarget)(read.success))
      assert.deepStrictEqual(readTarget(read.success, ["CA"]), read)
      assert.notMatch(read.success, /[\s?<>"%\p{Cc}]/u)
    }
  }, { arbitrary: { seed: 3 } })

  it("has a schema that takes nothing else", () => {
    for (const wrong of ["+15145550100", "tel:5145550100", "sip:a@h?x=y", "http://h", ""]) {
      assert.isFalse(Schema.is(TransferTarget)(wrong), wrong)
    }
  })
})

const own = PhoneNumber.make("+15145550100")

/** What the policy makes of a target: nothing, or what it says. */
const verdict = (
  written: string,
  options: {
    readonly allow?: ReadonlyArray<string>
    readonly from?: PhoneNumber | undefined
    readonly hosts?: ReadonlyArray<string>
  } = {}
) => {
  const { allow, from, hosts } = { allow: defaultRules.allow, from: own, hosts: [], ...options }
  return Result.match(transferPolicy({ allow, sipHosts: hosts, own: from })(TransferTarget.make(written)), {
    onFailure: (fault) => renderFault(fault, "it"),
    onSuccess: () => "allowed"
  })
}

const elsewhere = (country: string, code: string) =>
  `expected a number of Canada, found it (it is one of ${country}; TRANSFER_ALLOW with ${code} would allow it)`
const dear = (what: string) =>
  `expected a number at an ordinary rate, found it (it is ${what}; TRANSFER_ALLOW with its prefix would allow it)`

describe("where a call may go by default", () => {
  it.each([
    "tel:+15145550111",
    "tel:+16045550111",
    // Free for whoever calls.
    "tel:+18005550199",
    "tel:+18885550199",
    "tel:+18005551212"
  ])("%s", (number) => assert.strictEqual(verdict(number), "allowed"))

  it.each([
    ["tel:+12125550111", elsewhere("United States", "US")],
    ["tel:+18765550111", elsewhere("Jamaica", "JM")],
    ["tel:+12425550111", elsewhere("Bahamas", "BS")],
    ["tel:+18095550111", elsewhere("Dominican Republic", "DO")],
    ["tel:+17875550111", elsewhere("Puerto Rico", "PR")],
    ["tel:+33145550100", elsewhere("France", "FR")],
    [
      "tel:+15555550111",
      "expected a number of Canada, found it (its country cannot be told; TRANSFER_ALLOW with its prefix would allow it)"
    ],
    ["tel:+9991234567", "expected a number of a country, found it (it is nobody's)"],
    ["tel:+19005550111", dear("a premium-rate number")],
    ["tel:+15149765555", dear("a premium-rate number")],
    ["tel:+15145551212", dear("directory assistance")],
    ["tel:+15005550111", dear("a personal number, which leads anywhere")],
    ["tel:+16005550111", dear("a satellite network")],
    ["tel:+881612345678", dear("a satellite or worldwide network")],
    ["tel:+870773111632", dear("a satellite or worldwide network")],
    ["tel:+882161234567", dear("a satellite or worldwide network")],
    ["tel:+80012345678", dear("a worldwide service")],
    ["tel:+979123456789", dear("a worldwide service")],
    ["tel:+15145550100", "expected a number other than the agent's own, found it (the call would come back)"],
    ["sip:root@127.0.0.1", "expected a host that TRANSFER_SIP_HOSTS names, found it (it is this machine)"],
    [
      "sip:root@10.1.2.3",
      "expected a host that TRANSFER_SIP_HOSTS names, found it (it is an address of a private network)"
    ],
    ["sip:desk@pbx", "expected a host that TRANSFER_SIP_HOSTS names, found it (it is a name of a private network)"],
    ["sip:desk@pbx.example.com", "expected a host that TRANSFER_SIP_HOSTS names, found it (it names none)"]
  ])("not %s", (number, why) => assert.strictEqual(verdict(number), why))

  it("is the country of the agent's own number, with its dear ranges left out", () => {
    const from = PhoneNumber.make("+33145550100")
    assert.strictEqual(verdict("tel:+33612345678", { from }), "allowed")
    assert.strictEqual(verdict("tel:+33891234567", { from }), dear("a premium-rate number"))
    assert.strictEqual(verdict("tel:+33820123456", { from }), dear("a shared-cost number"))
    assert.strictEqual(verdict("tel:+33806123456", { from }), dear("a universal access number"))
    assert.include(verdict("tel:+15145550111", { from }), "expected a number of France")
  })

  it("is Canada and the United States where the agent's number says no country", () => {
    for (const from of [undefined, PhoneNumber.make("+18005550100")]) {
      assert.strictEqual(verdict("tel:+15145550111", { from }), "allowed")
      assert.strictEqual(verdict("tel:+12125550111", { from }), "allowed")
      assert.include(verdict("tel:+18765550111", { from }), "expected a number of Canada or United States")
    }
  })
})

describe("where an operator lets calls go", () => {
  it.each<[ReadonlyArray<string>, ReadonlyArray<string>, ReadonlyArray<string>]>([
    [["own", "US"], ["+15145550111", "+12125550111"], ["+18765550111", "+19005550111", "+33145550100"]],
    [["US"], ["+12125550111", "+18005550199"], ["+15145550111"]],
    // Alone, the code of many countries is its two large ones.
    [["+1"], ["+15145550111", "+12125550111"], ["+18765550111", "+19005550111", "+15145550100"]],
    [["+1876"], ["+18765550111"], ["+15145550111"]],
    [["+44"], ["+442079460018"], ["+447012345678", "+448451234567", "+15145550111"]],
    [["+4420"], ["+442079460018"], ["+441632960001"]],
    [["+1900"], ["+19005550111"], ["+15145550111"]],
    [["+881"], ["+881612345678"], ["+870773111632"]],
    [[], [], ["+15145550111", "+18005550199"]]
  ])("%j", (allow, yes, no) => {
    for (const number of yes) assert.strictEqual(verdict(`tel:${number}`, { allow }), "allowed", number)
    for (const number of no) assert.notStrictEqual(verdict(`tel:${number}`, { allow }), "allowed", number)
  })

  it("says what it does let go", () => {
    assert.strictEqual(
      verdict("tel:+18765550111", { allow: ["own", "FR"] }),
      "expected a number of Canada, or one that TRANSFER_ALLOW names, found it (it is one of Jamaica; TRANSFER_ALLOW with JM would allow it)"
    )
    assert.include(verdict("tel:+18765550111", { allow: [] }), "expected no number at all")
  })

  it.each<[ReadonlyArray<string>, ReadonlyArray<string>, ReadonlyArray<string>]>([
    [["pbx.example.com"], ["sip:desk@pbx.example.com", "sips:desk@PBX.example.com:5061"], [
      "sip:desk@example.com",
      "sip:desk@pbx.example.com.evil.example",
      "sip:desk@xpbx.example.com"
    ]],
    [["*.example.com"], ["sip:desk@pbx.example.com", "sip:desk@a.b.example.com"], [
      "sip:desk@example.com",
      "sip:desk@badexample.com"
    ]],
    [["*"], ["sip:desk@anything.example"], ["sip:root@127.0.0.1", "sip:desk@pbx.local", "sip:desk@[::1]"]],
    [["127.0.0.1", "[::1]", "pbx.local"], ["sip:root@127.0.0.1", "sip:desk@pbx.local", "sip:desk@[::1]"], [
      "sip:root@127.0.0.2"
    ]]
  ])("%j", (hosts, yes, no) => {
    for (const uri of yes) assert.strictEqual(verdict(uri, { hosts }), "allowed", uri)
    for (const uri of no) assert.include(verdict(uri, { hosts }), "expected a host that TRANSFER_SIP_HOSTS names", uri)
  })

  it("is held against the number that a SIP user is, too", () => {
    const hosts = ["carrier.example"]
    for (const user of ["1001", "reception", "5145550111", "+15145550111", "1-514-555-0111"]) {
      assert.strictEqual(verdict(`sip:${user}@carrier.example`, { hosts }), "allowed", user)
    }
    for (
      const user of [
        "+19005550111",
        "19005550111",
        "1-900-555-0111",
        "+1-900-555-0111",
        "011881612345678",
        "00881612345678"
      ]
    ) {
      assert.include(verdict(`sip:${user}@carrier.example`, { hosts }), "expected a number at an ordinary rate", user)
    }
    assert.include(verdict("sip:+18765550111@carrier.example;user=phone", { hosts }), "Jamaica")
    assert.include(verdict("sip:5145550100@carrier.example", { hosts }), "other than the agent's own")
    assert.strictEqual(
      verdict("sip:+1876@carrier.example", { hosts }),
      "expected a user, or a number before the @, found it"
    )
  })
})

it.each<[string, ReadonlyArray<string>, ReadonlyArray<string>]>([
  ["+33145550100", ["0145550111", "01.45.55.01.11", "3949"], ["0899123456", "08-20-12-34-56"]],
  ["+442079460018", ["02079460019"], ["09061234567", "07012345678", "08451234567", "07781123456"]],
  ["+41225550100", ["0225550111"], ["0900123456", "0848123456"]],
  ["+3225550100", ["025550111", "3225550111"], ["090012345", "3290012345"]],
  ["+35316000000", ["016000001"], ["1550123456", "1850123456"]]
])("a SIP user is the number that it is in the country of %s", (from, yes, no) => {
  const options = { from: PhoneNumber.make(from), hosts: ["carrier.example"] }
  for (const user of yes) assert.strictEqual(verdict(`sip:${user}@carrier.example`, options), "allowed", user)
  for (const user of no) assert.include(verdict(`sip:${user}@carrier.example`, options), "expected a number", user)
})

describe("the rules' entries", () => {
  it("are countries, prefixes that begin with a code, and own", () => {
    for (
      const [written, entry] of [["OWN", "own"], ["ca", "CA"], ["+33", "+33"], ["+1900", "+1900"], [
        "+881",
        "+881"
      ]] as const
    ) {
      assert.deepStrictEqual(readAllowed(written), Option.some(entry))
    }
    for (const wrong of ["", "*", "33", "+", "+0", "+999", "XX", "Canada", "001", "+1-514"]) {
      assert.isTrue(Option.isNone(readAllowed(wrong)), wrong)
    }
  })

  it("are hosts, all below one, or all", () => {
    for (const host of ["*", "pbx.example.com", "*.example.com", "10.0.0.1", "[::1]", "pbx"]) {
      assert.deepStrictEqual(readSipHost(host.toUpperCase()), Option.some(host))
    }
    for (const wrong of ["", "*.", "a b", "sip:x@h", "h:5060", "*.*.h", "::1"]) {
      assert.isTrue(Option.isNone(readSipHost(wrong)), wrong)
    }
  })
})

it("a SIP address has its parts", () => {
  assert.deepStrictEqual(
    parseSip("sip:desk@pbx.example.com:5070;transport=tcp"),
    Result.succeed({ scheme: "sip", user: "desk", host: "pbx.example.com", port: 5070, parameters: ["transport=tcp"] })
  )
})
