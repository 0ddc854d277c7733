/** One way of putting a promise. V8 compiles a pattern when it is first used, so a verb that is not there costs nothing. */
interface Way {
  readonly verb: RegExp | undefined
  readonly whole: RegExp
}

/** How something is promised. */
export interface Ways {
  /** What follows the one who acts: "transfer you". */
  readonly own: ReadonlyArray<Way>
  /** What needs nobody in front: "your call is being transferred". */
  readonly alone: RegExp
}

/**
 * How one language promises, hedges and denies. Everything is matched against a clause of `Clauses.ts`: lower case, no
 * accents, contractions written out, a space in front.
 */
export interface Idiom {
  /** Who acts, and when: "i will ", "je vais vous ". A clause after "and" may go without. */
  readonly frame: RegExp
  readonly promises: Readonly<Record<"transfer" | "message" | "callback" | "hangup" | "sending", Ways>>
  /** What something is sent by: it tells an e-mail from a text. */
  readonly channels: Readonly<Record<"email" | "text", RegExp>>
  /** Says that something was noted: no more than "I see" where the agent then asks for more. */
  readonly acknowledgement: RegExp
  /** In front of a promise, in its clause: it is none. */
  readonly hedge: RegExp
  /** Says how things usually go. */
  readonly habit: RegExp
  /** Says that it was before this call. */
  readonly past: RegExp
  /** A condition that the caller has to meet first, or an offer. */
  readonly condition: RegExp
  /** Begins a clause that makes what was said before it an offer: "if you like". */
  readonly consent: RegExp
  /** Asks whether what was said is right, or welcome. */
  readonly confirming: RegExp
  /** Begins a question. */
  readonly asking: RegExp
  /** Asks whether there is anything else. */
  readonly closing: RegExp
  /** Has the caller tell something, without a question. */
  readonly inviting: RegExp
  /** "was not", "could not", "no … was". */
  readonly undone: RegExp
  /** It was tried: what it was may be said in another clause. */
  readonly vain: RegExp
  /** What can be undone, however it is put. */
  readonly deeds: Readonly<Record<"transfer" | "message" | "callback" | "hangup" | "email" | "text", RegExp>>
}

/** The lines of a pattern; those from one that ends with `(?:` to the `)` of its own are one. */
const linesOf = (text: string): ReadonlyArray<string> => {
  const lines: Array<string> = []
  let open = 0
  for (const line of text.split("\n").map((line) => line.trim()).filter((line) => line !== "")) {
    const first = line.startsWith(")") || lines.at(-1)?.endsWith("(?:")
    if (open === 0) lines.push(line)
    else lines.push(`${lines.pop()}${first ? "" : "|"}${line}`)
    open += (line.endsWith("(?:") ? 1 : 0) - (line.startsWith(")") ? 1 : 0)
  }
  return lines
}

/**
 * Patterns that a person can read. Each line is an alternative; `{frame}` stands for the part of that name;
 * `<take took taken>` for the forms of verbs. All else is a regular expression, of whole words.
 */
export const grammar = (parts: Readonly<Record<string, string>>, forms: (verb: string) => string) => {
  const expand = (text: string): string => {
    const all = linesOf(text)
      .join("|")
      .replace(/<([a-z ]+)>/g, (_, verbs: string) => `(?:${verbs.split(" ").map(forms).join("|")})`)
      .replace(/\{([a-z]+)\}/gi, (_, name: string) => expand(parts[name] ?? ""))
    return `(?:${all})`
  }
  const pattern = (text: string, flags = ""): RegExp => new RegExp(`(?<![\\w'])${expand(text)}(?![\\w'])`, flags)
  const after = (text: string): RegExp => new RegExp(`${expand(text)}(?![\\w'])`, "y")
  return {
    pattern,
    ways: (own: string, alone: string): Ways => ({
      own: linesOf(own).map((line) => {
        const verb = /^<[a-z ]+>/.exec(line)?.[0]
        return { verb: verb === undefined ? undefined : after(verb), whole: after(line) }
      }),
      alone: pattern(alone, "g")
    }),
    /** Ends where the next word begins. */
    frame: (text: string): RegExp => new RegExp(`(?<![\\w'])${expand(text)} `, "g")
  }
}
