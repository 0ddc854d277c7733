import { Array as Arr, Effect, Option, Predicate, Record, Result, Schema, SchemaGetter, SchemaIssue } from "effect"
import { AgentConfig, Provisioning, Transfer } from "./AgentConfig.ts"
import { departmentKeys, partKeys, readParts } from "./AgentParts.ts"
import { isRecord, kindOf, type Path, type Problem, problemDecoder, valueAt } from "./AgentProblem.ts"
import { messageBounds } from "./CallMessage.ts"
import { AgentId, CompanyId } from "./Ids.ts"
import { Language, languageOf } from "./Language.ts"
import { normalize, type PhoneNumber } from "./PhoneNumber.ts"
import { defaultRules, type TransferRules } from "./TransferPolicy.ts"

type Written = Readonly<Record<string, unknown>>

/** What was written about an agent, and where in the whole it stands. In the flat form both are the same record. */
export interface AgentSource {
  readonly config: Written
  readonly configPath: Path
  /** Who the agent is and what it was provisioned with; its `name` is the fallback. */
  readonly row: Written
  readonly rowPath: Path
}

/** How an agent is read: where the operator lets calls go, and the number that was dialled, where one was. */
export interface ReadAs {
  readonly rules?: TransferRules
  readonly dialled?: PhoneNumber
}

/**
 * What was understood. `problems` keep the agent from answering, and then there is none; `warnings` don't: they are what
 * is wrong with it all the same.
 */
export interface Reading {
  readonly agent: Option.Option<AgentConfig>
  readonly problems: ReadonlyArray<Problem>
  readonly warnings: ReadonlyArray<Problem>
}

/** `FRENCH` and `ENGLISH` in any case, by their tags (`fr`, `en-CA`) and by their own names. */
const LanguageWritten = Schema.String.annotate({ message: "FRENCH or ENGLISH" }).pipe(Schema.decodeTo(Language, {
  decode: SchemaGetter.transformEffect((written: string) =>
    Effect.fromOption(languageOf(written)).pipe(
      Effect.mapError(() => new SchemaIssue.InvalidValue({ message: "FRENCH or ENGLISH" }))
    )
  ),
  encode: SchemaGetter.passthroughSupertype()
}))

const text = Schema.optionalKey(Schema.String)
const required = { messageMissingKey: "string" }
const filledText = Schema.Trim.check(Schema.isNonEmpty({ message: "a string that is not empty" }))
/** What is said aloud: longer, and nobody listens to it, and the TTS does not take it; without a letter it has no sound. */
const spoken = (written: Schema.Codec<string, string>, most: number) =>
  written.check(
    Schema.isMaxLength(most, { message: `no more than ${most} letters, for it is said aloud` }),
    Schema.isPattern(/^\s*$|[\p{L}\p{N}]/u, { message: "a letter or a digit in it, for it is said aloud" })
  )

const RowWritten = Schema.Struct({
  id: AgentId.annotateKey(required),
  twilioPhoneNumberSid: text,
  twilioTrunkSid: text,
  livekitInboundTrunkId: text,
  livekitDispatchRuleId: text,
  phoneProvisioningStatus: text
})

const TransferWritten = Schema.Struct({
  department: spoken(filledText, messageBounds.department).annotateKey(required),
  instructions: text
})
/** What a department may have. */
export const transferKeys = [...Object.keys(TransferWritten.fields), ...departmentKeys]

const PhraseWritten = Schema.Struct({
  FRENCH: Schema.optionalKey(spoken(filledText, 2000)),
  ENGLISH: Schema.optionalKey(spoken(filledText, 2000))
})

const ConfigWritten = Schema.Struct({
  name: Schema.optionalKey(spoken(Schema.String, 300)),
  openingHours: text,
  description: text,
  instructions: text,
  faqs: text,
  supportedLanguages: Schema.optionalKey(Schema.Array(LanguageWritten)),
  defaultLanguage: Schema.optionalKey(LanguageWritten),
  transfers: Schema.optionalKey(Schema.Array(TransferWritten)),
  phrases: Schema.optionalKey(Schema.Record(Schema.String, PhraseWritten))
})

const decodeCompany = Schema.decodeUnknownOption(CompanyId)
const decodeRow = problemDecoder(RowWritten)
const decodeConfig = problemDecoder(ConfigWritten)

const rowKeys = [
  ...Object.keys(RowWritten.fields),
  "companyId",
  "twilioPhoneNumber",
  "name",
  "config",
  "rawConfig",
  "deletedAt"
]
/** What one writes of an agent. */
export const agentKeys = ["id", "phone", ...Object.keys(ConfigWritten.fields), ...partKeys]
/** The same, and what a database keeps beside it. */
export const knownKeys = [...rowKeys, ...agentKeys]

/** A `null` is how a database says that there is nothing. Bounded: nothing that we read is deeper. */
const withoutNulls = (value: unknown, depth = 8): unknown =>
  depth === 0
    ? value
    : Array.isArray(value)
    ? value.map((item) => withoutNulls(item, depth - 1))
    : isRecord(value)
    ? Record.map(Record.filter(value, Predicate.isNotNullish), (item) => withoutNulls(item, depth - 1))
    : value

/** A number or an id as it was written. YAML makes a number of `+15145550100` without quotes, and drops its sign. */
export const numberText = (written: unknown): string =>
  Predicate.isString(written) ? written.trim() : Predicate.isNumber(written) ? String(written) : ""

const kept = (written: unknown, known: ReadonlyArray<string>) => {
  const extra = isRecord(written) ? Record.filter(written, (_, key) => !known.includes(key)) : {}
  return Record.isEmptyRecord(extra) ? {} : { extra }
}

