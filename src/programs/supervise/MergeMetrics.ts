/** What one process says of itself in Prometheus' text format. */
export interface ProcessMetrics {
  readonly pid: number
  readonly text: string
}

const withProcess = (sample: string, pid: number) =>
  sample.replace(
    /^([\w:]+)(?:\{(.*)\})? (\S+)$/,
    (_, name, labels, value) => `${name}{${[labels, `process="${pid}"`].filter(Boolean).join(",")}} ${value}`
  )

/**
 * The metrics of several processes as one text: every sample with the process it is of, and the samples of a metric
 * under one heading, as the format asks for.
 */
export const mergeMetrics = (processes: ReadonlyArray<ProcessMetrics>): string => {
  const families = new Map<string, { readonly heading: Set<string>; readonly samples: Array<string> }>()
  for (const { pid, text } of processes) {
    let family: { readonly heading: Set<string>; readonly samples: Array<string> } | undefined
    for (const line of text.split("\n")) {
      const [, name] = /^# (?:HELP|TYPE) (\S+)/.exec(line) ?? []
      if (name !== undefined) {
        family = families.get(name) ?? { heading: new Set(), samples: [] }
        families.set(name, family)
        family.heading.add(line)
      } else if (line !== "") family?.samples.push(withProcess(line, pid))
    }
  }
  return [...families.values()].map(({ heading, samples }) => `${[...heading, ...samples].join("\n")}\n`).join("\n")
}
