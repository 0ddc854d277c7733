/** Private values as they are written where a call begins, each such that no other text holds it by chance. */
export const canaries = {
  caller: "+15145557301",
  /** All but the last digit, which tells the calls apart. */
  dialled: "+1514555731",
  number: "+15145557302",
  department: "+15145557303",
  room: "call-_+15145557301_Krzwqxo",
  identity: "sip_+15145557301",
  name: "Zorblatt Quimperlin",
  address: "4417 rue Vermouillard",
  card: "4929 6013 2287 5514",
  asked: "Service Flumpervox",
  tool: "lookup_snarkwidget",
  modelText: "the model quotes Blibberhorn",
  backendText: "the backend quotes Wockerjabs",
  storageText: "the storage quotes Grizzlepom",
  agentName: "Cabinet Trundleforth",
  instructions: "never mention the Pimpledrake discount",
  faqs: "the Wombatully question",
  hint: "for anything about Drizzlefinch",
  phrase: "a bientot chez Mufflecrump",
  metadata: "Quibberstone",
  attribute: "Snozzwhistle",
  roomToken: "token-Hurdlegump",
  backendKey: "sk-backend-Plinketon",
  modelKey: "sk-model-Vexelbaum",
  storageKey: "c2stc3RvcmFnZS1Ccm9tcHRvbg==",
  collectorKey: "sk-collector-Jiggleworth",
  liveKitKey: "a secret that is long enough for HS256"
} as const

export type Canary = keyof typeof canaries

/** A department's name is no secret of the caller's: it belongs into the row's metadata, and nowhere else. */
export const department = "Service Ockelbrand"

// However it was escaped, spaced or punctuated: letters and digits are what is left of it.
const essence = (text: string) =>
  text.replace(/%[0-9a-f]{2}|\\u[0-9a-f]{4}|\\[nrt]/gi, "").replace(/[^0-9a-z]+/gi, "").toLowerCase()

const common = new Set(["Service", "Cabinet"])

/** What tells of each: of a phrase, each word that is nobody else's; of a number, its digits. */
const marks: ReadonlyArray<readonly [Canary | "department name", string]> = [
  ...Object.entries(canaries).flatMap(([canary, text]) =>
    [text, ...text.split(/[^A-Za-z0-9+]+/).filter((word) => /^\+?\d{9,}$|^[A-Z][a-z]{6,}$/.test(word))]
      .filter((mark) => !common.has(mark))
      .map((mark) => [canary as Canary, essence(mark)] as const)
  ),
  ["department name", essence(department)]
]

/** Every private value that `text` holds, by name. */
export const leaksIn = (text: string): ReadonlyArray<string> => {
  const searched = essence(text)
  return [...new Set(marks.filter(([, mark]) => searched.includes(mark)).map(([name]) => name))]
}
