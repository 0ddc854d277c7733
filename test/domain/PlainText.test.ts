import { assert, describe, it } from "@effect/vitest"
import { plainText } from "../../src/domain/PlainText.ts"

describe("a text from outside", () => {
  it.each([
    ["turns nothing around", "Zo\u202E\u00e9\u2066 C\u200Fanari\u2069", "Zo\u00e9 Canari"],
    ["moves no cursor", "a\u001b[2Jb\u0007\tc\u009bd", "a [2Jb  c d"],
    ["hides nothing", "a\u{E0041}b\uFFFAc", "abc"],
    ["keeps its lines", "a\r\nb\u2028c\rd\u0085e\nf", "a\nb\nc\nd\ne\nf"],
    [
      "keeps what joins letters and faces",
      "\u0646\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \u{1F469}\u200D\u2695\uFE0F",
      "\u0646\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \u{1F469}\u200D\u2695\uFE0F"
    ]
  ])("%s", (_, text, shown) => assert.strictEqual(plainText(text), shown))
})
