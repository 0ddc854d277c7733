import { assert, it } from "@effect/vitest"
import { readFileSync } from "node:fs"
import { conversationTable } from "../../../scripts/conversation.ts"

it("shows the conversation as the machine decides it (`npm run docs:conversation` writes it anew)", () => {
  const written = readFileSync(new URL("../../../docs/conversation.md", import.meta.url), "utf8")
  assert.strictEqual(written, conversationTable())
})
