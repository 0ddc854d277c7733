import { readFileSync } from "node:fs"
import {
  type Directive,
  type ModuleDeclaration,
  parseSync,
  type Statement,
  type TSInterfaceDeclaration,
  type TSSignature,
  type TSType,
  type TSTypeAliasDeclaration,
  type TSTypeName
} from "oxc-parser"

/**
 * OpenAI's description of its API as the types of its own package have it, read as a schema: which keys an object has,
 * which of them it must have, and what their values are.
 */

type Declared =
  & { readonly module: Module; readonly scope: string }
  & (
    | { readonly _tag: "Object"; readonly node: TSInterfaceDeclaration }
    | { readonly _tag: "Alias"; readonly node: TSTypeAliasDeclaration }
  )

interface Module {
  readonly declared: Map<string, Declared>
  /** What a name stands for that comes from elsewhere: a file, and a name in it, or all of them. */
  readonly imported: Map<string, { readonly file: URL; readonly name: string | undefined }>
}

/** A property as it is described, and where. */
interface Property {
  readonly type: TSType
  readonly optional: boolean
  readonly at: Declared
}

const modules = new Map<string, Module>()

const load = (file: URL): Module => {
  const known = modules.get(file.href)
  if (known !== undefined) return known
  const module: Module = { declared: new Map(), imported: new Map() }
  modules.set(file.href, module)
  const read = (body: ReadonlyArray<Statement | Directive | ModuleDeclaration>, scope: string): void => {
    for (const statement of body) {
      if (statement.type === "ImportDeclaration") {
        const from = new URL(statement.source.value.replace(/\.js$/, ".d.ts"), file)
        for (const specifier of statement.specifiers) {
          const name = specifier.type === "ImportSpecifier" && specifier.imported.type === "Identifier"
            ? specifier.imported.name
            : undefined
          module.imported.set(specifier.local.name, { file: from, name })
        }
        continue
      }
      const node = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement
      if (node?.type === "TSInterfaceDeclaration") {
        module.declared.set(`${scope}${node.id.name}`, { _tag: "Object", node, module, scope })
      } else if (node?.type === "TSTypeAliasDeclaration") {
        module.declared.set(`${scope}${node.id.name}`, { _tag: "Alias", node, module, scope })
      } else if (node?.type === "TSModuleDeclaration" && node.id.type === "Identifier") {
        if (node.body?.type === "TSModuleBlock") read(node.body.body, `${scope}${node.id.name}.`)
      }
    }
  }
  read(parseSync(file.pathname, readFileSync(file, "utf8")).program.body, "")
  return module
}

const resources = new URL("../../node_modules/openai/resources/", import.meta.url)

const nameOf = (name: TSTypeName): string => {
  if (name.type === "Identifier") return name.name
  if (name.type === "TSQualifiedName") return `${nameOf(name.left)}.${name.right.name}`
  throw new Error("a type that is called this")
}

/** What a name stands for that is used in a namespace of a module. */
const lookUp = (name: string, module: Module, scope: string): Declared => {
  for (let around = scope;; around = around.replace(/[^.]+\.$/, "")) {
    const found = module.declared.get(`${around}${name}`)
    if (found !== undefined) return { ...found, scope: `${around}${name}.` }
    if (around === "") break
  }
  const [first = "", ...rest] = name.split(".")
  const imported = module.imported.get(first)
  if (imported === undefined) throw new Error(`${name} is not declared`)
  return lookUp([...imported.name === undefined ? [] : [imported.name], ...rest].join("."), load(imported.file), "")
}

const quoted = (value: unknown) => JSON.stringify(value)

const propertiesOf = (members: ReadonlyArray<TSSignature>, at: Declared) => {
  const properties = new Map<string, Property>()
  let others: TSType | undefined
  for (const member of members) {
    if (member.type === "TSIndexSignature") others = member.typeAnnotation.typeAnnotation
    if (member.type !== "TSPropertySignature" || member.typeAnnotation === null) continue
    if (member.key.type !== "Identifier" && member.key.type !== "Literal") throw new Error("a key that is computed")
    const key = member.key.type === "Identifier" ? member.key.name : String(member.key.value)
    properties.set(key, { type: member.typeAnnotation.typeAnnotation, optional: member.optional, at })
  }
  return { properties, others }
}

/** All that is wrong with an object, by these properties. */
const checkObject = (
  value: unknown,
  { others, properties }: ReturnType<typeof propertiesOf>,
  at: Declared,
  path: string
): ReadonlyArray<string> => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [`${path}: not an object`]
  const entries = Object.entries(value).filter(([, one]) => one !== undefined)
  const missing = [...properties].filter(([key, { optional }]) => !optional && !entries.some(([name]) => name === key))
  return [
    ...missing.map(([key]) => `${path}.${key}: missing`),
    ...entries.flatMap(([key, one]) => {
      const property = properties.get(key)
      if (property !== undefined) return check(one, property.type, property.at, `${path}.${key}`)
      return others === undefined ? [`${path}.${key}: not described`] : check(one, others, at, `${path}.${key}`)
    })
  ]
}

