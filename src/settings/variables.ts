import { conversation } from "./variables/conversation.ts"
import { keeping } from "./variables/keeping.ts"
import { rules } from "./variables/rules.ts"
import { running } from "./variables/running.ts"

/**
 * Every environment variable of the program, in the order in which they are shown: the one description that reading,
 * `doctor`, `.env.example` and `docs/configuration.md` come from. Source: contract sections 1 to 7.
 */
export const variables = { ...conversation, ...keeping, ...rules, ...running } as const

export type VariableName = keyof typeof variables
