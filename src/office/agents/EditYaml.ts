import { Predicate } from "effect"
import { isDeepStrictEqual } from "node:util"
import { type Document, isCollection, isNode, isScalar, type Node, parseDocument, Scalar, type Tags } from "yaml"
import { isRecord } from "../../domain/AgentProblem.ts"
import { parseYaml } from "../../domain/AgentYaml.ts"

export interface Edit {
  readonly path: ReadonlyArray<string | number>
  /** Null removes what stands there. */
  readonly value: unknown
}

/** A number stays as it was written: YAML's own way drops the sign, or the nought, of one that is dialled. */
const numbersAsWritten = (tags: Tags): Tags =>
  tags.map((tag) =>
    Predicate.isString(tag) || tag.collection !== undefined || !/:(?:int|float)$/.test(tag.tag) ? tag : {
      ...tag,
      stringify: (item, ...how) => item.source ?? tag.stringify?.(item, ...how) ?? String(item.value)
    }
  )

/** A new value where an old one stood: its comments, its quotes and its braces stay. */
const inPlaceOf = (old: unknown, node: Node, value: unknown): Node => {
  if (isNode(old)) {
    const { comment, commentBefore, spaceBefore } = old
    Object.assign(node, { comment, commentBefore, spaceBefore })
  }
  if (isCollection(old) && isCollection(node)) Object.assign(node, { flow: old.flow })
  if (isScalar(node) && Predicate.isString(value)) {
    // A text of several lines stands as it is read.
    if (value.includes("\n")) node.type = Scalar.BLOCK_LITERAL
    else if (isScalar(old) && (old.type === Scalar.QUOTE_DOUBLE || old.type === Scalar.QUOTE_SINGLE)) {
      node.type = old.type
    }
  }
  return node
}

const put = (document: Document, { path, value }: Edit) => {
  if (value === null) {
    if (document.hasIn(path)) document.deleteIn(path)
    return
  }
  // A key with nothing behind it holds whatever comes.
  for (let length = 1; length < path.length; length++) {
    const holder = path.slice(0, length)
    if (document.hasIn(holder) && document.getIn(holder) === null) document.setIn(holder, document.createNode({}))
  }
  document.setIn(path, inPlaceOf(document.getIn(path, true), document.createNode(value), value))
}

const valueWith = (root: unknown, { path: [key, ...rest], value }: Edit): unknown => {
  if (key === undefined) return value
  const inner = Predicate.hasProperty(root, key) ? root[key] : undefined
  if (value === null && inner === undefined) return root
  const next = valueWith(inner, { path: rest, value })
  const gone = next === null && rest.length === 0
  if (Array.isArray(root) && Predicate.isNumber(key)) {
    return gone ? root.toSpliced(key, 1) : Object.assign([...root], { [key]: next })
  }
  const { [key]: _, ...others } = isRecord(root) ? root : {}
  return gone ? others : { ...isRecord(root) ? root : {}, [key]: next }
}

/**
 * The YAML with these values in it, its comments and order kept; undefined where it is none, where a path leads nowhere,
 * or where anything but what is asked for would be another then.
 */
export const editYaml = (yaml: string, changes: ReadonlyArray<Edit>): string | undefined => {
  const document = parseDocument(yaml, {
    logLevel: "error",
    stringKeys: true,
    customTags: numbersAsWritten
  })
  if (document.errors.length > 0 || changes.some(({ path }) => path.length === 0)) return undefined
  try {
    for (const change of changes) put(document, change)
    const edited = document.toString({ lineWidth: 0 })
    const meant = changes.reduce<unknown>(valueWith, parseYaml(yaml).value)
    return isDeepStrictEqual(parseYaml(edited).value, meant) ? edited : undefined
  } catch {
    return undefined
  }
}
