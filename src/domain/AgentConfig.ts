import { Schema } from "effect"
import { AnonymousCallers } from "./Admission.ts"
import { AgentVoice } from "./AgentVoice.ts"
import { Delivery } from "./Delivery.ts"
import { Disclosure } from "./Disclosure.ts"
import { Hours, WhenClosed } from "./Hours.ts"
import { AgentId, CompanyId } from "./Ids.ts"
import { Keypad } from "./Keypad.ts"
import { Rung } from "./Ladder.ts"
import { Language } from "./Language.ts"
import { PhoneNumber } from "./PhoneNumber.ts"
import { TransferTarget } from "./TransferTarget.ts"

/** Keys that this project does not know, kept as they were written. */
const extra = Schema.optionalKey(Schema.Record(Schema.String, Schema.Unknown))

/**
 * A department that calls can be transferred to. `numbers`: those that can be dialled, and may be by the operator's rules,
 * in the order in which they are tried.
 */
export class Transfer extends Schema.Class<Transfer>("receptionist/domain/Transfer")({
  department: Schema.Trim.check(Schema.isNonEmpty()),
  instructions: Schema.optionalKey(Schema.String),
  numbers: Schema.Array(Rung),
  deliver: Schema.optionalKey(Delivery),
  /** The agent's own where absent; `null` where it cannot be gone by. */
  hours: Schema.optionalKey(Schema.NullOr(Hours)),
  /** `message` where absent. */
  whenClosed: Schema.optionalKey(WhenClosed),
  extra
}) {}

/** Replacements for the fixed lines of `receptionist/Phrases.ts`: by phrase key, then by language. */
export const PhraseOverrides = Schema.Record(
  Schema.String,
  Schema.Record(Language, Schema.optionalKey(Schema.NonEmptyString))
)
export type PhraseOverrides = typeof PhraseOverrides.Type

/** Where the number came from: carried to the session's user data, never interpreted by the model. */
export class Provisioning extends Schema.Class<Provisioning>("receptionist/domain/Provisioning")({
  twilioPhoneNumber: Schema.optionalKey(PhoneNumber),
  twilioPhoneNumberSid: Schema.optionalKey(Schema.String),
  twilioTrunkSid: Schema.optionalKey(Schema.String),
  livekitInboundTrunkId: Schema.optionalKey(Schema.String),
  livekitDispatchRuleId: Schema.optionalKey(Schema.String),
  phoneProvisioningStatus: Schema.optionalKey(Schema.String)
}) {}

/**
 * One agent: what a number that was dialled answers with. Source: the backend's row, or a file in `AGENTS_DIR`, as
 * `domain/AgentSource.ts` reads them. `defaultLanguage` is always one of `supportedLanguages`.
 */
export class AgentConfig extends Schema.Class<AgentConfig>("receptionist/domain/AgentConfig")({
  id: AgentId,
  /** Whose it is: several agents of one company share its limits. Absent: nobody says. */
  companyId: Schema.optionalKey(CompanyId),
  name: Schema.NonEmptyString,
  openingHours: Schema.optionalKey(Schema.String),
  /** IANA; the operator's where absent, and `null` where it is none. */
  timeZone: Schema.optionalKey(Schema.NullOr(Schema.String)),
  /** What `openingHours` says where absent; `null` where it cannot be gone by. */
  hours: Schema.optionalKey(Schema.NullOr(Hours)),
  description: Schema.optionalKey(Schema.String),
  instructions: Schema.optionalKey(Schema.String),
  faqs: Schema.optionalKey(Schema.String),
  supportedLanguages: Schema.NonEmptyArray(Language),
  defaultLanguage: Language,
  transfers: Schema.Array(Transfer),
  phrases: Schema.optionalKey(PhraseOverrides),
  /** The number that is dialled, where the row or the file says it. */
  phone: Schema.optionalKey(PhoneNumber),
  /** Who takes the call when nobody else can: no model, no configuration, no capacity. */
  fallback: Schema.optionalKey(TransferTarget),
  keypad: Schema.optionalKey(Keypad),
  /** Whether callers who show no number are answered: they are where absent. */
  anonymousCallers: Schema.optionalKey(AnonymousCallers),
  /** Absent: `defaultDisclosure`. */
  disclosure: Schema.optionalKey(Disclosure),
  deliver: Schema.optionalKey(Delivery),
  voice: Schema.optionalKey(AgentVoice),
  provisioning: Provisioning,
  extra
}) {}
