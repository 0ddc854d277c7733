import type { CallMessage } from "../../domain/CallMessage.ts"
import type { KeptMessage } from "../../domain/KeptMessage.ts"
import type { Language } from "../../domain/Language.ts"

const words = {
  FRENCH: {
    locale: "fr-CA",
    colon: " : ",
    kind: { message: "Message", callback: "Rappel demandé", appointment: "Rendez-vous souhaité" },
    someone: "quelqu'un qui n'a pas donné son nom",
    more: (count: number) => count === 1 ? " et 1 autre" : ` et ${count} autres`,
    urgent: "URGENT",
    incomplete: "L'appel a été interrompu : ce message est peut-être incomplet.",
    name: "Nom",
    number: "Rappeler au",
    department: "Pour",
    bestTime: "Joignable",
    wishes: "Moments souhaités",
    due: "À traiter avant",
    taken: "Reçu",
    call: "Appel"
  },
  ENGLISH: {
    locale: "en-CA",
    colon: ": ",
    kind: { message: "Message", callback: "Call back", appointment: "Appointment wish" },
    someone: "somebody who gave no name",
    more: (count: number) => count === 1 ? " and 1 more" : ` and ${count} more`,
    urgent: "URGENT",
    incomplete: "The call broke off: this message may not be whole.",
    name: "Name",
    number: "Call back at",
    department: "For",
    bestTime: "Best reached",
    wishes: "Wished times",
    due: "Due by",
    taken: "Taken",
    call: "Call"
  }
} as const satisfies Record<Language, unknown>

/** Without what would begin a new line or header, or turn the direction of what follows. */
const oneLine = (text: string) =>
  text.replace(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]+/gu, " ").replace(/ {2,}/g, " ").trim()

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`)

const timeIn = (zone: string | undefined, locale: string) => {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "short", timeZone: zone ?? "UTC" })
  return (instant: string) => `${format.format(new Date(instant))}${zone === undefined ? " UTC" : ""}`
}

type Field = readonly [label: string, value: string]

const fieldsOf = (message: CallMessage, zone: string | undefined): ReadonlyArray<Field> => {
  const say = words[message.language]
  const time = timeIn(zone, say.locale)
  const fields: ReadonlyArray<readonly [string, string | undefined]> = [
    [say.name, message.callerName],
    [say.number, message.callbackNumber],
    [say.department, message.department],
    [say.bestTime, message.bestTime],
    [say.wishes, message.wishes?.map(time).join(" / ")],
    [say.due, message.due && time(message.due)],
    [say.taken, time(message.takenAt)]
  ]
  return fields.flatMap(([label, value]) => value === undefined || value === "" ? [] : [[label, oneLine(value)]])
}

const headOf = ({ kind, language, urgency }: CallMessage) =>
  `${urgency === "urgent" ? `${words[language].urgent} - ` : ""}${words[language].kind[kind]}`

const sectionOf = ({ message, office }: KeptMessage) => {
  const { colon, incomplete } = words[message.language]
  const fields = fieldsOf(message, office?.timeZone)
  const doubt = message.complete ? [] : [incomplete]
  return {
    text: [
      headOf(message),
      "",
      message.text,
      "",
      ...doubt,
      ...fields.map(([label, value]) => `${label}${colon}${value}`)
    ].join("\n"),
    html: [
      `<h2>${escaped(headOf(message))}</h2>`,
      `<p style="white-space:pre-wrap">${escaped(message.text)}</p>`,
      ...doubt.map((text) => `<p><em>${escaped(text)}</em></p>`),
      `<table>${
        fields.map(([label, value]) => `<tr><th align="left">${escaped(label)}</th><td>${escaped(value)}</td></tr>`)
          .join("")
      }</table>`
    ].join("\n")
  }
}

/** What the mail about these messages of one call says, the first on top, in the language of the first. */
export const mailText = (messages: readonly [KeptMessage, ...ReadonlyArray<KeptMessage>]) => {
  const [{ message, office, origin }, ...others] = messages
  const say = words[message.language]
  const sections = messages.map(sectionOf)
  const call = `${say.call}${say.colon}${origin.callId}`
  return {
    subject: oneLine(
      `${headOf(message)}${say.colon}${message.callerName ?? say.someone}${
        others.length === 0 ? "" : say.more(others.length)
      }${office === undefined ? "" : ` - ${office.name}`}`
    ),
    text: `${[...sections.map(({ text }) => text), call].join("\n\n")}\n`,
    html: `<!doctype html><html lang="${say.locale}"><body>\n${
      [...sections.map(({ html }) => html), `<p><small>${escaped(call)}</small></p>`].join("\n")
    }\n</body></html>\n`,
    language: say.locale
  }
}
