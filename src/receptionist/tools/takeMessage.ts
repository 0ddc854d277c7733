import { Option, Result, Schema } from "effect"
import { problemDecoder, renderProblem } from "../../domain/AgentProblem.ts"
import { instantOf, messageBounds, type MessageDraft } from "../../domain/CallMessage.ts"
import type { Language } from "../../domain/Language.ts"
import { homeOf } from "../../domain/NumberingPlan.ts"
import type { PhoneNumber } from "../../domain/PhoneNumber.ts"
import { readNumber } from "../../domain/WrittenNumber.ts"
import { departmentsOf, findDepartment, normalizeDepartment } from "../Departments.ts"
import { dueOf, scheduleFor } from "../messages/Due.ts"
import { withoutExtension } from "../messages/Extension.ts"
import { wasReadBack } from "../messages/ReadBack.ts"
import { readWishes } from "../messages/Wishes.ts"
import { type Decision, refuse, type Tool, type ToolContext } from "./Tool.ts"

const optional = (schema: Schema.Codec<string, string>) => Schema.optionalKey(Schema.NullOr(schema))

const decode = problemDecoder(Schema.Struct({
  kind: Schema.Literals(["message", "callback", "appointment"]),
  about: Schema.String,
  forWhom: optional(Schema.String),
  callerName: optional(Schema.String),
  callbackNumber: optional(Schema.String),
  urgency: Schema.optionalKey(Schema.NullOr(Schema.Literals(["normal", "urgent"]))),
  bestTime: optional(Schema.String),
  wishes: Schema.optionalKey(Schema.NullOr(Schema.Array(Schema.String)))
}))

const description =
  "Takes a message for the people of this business: something to pass on, a call-back, or a wish for an appointment. Use it " +
  "whenever the caller wants something that you cannot do yourself: somebody is not there, a transfer failed or it is " +
  "closed, they want to be called back, or want an appointment. Before you call it: ask what it is about, the caller's " +
  "name, and at which number they can be reached; read the number back, digit by digit, and wait for their yes. The " +
  "system tells the caller whether the message was taken, and when somebody will call; say nothing of it yourself, and " +
  "promise nothing more. Without an answer that says so, nothing was taken. When the caller no longer wants it passed " +
  "on, call withdraw_message."

const text = (description: string, maxLength: number) => ({ type: "string", description, maxLength })

/** Characters that turn the order of those around them: what is read is not what was written. */
const turning = /[\u202a-\u202e\u2066-\u2069]/g

/** The one line that a name or the like is: no control characters, no doubled spaces. */
const oneLine = (written: string | null | undefined) =>
  (written ?? "").replace(turning, "").replace(/[\p{Cc}\u2028\u2029]+/gu, " ").replace(/ {2,}/g, " ").trim()

const paragraph = (written: string) =>
  written.replace(turning, "").replace(/\r\n?|\u2028|\u2029/g, "\n").replace(/[^\P{Cc}\n]+/gu, " ").replace(
    /\n{3,}/g,
    "\n\n"
  ).trim()

const nothing = (why: string): Decision => refuse(`Nothing was taken: ${why}.`)

/** When somebody should have seen to it, by the hours of whom it is for. */
const withDue = (draft: MessageDraft, { agent, now }: ToolContext): MessageDraft => {
  const due = dueOf(draft, agent, now)
  return { ...draft, ...due !== undefined && { due } }
}

