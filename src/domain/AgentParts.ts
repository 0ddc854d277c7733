import { Option, Predicate, Record, Result } from "effect"
import type { AnonymousCallers } from "./Admission.ts"
import { isRecord, type Path } from "./AgentProblem.ts"
import { type AgentVoice, readVoice } from "./AgentVoice.ts"
import { type Delivery, readDelivery } from "./Delivery.ts"
import { normalizeDepartment } from "./DepartmentName.ts"
import { type Disclosure, readDisclosure } from "./Disclosure.ts"
import type { Hours, WhenClosed } from "./Hours.ts"
import { readDepartmentHours, readOfficeHours } from "./HoursSource.ts"
import { type Keypad, readKeypad } from "./Keypad.ts"
import { readLadder, type Rung } from "./Ladder.ts"
import { type Language, languageOf } from "./Language.ts"
import { homeOf } from "./NumberingPlan.ts"
import { doubt, type Part, type Reader, readFields } from "./PartReader.ts"
import type { PhoneNumber } from "./PhoneNumber.ts"
import { transferPolicy, type TransferRules } from "./TransferPolicy.ts"
import { readTarget, type TransferTarget } from "./TransferTarget.ts"

type Written = Readonly<Record<string, unknown>>

interface DepartmentParts {
  readonly numbers: ReadonlyArray<Rung>
  readonly deliver?: Delivery
  readonly hours?: Hours | null
  readonly whenClosed?: WhenClosed
}

/** The parts of an agent that are all optional, each read as far as it can be. */
export interface AgentParts {
  readonly fallback?: TransferTarget
  readonly keypad?: Keypad
  readonly disclosure?: Disclosure
  readonly anonymousCallers?: AnonymousCallers
  readonly deliver?: Delivery
  readonly voice?: AgentVoice
  readonly timeZone?: string | null
  readonly hours?: Hours | null
}

export const departmentKeys = ["phone_number", "numbers", "deliver", "hours", "whenClosed"] as const
export const partKeys = [
  "fallback",
  "keypad",
  "disclosure",
  "anonymousCallers",
  "deliver",
  "voice",
  "timeZone",
  "hours"
] as const

/** Where a number leads, and whether calls may go there. */
const reachFrom = (own: PhoneNumber | undefined, rules: TransferRules): Reader<TransferTarget> => {
  const home = homeOf(own)
  const policy = transferPolicy({ ...rules, own })
  return (written, at) =>
    Result.flatMap(readTarget(written, home), policy).pipe(
      Result.mapError((fault) => [doubt(at, fault, written)])
    )
}

/** Where it is wrong, what was meant is to keep somebody out. */
const readAnonymousCallers = (written: unknown, at: Path): Part<AnonymousCallers> =>
  written === "accept" || written === "refuse"
    ? { value: written, doubts: [] }
    : { value: "refuse", doubts: [doubt(at, "accept or refuse", written)] }

const list = (written: unknown): ReadonlyArray<unknown> => Array.isArray(written) ? written : []

const spokenBy = (config: Written): ReadonlyArray<Language> => {
  const named = [config["defaultLanguage"], ...list(config["supportedLanguages"])].flatMap((word) =>
    Predicate.isString(word) ? Option.toArray(languageOf(word)) : []
  )
  return named.length === 0 ? ["FRENCH", "ENGLISH"] : named
}

const departmentIn = (config: Written) => {
  const names = list(config["transfers"]).flatMap((transfer) =>
    isRecord(transfer) && Predicate.isString(transfer["department"]) ? [transfer["department"].trim()] : []
  )
  return (asked: string) =>
    Option.fromNullishOr(names.find((name) => name !== "" && normalizeDepartment(name) === normalizeDepartment(asked)))
}

/**
 * Reads what stands beside an agent's texts: the numbers of its departments, its fallback, keys, disclosure, deliveries,
 * voice, time zone and hours. Numbers are read by the country of `own`, the agent's number, and are those that `rules` let calls go to.
 */
export const readParts = (
  config: Written,
  at: Path,
  { own, rules }: { readonly own: PhoneNumber | undefined; readonly rules: TransferRules }
): Part<AgentParts & { readonly departments: ReadonlyArray<DepartmentParts> }> => {
  const reach = reachFrom(own, rules)
  const spoken = spokenBy(config)
  const part = <A>(key: string, record: Written, path: Path, read: (written: unknown, at: Path) => Part<A>) =>
    record[key] === undefined ? undefined : read(record[key], [...path, key])

  const departments = list(config["transfers"]).map((transfer, index) => {
    const path = [...at, "transfers", index]
    if (!isRecord(transfer)) return { value: { numbers: [] }, doubts: [] }
    const ladder = readLadder(transfer, path, reach)
    const deliver = part("deliver", transfer, path, readDelivery)
    const hours = readDepartmentHours(transfer, path)
    return {
      value: { numbers: ladder.value, ...deliver !== undefined && { deliver: deliver.value }, ...hours.value },
      doubts: [...ladder.doubts, ...deliver?.doubts ?? [], ...hours.doubts]
    }
  })
  const office = readOfficeHours(config, at)
  const fallback = part("fallback", config, at, (written, path) => readFields(written, path, { phone_number: reach }))
  const parts = {
    keypad: part("keypad", config, at, (written, path) =>
      readKeypad(written, path, {
        department: departmentIn(config),
        language: (word) => Option.filter(languageOf(word), (language) => spoken.includes(language))
      })),
    disclosure: part("disclosure", config, at, readDisclosure),
    anonymousCallers: part("anonymousCallers", config, at, readAnonymousCallers),
    deliver: part("deliver", config, at, readDelivery),
    voice: part("voice", config, at, readVoice)
  }
  const target = fallback?.value.phone_number
  return {
    value: {
      departments: departments.map(({ value }) => value),
      ...office.value,
      ...target !== undefined && { fallback: target },
      ...parts.keypad !== undefined && { keypad: parts.keypad.value },
      ...parts.disclosure !== undefined && { disclosure: parts.disclosure.value },
      ...parts.anonymousCallers !== undefined && { anonymousCallers: parts.anonymousCallers.value },
      ...parts.deliver !== undefined && { deliver: parts.deliver.value },
      ...parts.voice !== undefined && { voice: parts.voice.value }
    },
    doubts: [...departments, office, ...fallback === undefined ? [] : [fallback], ...Record.values(parts)].flatMap((
      part
    ) => part?.doubts ?? [])
  }
}
