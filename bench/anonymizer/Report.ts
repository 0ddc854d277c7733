import { type Gate, type Measured, presidioFindings } from "./Gates.ts"
import type { Case } from "./Markup.ts"
import { countAll, filledCells, grouped, judgeAll, leaksOf, overRedaction, totalF2, turnsTouched } from "./Measure.ts"
import { comparedCases, configurations } from "./presidio/Predictions.ts"
import { f2, type Judged, precision, recall, sumCounts, wilson } from "./Score.ts"

const percent = (share: number, digits = 1) => (100 * share).toFixed(digits)

const table = (head: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>) =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n")

const leakRow = (name: ReadonlyArray<string>, some: ReadonlyArray<Judged>) => {
  const { leaked, left, signs, spans } = leaksOf(some)
  const [low, high] = wilson(leaked, spans)
  return [
    ...name,
    String(spans),
    String(leaked),
    percent(leaked / spans, 2),
    `${percent(low)} - ${percent(high)}`,
    percent(left / signs, 2)
  ]
}

const leakHead = ["spans", "leaked", "%", "95 %", "characters %"]

const leaks = (judged: ReadonlyArray<Judged>) => {
  const key = (one: Judged) =>
    [
      one.type,
      one.case.language,
      one.type === "PERSON" ? one.cued ? "announced" : "not announced" : one.form,
      one.casing
    ].join("|")
  const rows = [...grouped(judged, key)].sort(([a], [b]) => a < b ? -1 : 1)
  return table(
    ["entity", "language", "form", "casing", ...leakHead],
    rows.map(([name, some]) => leakRow(name.split("|"), some))
  )
}

const bySource = (judged: ReadonlyArray<Judged>) => {
  const rows = [...grouped(judged, (one) => `${one.case.source}|${one.case.split}|${one.type}`)].sort(([a], [b]) =>
    a < b ? -1 : 1
  )
  return table(["source", "split", "entity", ...leakHead], rows.map(([name, some]) => leakRow(name.split("|"), some)))
}

const misses = (judged: ReadonlyArray<Judged>) => {
  const leaked = judged.filter(({ case: { source, split }, left }) =>
    left > 0 && source !== "generated" && split === "dev"
  )
  const lines = leaked.slice(0, 60).map((one) =>
    `- ${one.case.id}: ${one.type} \`${one.text}\`, ${one.left} of ${one.signs}`
  )
  return lines.length === 0 ? "None." : lines.join("\n")
}

const comparison = ({ cases, findings, presidio }: Measured) => {
  if (presidio === undefined) return "No predictions were recorded for these data: run with `--presidio`."
  const compared = comparedCases(cases)
  const utterances = compared.filter(({ source }) => source !== "transcript")
  const negatives = compared.filter(({ source }) => source === "negative")
  const byTranscript = (judged: ReadonlyArray<Judged>) => {
    const some = judged.filter((one) => one.case.source === "transcript")
    const { leaked, spans } = leaksOf(some)
    return percent(leaked / spans)
  }
  const engines = [
    { name: "embedded", found: findings },
    ...configurations.map((configuration) => ({
      name: `Presidio, ${configuration}`,
      found: presidioFindings(presidio, configuration, compared)
    }))
  ].map(({ found, name }) => ({ name, found, counts: countAll(utterances, found), judged: judgeAll(compared, found) }))
  const written = (judged: ReadonlyArray<Judged>) => {
    const { leaked, spans } = leaksOf(judged.filter((one) => one.case.source === "written"))
    return percent(leaked / spans)
  }
  const totals = engines.map(({ counts, found, judged, name }) => {
    const all = sumCounts(counts.any.values())
    const { hit, of, share } = overRedaction(negatives, found)
    return [
      name,
      percent(leaksOf(judged).leaked / leaksOf(judged).spans),
      written(judged),
      byTranscript(judged),
      percent(recall(all)),
      percent(precision(all)),
      percent(totalF2(counts)),
      percent(totalF2(counts, "typed")),
      `${percent(hit / of)} (${percent(share)})`
    ]
  })
  const cells = filledCells(engines[0]?.counts ?? countAll([], new Map())).map((cell) =>
    cell.split(" ").concat(
      engines.map(({ counts }) => percent(f2(counts.any.get(cell) ?? { found: 0, missed: 0, wrong: 0 })))
    )
  )
  return [
    `${compared.length} cases: all that is written by hand, every negative, and the first of each generated cell.`
    + ` ${presidio.engine}, ${presidio.milliseconds.operator} ms a turn as the operator sets it up and`
    + ` ${presidio.milliseconds.tuned} ms tuned (in batches of 100), ${presidio.rssMegabytes} MB.`,
    "",
    "*operator*: both languages, the card and SIN recognizers on for both with context words of both, phone regions CA, US"
    + " and FR, threshold 0.35, and PERSON, LOCATION, PHONE_NUMBER, EMAIL_ADDRESS, CREDIT_CARD, CA_SIN and DATE_TIME asked"
    + " for. *tuned*: DATE_TIME left out, and the ad-hoc recognizers of `src/adapters/presidio/Recognizers.ts` in: what"
    + " `layerPresidio` sends. Both read each turn by itself, in the language of the case.",
    "",
    table(
      [
        "engine",
        "spans leaked %",
        "hand-written %",
        "transcripts %",
        "recall %",
        "precision %",
        "F2 %",
        "F2 typed %",
        "negatives touched % (characters)"
      ],
      totals
    ),
    "",
    "F2 by entity and language (overlap by half of the union, whatever the type):",
    "",
    table(["entity", "language", ...engines.map(({ name }) => name)], cells),
    "",
    "The product's own layers over these services, end to end, on hand-written utterances and transcripts:",
    "",
    table(
      ["layer", "cases", "withheld", "spans in the others", "leaked", "%", "ms a case"],
      Object.entries(presidio.layers).map(([name, { cases, leaked, millisecondsPerCase, spans, withheld }]) => [
        name,
        String(cases),
        String(withheld),
        String(spans),
        String(leaked),
        percent(leaked / spans),
        String(millisecondsPerCase)
      ])
    )
  ].join("\n")
}

