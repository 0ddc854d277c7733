import { Duration, Option, Schema } from "effect"

const readSeconds = Schema.decodeUnknownOption(Schema.FiniteFromString)
const readWords = Schema.decodeUnknownOption(Schema.DurationFromString)
const readIso = Schema.decodeUnknownOption(Schema.DurationFromIsoString)

/** Reads a duration as people write it: `20 seconds`, `20 secondes`, `90s`, `PT5M`, or plain seconds. */
export const readDuration = (written: string): Option.Option<Duration.Duration> => {
  const plain = written.trim().replace(/secondes?$/i, "seconds")
  return Option.firstSomeOf([
    Option.map(readSeconds(plain), Duration.seconds),
    readWords(plain),
    readIso(/^[\d.]+[smh]$/i.test(plain) ? `PT${plain.toUpperCase()}` : plain)
  ])
}
