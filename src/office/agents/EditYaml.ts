import { Predicate } from "effect"
import { parseDocument } from "yaml"

export interface Edit {
  readonly path: ReadonlyArray<string | number>
  /** Null removes what stands there. */
  readonly value: unknown
}

/** The YAML with these values in it, its comments and order kept; undefined where it is none, or a path leads nowhere. */
export const editYaml = (yaml: string, changes: ReadonlyArray<Edit>): string | undefined => {
  const document = parseDocument(yaml, { logLevel: "error", keepSourceTokens: true })
  if (document.errors.length > 0) return undefined
  try {
    for (const { path, value } of changes) {
      if (path.length === 0) return undefined
      if (value === null) document.deleteIn(path)
      else {
        const node = document.createNode(value)
        // A text of several lines stands as it is read.
        if (Predicate.isString(value) && value.includes("\n")) Object.assign(node, { type: "BLOCK_LITERAL" })
        document.setIn(path, node)
      }
    }
    return document.toString({ lineWidth: 0 })
  } catch {
    return undefined
  }
}
