import { createRequire } from "node:module"

const require = createRequire(import.meta.url)

/** The parts of LiveKit's SDK that the default installation leaves out, and what installs them. */
export const optional = {
  silero: "@livekit/agents-plugin-silero",
  multilingual: "@livekit/agents-plugin-livekit"
} as const
export type Optional = keyof typeof optional

export const installing = (name: Optional) => `npm install --no-save ${optional[name]}@1.9.0`

/** Where the package is installed; nowhere, where it is not. */
export const locate = (name: Optional): string | undefined => {
  try {
    return require.resolve(optional[name])
  } catch {
    return undefined
  }
}
