import { Effect } from "effect"
import { RowId } from "../../src/domain/Ids.ts"
import { AnonymizationError } from "../../src/services/Anonymizer.ts"
import { BlobStoreError } from "../../src/services/BlobStore.ts"
import { BackendUnavailable } from "../../src/services/ConfigApi.ts"
import { JournalError } from "../../src/services/Journal.ts"
import { EgressFailed } from "../../src/services/Telephony.ts"
import { asItIs, type StageOptions } from "../support/CallStage.ts"
import { after, type Rows } from "./rows.ts"

const byEgress = { recording: "egress" } as const
const egress: Rows = ([
  ["fails at once", { egress: Effect.fail(new EgressFailed({ reason: "unavailable" })) }],
  ["says nothing for 3 s", { egress: after(new EgressFailed({ reason: "timeout" }), 3) }],
  ["begins after 2 s", { egress: Effect.sleep("2 seconds") }],
  ["ends in failure", { egressEnd: Effect.succeed("failed") }],
  ["ends well, and its recording is not there", { egressStored: false }],
  ["never says how it ended, and its recording is there", { egressEnd: Effect.never }],
  ["never says how it ended, and its recording is not there", { egressEnd: Effect.never, egressStored: false }]
] satisfies ReadonlyArray<readonly [string, StageOptions]>).map(([fault, ports]) => ({
  of: "egress",
  fault,
  when: "egressEnd" in ports || "egressStored" in ports ? "the end" : "its start",
  ends: "caller_hangup" as const,
  scene: { policy: byEgress, ports }
}))

/** How a service fails that a call is delivered to, or written down with. */
const ways = <E>(error: E): ReadonlyArray<readonly [fault: string, happens: Effect.Effect<void, E>]> => [
  ["fails", Effect.fail(error)],
  ["takes 20 s", Effect.sleep("20 seconds")],
  ["never answers", Effect.never],
  ["dies", Effect.die(new Error("a defect"))]
]
const blob = (operation: "put" | "putFile" | "look") =>
  ways(new BlobStoreError({ operation, reason: "unreachable", detail: "HTTP 503" }))
const rowDown = ways(new BackendUnavailable({ operation: "endCall", detail: "HTTP 503" }))

const delivered: Rows = ([
  [
    "the backend's new row",
    rowDown.map(([fault, happens]) => [fault, { createCall: Effect.as(happens, RowId.make("row-1")) }])
  ],
  ["the backend's end of a row", rowDown.map(([fault, endCall]) => [fault, { endCall }])],
  ["the backend's link to a transcript", rowDown.map(([fault, linkTranscript]) => [fault, { linkTranscript }])],
  ["the backend's link to a recording", rowDown.map(([fault, linkRecording]) => [fault, { linkRecording }])],
  ["the storage of a transcript", blob("put").map(([fault, put]) => [fault, { put }])],
  ["the storage of a recording", blob("putFile").map(([fault, putFile]) => [fault, { putFile }])],
  [
    "the anonymizer",
    ways(new AnonymizationError({ reason: "presidio_unavailable" })).map(([fault, happens]) => [
      fault,
      { anonymize: (raw) => Effect.as(happens, asItIs(raw)) }
    ])
  ],
  [
    "the journal's disk",
    ways(new JournalError({ operation: "note", reason: "full", detail: "ENOSPC" })).map(([fault, happens]) => [
      fault,
      { disk: () => happens }
    ])
  ],
  ["the release of the line", [
    ["takes 5 s", { released: Effect.sleep("5 seconds") }],
    ["is not confirmed by LiveKit", { held: true }]
  ]]
] satisfies ReadonlyArray<readonly [string, ReadonlyArray<readonly [string, StageOptions]>]>).flatMap(([of, faults]) =>
  faults.map(([fault, ports]) => ({
    of,
    fault,
    when: of.startsWith("the journal") ? "the whole call" : "the end",
    ends: "caller_hangup" as const,
    scene: { ports }
  }))
)

const looked: Rows = blob("look").map(([fault, look]) => ({
  of: "the storage, asked for egress's recording",
  fault,
  when: "the end",
  ends: "caller_hangup",
  scene: { policy: byEgress, ports: { look } }
}))

/** Everything that is written or sent at the end of a call, at once. */
const everything: Rows = ([0, 1, 2] as const).map((way) => ({
  of: "the backend, the storage, the anonymizer and the disk",
  fault: ways(0)[way]?.[0] ?? "",
  when: "the end",
  ends: "caller_hangup",
  scene: {
    ports: {
      endCall: rowDown[way]?.[1] ?? Effect.void,
      linkTranscript: rowDown[way]?.[1] ?? Effect.void,
      linkRecording: rowDown[way]?.[1] ?? Effect.void,
      put: blob("put")[way]?.[1] ?? Effect.void,
      putFile: blob("putFile")[way]?.[1] ?? Effect.void
    }
  }
}))

export const deliveries: Rows = [...egress, ...delivered, ...looked, ...everything]
