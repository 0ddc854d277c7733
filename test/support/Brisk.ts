import * as Pcm from "../../src/sandbox/Pcm.ts"
import { formants, type Speech } from "../../src/sandbox/Speech.ts"

/**
 * A call at the pace of people in a hurry: the protocol does not care how long a line is. Less of a caller, and a voice
 * detector hears none in some of their words, by where they fall between its windows.
 */
export const brisk: Speech = {
  render: (text, language, speaker) =>
    formants.render(text, language, speaker).subarray(0, Pcm.samples(speaker === "agent" ? 1_400 : 700))
}