/** The properties of an interface, those of the ones that it extends included. */
const membersOf = (declared: Declared & { readonly _tag: "Object" }): ReturnType<typeof propertiesOf> => {
  const own = propertiesOf(declared.node.body.body, declared)
  for (const { expression } of declared.node.extends) {
    const name = expression.type === "Identifier"
      ? expression.name
      : expression.type === "MemberExpression" && expression.object.type === "Identifier" &&
          expression.property.type === "Identifier"
      ? `${expression.object.name}.${expression.property.name}`
      : ""
    const parent = lookUp(name, declared.module, declared.scope)
    if (parent._tag !== "Object") throw new Error(`${name} is no interface`)
    const inherited = membersOf(parent)
    for (const [key, property] of inherited.properties) {
      if (!own.properties.has(key)) own.properties.set(key, property)
    }
  }
  return own
}

/** Of several kinds of objects, a value is meant to be the one whose tags it bears: these are what they are told by. */
const tags = ["type", "role", "object"]

const isOfKind = (problem: string, path: string) => tags.some((tag) => problem.startsWith(`${path}.${tag}: `))

const checkUnion = (value: unknown, types: ReadonlyArray<TSType>, at: Declared, path: string) => {
  const all = types.map((type) => check(value, type, at, path))
  if (all.some((problems) => problems.length === 0)) return []
  const likely = all.filter((problems) => problems.every((problem) => !isOfKind(problem, path)))
  const [least = []] = (likely.length > 0 ? likely : all).toSorted((a, b) => a.length - b.length)
  return likely.length > 0 || typeof value === "object"
    ? least
    : [`${path}: ${quoted(value)} is none of those described`]
}

const primitives: Readonly<Record<string, (value: unknown) => boolean>> = {
  TSStringKeyword: (value) => typeof value === "string",
  TSNumberKeyword: (value) => typeof value === "number",
  TSBooleanKeyword: (value) => typeof value === "boolean",
  TSNullKeyword: (value) => value === null,
  TSUndefinedKeyword: (value) => value === undefined,
  TSUnknownKeyword: () => true,
  TSAnyKeyword: () => true
}

const check = (value: unknown, type: TSType, at: Declared, path: string): ReadonlyArray<string> => {
  const primitive = primitives[type.type]
  if (primitive !== undefined) return primitive(value) ? [] : [`${path}: ${quoted(value)} is not as described`]
  const each = (values: unknown, element: TSType) =>
    Array.isArray(values)
      ? values.flatMap((one, index) => check(one, element, at, `${path}[${index}]`))
      : [`${path}: not an array`]
  switch (type.type) {
    case "TSLiteralType":
      return type.literal.type === "Literal" && type.literal.value === value
        ? []
        : [`${path}: ${quoted(value)} is not as described`]
    case "TSUnionType":
      return checkUnion(value, type.types, at, path)
    case "TSParenthesizedType":
      return check(value, type.typeAnnotation, at, path)
    case "TSIntersectionType":
      // `string & {}`: any string, beside those that are named.
      return check(value, type.types[0]!, at, path)
    case "TSArrayType":
      return each(value, type.elementType)
    case "TSTypeLiteral":
      return checkObject(value, propertiesOf(type.members, at), at, path)
    case "TSTypeReference": {
      const name = nameOf(type.typeName)
      const [argument] = type.typeArguments?.params ?? []
      if (name === "Array" && argument !== undefined) return each(value, argument)
      const parameter = at.node.typeParameters?.params.find((one) => one.name.name === name)
      if (parameter !== undefined) {
        return parameter.constraint === null
          ? []
          : check(value, parameter.constraint, at, path)
      }
      return checkDeclared(value, lookUp(name, at.module, at.scope), path)
    }
    default:
      throw new Error(`${path}: a ${type.type} is beyond this`)
  }
}

const checkDeclared = (value: unknown, declared: Declared, path: string) =>
  declared._tag === "Alias"
    ? check(value, declared.node.typeAnnotation, declared, path)
    : checkObject(value, membersOf(declared), declared, path)

/** Whatever OpenAI's description of this type has to say against a value: nothing, where it conforms. */
export const deviations = (value: unknown, file: string, type: string): ReadonlyArray<string> =>
  checkDeclared(value, lookUp(type, load(new URL(`${file}.d.ts`, resources)), ""), type)
