import { Predicate, Schema } from "effect"

/** What is wrong with an agent, for who says it in another language: mostly, what was expected in its place. */
export const ProblemKind = Schema.Literals([
  /** From here on it is no YAML. */
  "syntax",
  /** It is no text that is read here. */
  "encoding",
  /** No key of this name has a meaning here. */
  "unknownKey",
  /** Something else has this name, number or id already. */
  "twice",
  /** A letter was lost in some conversion. */
  "lostLetter",
  /** A variable that the phrase does not have. */
  "variable",
  /** No phrase has this name. */
  "phrase",
  /** The deployments of the pipeline are not set. */
  "pipeline",
  "keys",
  "text",
  "spoken",
  "language",
  "phoneNumber",
  "numbers",
  "patience",
  "timeZone",
  "week",
  "range",
  "exception",
  "date",
  "holidays",
  "choice",
  "yesOrNo",
  "mailbox",
  "webhook",
  "webhookUrl",
  "webhookSecret",
  "keyAction",
  "voice",
  "speed"
])
export type ProblemKind = typeof ProblemKind.Type

/** Of a shape such as `transfers.#.department`, where `#` is a place in a list, and `*` any phrase. */
const shapes: ReadonlyArray<readonly [shape: string, kind: ProblemKind]> = [
  ["", "keys"],
  ["name", "spoken"],
  ["department", "spoken"],
  ["phone", "phoneNumber"],
  ["phone_number", "phoneNumber"],
  ["fallback.phone_number", "phoneNumber"],
  ["numbers", "numbers"],
  ["numbers.#", "phoneNumber"],
  ["numbers.#.phone_number", "phoneNumber"],
  ["numbers.#.patience", "patience"],
  ["supportedLanguages", "language"],
  ["supportedLanguages.#", "language"],
  ["defaultLanguage", "language"],
  ["timeZone", "timeZone"],
  ["hours", "week"],
  ["hours.week", "week"],
  ...["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"].flatMap((day) =>
    [[`hours.week.${day}`, "range"], [`hours.week.${day}.#`, "range"]] as const
  ),
  ["hours.exceptions", "exception"],
  ["hours.exceptions.#", "exception"],
  ["hours.exceptions.#.on", "date"],
  ["hours.exceptions.#.from", "date"],
  ["hours.exceptions.#.to", "date"],
  ["hours.exceptions.#.hours", "range"],
  ["hours.exceptions.#.hours.#", "range"],
  ["hours.exceptions.#.closed", "exception"],
  ["hours.exceptions.#.reason", "text"],
  ["hours.exceptions.#.reason.FRENCH", "text"],
  ["hours.exceptions.#.reason.ENGLISH", "text"],
  ["hours.holidays", "holidays"],
  ["hours.holidays.region", "holidays"],
  ["hours.holidays.except", "holidays"],
  ["hours.holidays.also", "holidays"],
  ["hours.holidays.except.#", "holidays"],
  ["hours.holidays.also.#", "holidays"],
  ["whenClosed", "choice"],
  ["anonymousCallers", "choice"],
  ["disclosure.recording", "choice"],
  ["voice.pipeline", "choice"],
  ["voice.turnDetection", "choice"],
  ["disclosure.machine", "yesOrNo"],
  ["deliver.backend", "yesOrNo"],
  ["deliver.file", "yesOrNo"],
  ["deliver.email", "mailbox"],
  ["deliver.email.#", "mailbox"],
  ["deliver.webhook", "webhook"],
  ["deliver.webhook.url", "webhookUrl"],
  ["deliver.webhook.secret", "webhookSecret"],
  ...["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "#"].flatMap((key) =>
    [[`keypad.${key}`, "keyAction"], [`keypad.${key}.transfer`, "keyAction"], [
      `keypad.${key}.language`,
      "keyAction"
    ]] as const
  ),
  ["voice.realtimeVoice", "voice"],
  ["voice.ttsVoice", "voice"],
  ["voice.speed", "speed"],
  ["phrases.*", "phrase"],
  ["phrases.*.FRENCH", "spoken"],
  ["phrases.*.ENGLISH", "spoken"],
  ["instructions", "text"],
  ["openingHours", "text"],
  ["description", "text"],
  ["faqs", "text"],
  ...["id", "transfers", "transfers.#", "deliver", "keypad", "voice", "disclosure", "fallback", "phrases"]
    .map((part) => [part, "keys"] as const)
]
const kinds = new Map(shapes)

/** The kind of a problem whose place says it, as nearly all do. */
export const kindAt = (path: ReadonlyArray<PropertyKey>): ProblemKind => {
  // A department has what an agent has.
  const own = path[0] === "transfers" && path.length > 2 ? path.slice(2) : path
  const shape = own.map((key, index) =>
    Predicate.isNumber(key) ? "#" : own[0] === "phrases" && index === 1 ? "*" : String(key)
  ).join(".")
  return kinds.get(shape) ?? "unknownKey"
}