/** The number that the caller calls from, as models write it; without accents, in small letters. */
const thisNumber =
  /^(?:(?:this|the same|same|their|the|my|(?:the )?caller'?s?|current|calling|incoming) (?:phone )?(?:number|one|id)|this|same|(?:the )?number (?:that )?(?:they|he|she|i|you|the caller)(?: a?re| is| am|'re|'s|'m| was| were)? ?call(?:ing|ed|s)? from|(?:ce|le meme|mon|son) numero(?: actuel)?|(?:(?:le|mon|son) )?numero (?:actuel|affiche|de l'appelant|de cet appel|(?:d'ou|duquel) (?:il|elle|on|je|vous|l'appelant) appelle[sz]?)|celui-ci)$/

/** An extension is dialled by whoever calls back: it goes with the words. */
const extensions: Readonly<Record<Language, string>> = { FRENCH: "Poste", ENGLISH: "Extension" }

type NumberRead =
  | { readonly _tag: "None" }
  | { readonly _tag: "Number"; readonly number: PhoneNumber }
  | { readonly _tag: "Refused"; readonly why: string; readonly number?: PhoneNumber }

/** The number to call back: what the caller calls from, or one that can be dialled and was read back. */
const readCallback = (written: string, needed: boolean, { agent, callerNumber, said }: ToolContext): NumberRead => {
  if (written === "") {
    if (!needed) return callerNumber === null ? { _tag: "None" } : { _tag: "Number", number: callerNumber }
    return {
      _tag: "Refused",
      why: callerNumber === null
        ? "there is no number to call back. Ask the caller for it, and read it back digit by digit"
        : "there is no number to call back. Ask whether they can be reached at the number they are calling from (then `callbackNumber` is \"this number\"), or at which other"
    }
  }
  if (thisNumber.test(normalizeDepartment(written))) {
    return callerNumber === null
      ? {
        _tag: "Refused",
        why:
          "the caller's number is withheld, so that \"this number\" is none. Ask for the number, and read it back digit by digit"
      }
      : { _tag: "Number", number: callerNumber }
  }
  const own = agent.phone ?? agent.provisioning.twilioPhoneNumber
  const ours: NumberRead = {
    _tag: "Refused",
    why: "the number to call back is this business's own. Ask the caller for theirs, and read it back digit by digit"
  }
  return Result.match(readNumber(written, homeOf(own)), {
    onFailure: ({ why }) => ({
      _tag: "Refused",
      why: `the number to call back cannot be dialled${
        why === undefined ? "" : ` (${why})`
      }. Ask the caller for the whole number, with its area code, and read it back digit by digit`
    }),
    onSuccess: (number) =>
      number === own ? ours : number === callerNumber || wasReadBack(number, said) ? { _tag: "Number", number } : {
        _tag: "Refused",
        number,
        why:
          "the number to call back was not confirmed. Read it back to the caller digit by digit, ask whether it is right, and call this tool again once they have said so"
      }
  })
}

const plain = (text = "") => normalizeDepartment(text).replace(/[^\p{L}\p{N}]+/gu, " ").trim()
const sameText = (a: string | undefined, b: string | undefined) => plain(a) === plain(b)

/** Whether two drafts are one message: for the same person, at the same number, about the same. */
const isSame = (a: MessageDraft, b: MessageDraft) =>
  a.kind === b.kind && a.callbackNumber === b.callbackNumber && a.department === b.department &&
  sameText(a.text, b.text) && sameText(a.callerName, b.callerName) && a.wishes?.join() === b.wishes?.join()

const decide = (context: ToolContext, written: unknown): Decision => {
  const { agent, language, now, taken = [] } = context
  const decoded = decode(written, [])
  if (Result.isFailure(decoded)) return nothing(decoded.failure.map(renderProblem).join("; "))
  const args = decoded.success
  const [callbackNumber, extension] = withoutExtension(oneLine(args.callbackNumber))
  const about = paragraph(args.about)
  const fields = {
    about: about === "" || extension === undefined ? about : `${about}\n${extensions[language]} ${extension}.`,
    callerName: oneLine(args.callerName),
    forWhom: oneLine(args.forWhom),
    bestTime: oneLine(args.bestTime)
  }
  const bounds = { about: messageBounds.text, ...messageBounds, forWhom: messageBounds.department }
  const tooLong = (["about", "callerName", "forWhom", "bestTime"] as const).find((key) =>
    fields[key].length > bounds[key]
  )
  if (fields.about === "") return nothing("`about` is empty. Ask the caller what it is about")
  if (tooLong !== undefined) {
    return nothing(`\`${tooLong}\` is too long: ${bounds[tooLong]} characters at most. Say it in fewer words`)
  }

  const draft: MessageDraft = {
    kind: args.kind,
    ...fields.callerName !== "" && { callerName: fields.callerName },
    text: fields.about,
    urgency: args.urgency ?? "normal",
    ...fields.bestTime !== "" && { bestTime: fields.bestTime },
    language
  }
  /** What there is of it is kept where the call breaks off. */
  const notYet = (why: string, soFar: MessageDraft) => ({
    ...refuse(`Nothing was taken: ${why}.`),
    unfinished: withDue(soFar, context)
  })
  const departments = departmentsOf(agent)
  const department = fields.forWhom === "" ? undefined : findDepartment(departments, fields.forWhom)
  if (fields.forWhom !== "" && department === undefined) {
    return notYet(
      departments.length === 0
        ? "there are no departments. Leave `forWhom` out, and write into `about` whom it is for"
        : `there is no such department. The departments are: ${
          departments.map(({ name }) => name).join("; ")
        }. Leave \`forWhom\` out for everybody else, and write into \`about\` whom it is for`,
      draft
    )
  }
  const addressed = { ...draft, ...department !== undefined && { department: department.name } }

  const number = readCallback(callbackNumber, args.kind !== "message", context)
  if (number._tag === "Refused") {
    return notYet(number.why, { ...addressed, ...number.number !== undefined && { callbackNumber: number.number } })
  }
  const reachable = { ...addressed, ...number._tag === "Number" && { callbackNumber: number.number } }

  const asked = args.wishes ?? []
  if (asked.length > messageBounds.wishes) {
    return notYet(
      `there are more than ${messageBounds.wishes} wishes. Keep those that suit the caller best`,
      reachable
    )
  }
  const wishes = readWishes(asked, { agent, schedule: scheduleFor(agent, department?.name), now, language })
  if (wishes._tag === "Refused") return notYet(wishes.why, reachable)
  const whole = { ...reachable, ...wishes.at.length > 0 && { wishes: wishes.at.map(instantOf) } }
  if (taken.some((before) => isSame(before, whole))) {
    return {
      _tag: "Answer",
      output:
        "This message was taken already, and the caller was told so. Do not take it again; ask whether there is anything else.",
      isError: false,
      settles: ["message", "callback"]
    }
  }
  return { _tag: "TakeMessage", draft: withDue(whole, context) }
}

/** Takes what a caller leaves for somebody. Offered to every agent: a message is kept on this machine at least. */
export const takeMessage: Tool = {
  name: "take_message",
  spec: (agent) => {
    const departments = departmentsOf(agent).map(({ name }) => name)
    return Option.some({
      name: "take_message",
      description,
      parameters: {
        type: "object",
        properties: {
          kind: {
            type: "string",
            enum: ["message", "callback", "appointment"],
            description:
              "`callback` when somebody is to call back, `appointment` when the caller wants one, else `message`."
          },
          about: text(
            "What it is about, in one to three sentences, in the caller's language: all that whoever reads it needs to know.",
            messageBounds.text
          ),
          ...departments.length > 0 && {
            forWhom: {
              type: "string",
              enum: departments,
              description:
                "The department it is for, exactly as listed. Leave it out for anybody else, and name them in `about`."
            }
          },
          callerName: text(
            "The caller's name, as they gave it. Empty only where they would not say.",
            messageBounds.callerName
          ),
          callbackNumber: text(
            "The number to call back, with its area code, after you have read it back and the caller has said yes. \"this number\" when they said that it is the one they are calling from.",
            40
          ),
          urgency: {
            type: "string",
            enum: ["normal", "urgent"],
            description: "`urgent` only when the caller says that it cannot wait."
          },
          bestTime: text("When the caller is best reached, in their words.", messageBounds.bestTime),
          wishes: {
            type: "array",
            items: { type: "string" },
            maxItems: messageBounds.wishes,
            description:
              "The times at which the caller would like to come, such as 2026-12-01T10:00, by the business's own clock."
          }
        },
        required: ["kind", "about", "callerName"],
        additionalProperties: false
      }
    })
  },
  promises: ["message", "callback"],
  mostCalls: 8,
  decide: (context, args) =>
    Option.match(args, {
      onNone: () => nothing("the arguments are too long, or not valid JSON. Say it in fewer words"),
      onSome: (written) => decide(context, written)
    })
}

/** What the model is told once a message is kept, and when it could not be. */
export const messageOutputs = {
  taken:
    "The message was taken, and the caller has been told so, with what is promised. Ask whether there is anything else.",
  notTaken:
    "The message could not be taken, and the caller has been told so. Do not try again; offer a transfer, or that they call again."
} as const