const negatives = ({ cases, findings, preserved }: Measured) => {
  const some = cases.filter(({ source }) => source === "negative")
  const rows = ([["without configuration", findings], ["with the business's own words", preserved]] as const).flatMap((
    [name, found]
  ) =>
    (["fr", "en"] as const).map((language) => {
      const { hit, of, share } = overRedaction(some.filter((one) => one.language === language), found)
      const [low, high] = wilson(hit, of)
      return [
        name,
        language,
        String(of),
        String(hit),
        percent(hit / of),
        `${percent(low)} - ${percent(high)}`,
        percent(share, 2)
      ]
    })
  )
  const touched = overRedaction(some.filter(({ split }) => split === "dev"), preserved).touched
  const calls = turnsTouched(cases.filter(({ source }) => source === "transcript"), findings)
  const inCalls = (["tempting", "ordinary"] as const).map((kind) => {
    const { hit, of } = calls[kind]
    const [low, high] = wilson(hit, of)
    return [kind, String(of), String(hit), percent(hit / of), `${percent(low)} - ${percent(high)}`]
  })
  const said = (of: Case) => of.turns.map(({ text }) => text).join(" > ")
  return [
    table(["", "language", "utterances", "touched", "%", "95 %", "characters %"], rows),
    "",
    ...touched.slice(0, 40).map((of) => `- ${said(of)}`),
    "",
    "Turns of the calls that hold nothing private. *Tempting*: with a figure, a number or a capital in mid-sentence.",
    "",
    table(["turns", "of", "touched", "%", "95 %"], inCalls),
    "",
    ...calls.touched.slice(0, 40).map((turn) => `- ${turn}`)
  ].join("\n")
}

/** `RESULTS.md`. Shows misses of the development half alone: a held-out case that was read is none any more. */
export const report = (measured: Measured, gates: ReadonlyArray<Gate>, command: string): string => {
  const { persons, speed } = measured
  return [
    "# The anonymizer, measured",
    "",
    `Made by \`${command}\`; do not edit. ${measured.cases.length} cases, ${measured.judged.length} labelled spans. A span`
    + " leaks when one letter or digit of it is left.",
    "",
    "## Gates",
    "",
    table(
      ["", "target", "measured", ""],
      gates.map(({ holds, name, target, value }) => [name, target, value, holds ? "holds" : "**missed**"])
    ),
    "",
    "## Beside Presidio",
    "",
    comparison(measured),
    "",
    "## Leaks by entity, language, form and casing",
    "",
    leaks(measured.judged),
    "",
    "## Leaks by source",
    "",
    bySource(measured.judged),
    "",
    "Hand-written ones of the development half that leak:",
    "",
    misses(measured.judged),
    "",
    "## What holds nothing private",
    "",
    negatives(measured),
    "",
    "## The same person, the same placeholder",
    "",
    `${persons.of} persons in the transcripts: ${persons.split.length} with more than one placeholder`
    + `${persons.split.length === 0 ? "" : ` (${persons.split.join("; ")})`}, ${persons.merged.length} sharing one`
    + `${persons.merged.length === 0 ? "" : ` (${persons.merged.join("; ")})`}.`,
    "",
    "## Speed",
    "",
    `An utterance: ${speed.p50.toFixed(2)} ms in the middle, ${
      speed.p99.toFixed(2)
    } ms for 99 of 100. A call of 200 turns:`
    + ` ${speed.call.toFixed(0)} ms. A fresh process: ${speed.load.toFixed(0)} ms until its first transcript is done,`
    + ` ${speed.megabytes.toFixed(0)} MB more than before.`,
    ""
  ].join("\n")
}
