import { type Case, readUtterance, type Turn } from "./Markup.ts"
import { makeRandom, type Random } from "./Random.ts"
import { type Draw, forms, type Lists, values } from "./Values.ts"
import type { Tongue } from "./Verbalize.ts"

const splits = ["dev", "heldout"] as const
const tongues = ["fr", "en"] as const

/** Of the cases of a cell, those with templates and values that no rule was tuned on. */
const heldoutShare = 0.4

export type Templates = (tongue: Tongue, heading: string) => ReadonlyArray<string>

export interface Sources {
  readonly templates: Templates
  readonly lists: Lists
  /** How many cases each entity x language x form gets. */
  readonly perCell: number
  /** Another seed, other draws: what holds for one set of values only is not a rule. 0 is the one that is reported. */
  readonly seed: number
}

const distance = 1_000_003

/** Speech recognizers differ: some write no capitals at all. */
const lowered = (turn: Turn): Turn => turn.kind === "user" ? { ...turn, text: turn.text.toLowerCase() } : turn

const finish = (random: Random, line: string, lower = random.chance(0.35)) => {
  const turns = readUtterance(line)
  return lower ? turns.map(lowered) : turns
}

const structured = ({ lists, perCell, seed, templates }: Sources): ReadonlyArray<Case> =>
  Object.entries(values).flatMap(([type, draw], typeIndex) =>
    tongues.flatMap((tongue, tongueIndex) =>
      forms.flatMap((form, formIndex) =>
        splits.flatMap((split, splitIndex) => {
          const random = makeRandom(
            7001 + typeIndex * 1000 + tongueIndex * 100 + formIndex * 10 + splitIndex + seed * distance
          )
          const count = Math.round(perCell * (split === "heldout" ? heldoutShare : 1 - heldoutShare))
          const drawing: Draw = { random, tongue, form, split, lists }
          return Array.from({ length: count }, (_, index): Case => ({
            id: `g-${type}-${tongue}-${form}-${split}-${index}`,
            source: "generated",
            split,
            language: tongue,
            turns: finish(
              random,
              random.pick(templates(tongue, `${type} ${split}`)).replace("{X}", () => draw(drawing))
            )
          }))
        })
      )
    )
  )

const person = ({ lists, perCell, seed, templates }: Sources): ReadonlyArray<Case> =>
  tongues.flatMap((tongue, tongueIndex) =>
    ["cued", "uncued"].flatMap((cue, cueIndex) =>
      splits.flatMap((split, splitIndex) =>
        [false, true].flatMap((lower, lowerIndex) => {
          const random = makeRandom(
            90_001 + tongueIndex * 1000 + cueIndex * 100 + splitIndex * 10 + lowerIndex + seed * distance
          )
          const count = Math.round(perCell * (split === "heldout" ? heldoutShare : 1 - heldoutShare))
          const mark = cue === "cued" ? "PERSON" : "PERSON?"
          return Array.from({ length: count }, (_, index): Case => {
            const first = random.pick(lists(`first ${split}`))
            const last = random.pick(lists(`last ${split}`))
            const line = random.pick(templates(tongue, `PERSON ${split} ${cue}`))
              .replace("{X}", `{{${mark}|${first} ${last}}}`)
              .replace("{F}", `{{${mark}|${first}}}`)
              .replace("{L}", `{{${mark}|${last}}}`)
            return {
              id: `g-PERSON-${tongue}-${cue}-${lower ? "lower" : "cased"}-${split}-${index}`,
              source: "generated",
              split,
              language: tongue,
              turns: finish(random, line, lower)
            }
          })
        })
      )
    )
  )

/** Utterances that hold nothing private: the lists hold hours, prices, rooms, orders, models, brands, places. */
export const generateNegatives = (
  sources: Omit<Sources, "perCell">,
  perTongue: number
): ReadonlyArray<Case> =>
  tongues.flatMap((tongue, tongueIndex) => {
    const random = makeRandom(50_001 + tongueIndex + sources.seed * distance)
    const templates = sources.templates(tongue, "NEGATIVE")
    const slot = (name: string) => {
      const local = sources.lists(`${name}.${tongue}`)
      return random.pick(local.length === 0 ? sources.lists(name) : local)
    }
    const seen = new Set<string>()
    const cases: Array<Case> = []
    for (let index = 0; cases.length < perTongue; index++) {
      const line = (templates[index % templates.length] ?? "").replace(/\{(\w+)\}/g, (_, name: string) => slot(name))
      if (seen.has(line)) continue
      seen.add(line)
      cases.push({
        id: `n-${tongue}-g${index}`,
        source: "negative",
        split: index % 5 < 3 ? "dev" : "heldout",
        language: tongue,
        turns: finish(random, line, random.chance(0.25))
      })
    }
    return cases
  })

/** The same cases for the same sources, always. */
export const generate = (sources: Sources): ReadonlyArray<Case> => [...structured(sources), ...person(sources)]
