import type * as RtcNode from "@livekit/rtc-node"
import { openSync } from "node:fs"
import { devNull } from "node:os"

let loading: Promise<typeof RtcNode> | undefined

/**
 * `@livekit/rtc-node`, with its log turned off: that names rooms and participants, goes to standard output, and is not
 * exported. It takes the descriptor that it writes to once, as it is loaded.
 */
export const loadRtcNode = () => loading ??= quietly()

const quietly = async () => {
  const { stdout } = process
  const fd = Object.getOwnPropertyDescriptor(stdout, "fd")
  Object.defineProperty(stdout, "fd", { ...fd, configurable: true, value: openSync(devNull, "w") })
  try {
    return await import("@livekit/rtc-node")
  } finally {
    if (fd !== undefined) Object.defineProperty(stdout, "fd", fd)
  }
}