/** Whose the agent is, by its row alone: the config is what the company itself writes. */
const companyOf = ({ companyId }: Written) => decodeCompany(numberText(companyId))

const nameOf = (...written: ReadonlyArray<unknown>): Option.Option<string> =>
  Arr.findFirst(written, (name): name is string => Predicate.isString(name) && name.trim() !== "").pipe(
    Option.map((name) => name.trim())
  )

const languagesOf = ({ defaultLanguage, supportedLanguages = [] }: typeof ConfigWritten.Type) => {
  const spoken = supportedLanguages.length > 0 || defaultLanguage !== undefined
    ? supportedLanguages
    : ["FRENCH", "ENGLISH"] as const
  const greeting = defaultLanguage ?? spoken[0] ?? "FRENCH"
  return {
    defaultLanguage: greeting,
    supportedLanguages: [greeting, ...Arr.dedupe(spoken).filter((language) => language !== greeting)] as const
  }
}

const doubtsOf = (config: Written, row: Written, { configPath, rowPath }: AgentSource): ReadonlyArray<Problem> => {
  const doubt = (record: Written, at: Path, path: Path, expected: string): Problem => ({
    path: [...at, ...path],
    expected,
    found: kindOf(valueAt(record, path))
  })
  const read = (written: unknown) =>
    Predicate.isString(written) ? Option.getOrUndefined(languageOf(written)) : undefined
  const list = (written: unknown): ReadonlyArray<unknown> => Array.isArray(written) ? written : []
  const phrases = isRecord(config["phrases"]) ? config["phrases"] : {}
  const listed = list(config["supportedLanguages"]).map(read)
  const greeting = read(config["defaultLanguage"])
  const { twilioPhoneNumber } = row
  return [
    ...greeting !== undefined && listed.length > 0 && !listed.includes(greeting)
      ? [doubt(config, configPath, ["defaultLanguage"], "one of supportedLanguages")]
      : [],
    ...Object.entries(phrases).flatMap(([key, phrase]) =>
      Object.keys(isRecord(phrase) ? phrase : {})
        .filter((language) => !(language in PhraseWritten.fields))
        .map((language) => doubt(config, configPath, ["phrases", key, language], "FRENCH or ENGLISH as its key"))
    ),
    ...row["companyId"] !== undefined && Option.isNone(companyOf(row))
      ? [doubt(row, rowPath, ["companyId"], "an id of 1 to 200 letters")]
      : [],
    ...twilioPhoneNumber !== undefined && Option.isNone(normalize(numberText(twilioPhoneNumber)))
      ? [doubt(row, rowPath, ["twilioPhoneNumber"], "an E.164 number")]
      : []
  ]
}

/**
 * Reads an agent, tolerant where the meaning is plain, and otherwise with every wrong path at once.
 *
 * `defaultLanguage` missing: the first of `supportedLanguages`. `supportedLanguages` missing or empty: the default one
 * alone; both missing: French and English, French first. A default that is not among the supported ones joins them,
 * with a warning: the agent greets in it. A department whose numbers cannot be dialled, or may not be by `rules`, is kept
 * without them, with a warning for each.
 */
export const readAgent = (source: AgentSource, { dialled, rules = defaultRules }: ReadAs = {}): Reading => {
  const row = withoutNulls(source.row) as Written
  const config = withoutNulls(source.config) as Written
  const phone = Option.firstSomeOf([
    normalize(numberText(row["twilioPhoneNumber"])),
    normalize(numberText(config["phone"])),
    Option.fromUndefinedOr(dialled)
  ])
  const parts = readParts(config, source.configPath, { own: Option.getOrUndefined(phone), rules })
  const { departments, ...ofAgent } = parts.value
  const warnings = [...doubtsOf(config, row, source), ...parts.doubts]
  const name = nameOf(config["name"], row["name"])
  const rowRead = decodeRow(Predicate.isNumber(row["id"]) ? { ...row, id: String(row["id"]) } : row, source.rowPath)
  const configRead = decodeConfig(config, source.configPath)
  if (Result.isFailure(rowRead) || Result.isFailure(configRead) || Option.isNone(name)) {
    const problems = [
      ...Result.isFailure(rowRead) ? rowRead.failure : [],
      ...Result.isFailure(configRead) ? configRead.failure : []
    ]
    const nameless = Option.isNone(name) && !problems.some(({ path }) => path.at(-1) === "name")
      ? [{
        path: [...source.configPath, "name"],
        expected: "a string that is not empty",
        found: kindOf(config["name"])
      }]
      : []
    return { agent: Option.none(), problems: [...problems, ...nameless], warnings }
  }
  const { id, ...provisioned } = rowRead.success
  const { phrases, transfers = [], ...written } = configRead.success
  const agent = AgentConfig.make({
    ...written,
    ...languagesOf(configRead.success),
    ...phrases === undefined ? {} : { phrases },
    ...ofAgent,
    ...Option.isSome(phone) && { phone: phone.value },
    id,
    ...Option.match(companyOf(row), { onNone: () => ({}), onSome: (companyId) => ({ companyId }) }),
    name: name.value,
    transfers: transfers.map((transfer, index) =>
      Transfer.make({
        ...transfer,
        numbers: [],
        ...departments[index],
        ...kept(valueAt(config, ["transfers", index]), transferKeys)
      })
    ),
    provisioning: Provisioning.make({
      ...provisioned,
      ...Option.match(normalize(numberText(row["twilioPhoneNumber"])), {
        onNone: () => ({}),
        onSome: (twilioPhoneNumber) => ({ twilioPhoneNumber })
      })
    }),
    ...kept({ ...row, ...config }, knownKeys)
  })
  return { agent: Option.some(agent), problems: [], warnings }
}
