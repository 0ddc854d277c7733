import { assert, describe, it } from "@effect/vitest"
import { theirWords } from "../../src/api/TheirWords.ts"
import { type CallRow, detailOf } from "../../src/office/calls/CallRows.ts"

const rowWith = (metadata: Readonly<Record<string, unknown>>): CallRow => ({
  id: "call",
  company_id: "company",
  agent_id: null,
  agent_name: null,
  time_zone: null,
  call_id: "c",
  caller_number: null,
  dialed_number: null,
  sip_call_id: null,
  started_at: new Date(0),
  ended_at: null,
  duration_seconds: null,
  end_reason: null,
  ended_by: null,
  language: null,
  transfer_department: null,
  failed: true,
  metadata,
  transcript_state: "pending",
  transcript_path: null,
  recording_state: "pending",
  recording_path: null,
  recording_started_at: null,
  recording_seconds: null,
  recording_bytes: null,
  messages: 0,
  found: null
})

describe("what went wrong in a call", () => {
  const error = { tag: "JournalError", message: theirWords("the disk is full"), phase: "converse" }
  const other = { tag: "ModelUnavailable", message: theirWords("no model"), phase: "converse" }
  it.each([
    ["the first of several, which a worker names twice", { error, errors: [error, other] }, [error, other]],
    ["the only one that an older worker names", { error }, [error]],
    ["nothing", {}, []],
    ["nothing that can be read", { error: "?", errors: "?" }, []]
  ])("is told once: %s", (_, metadata, faults) => {
    assert.deepStrictEqual(detailOf(rowWith(metadata), { now: 0, unnamed: "UTC" }).faults, faults)
  })
})
