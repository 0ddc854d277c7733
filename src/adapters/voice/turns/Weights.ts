import { access, readFile } from "node:fs/promises"
import { homedir } from "node:os"
import { dirname, join } from "node:path"
import { installing, locate, optional } from "./packages.ts"

const revision = "v0.4.1-intl"

/** Fetches what the model needs from the hub that it is on. */
export const fetching = "npx livekit-agents download-files"

const exists = (path: string) => access(path).then(() => true, () => false)
const missingOf = async (paths: ReadonlyArray<string>) => {
  const found = await Promise.all(paths.map(exists))
  return paths.filter((_, index) => found[index] !== true)
}

/** The model's own files; which they are is written in the first of them. */
const modelFiles = async (home: string): Promise<ReadonlyArray<string>> => {
  const repository = join(home, ".cache/huggingface/hub/models--livekit--turn-detector")
  const ref = join(repository, "refs", revision)
  const commit = await readFile(ref, "utf8").then((text) => text.trim(), () => "{commit}")
  const snapshot = join(repository, "snapshots", commit)
  return [ref, join(snapshot, "onnx/model_q8.onnx"), join(snapshot, "languages.json")]
}

/** The tokenizer's: in one of two places beside the package that reads them, and lost with each `npm ci`. */
const tokenizerFiles = (transformers: string) => {
  const cached = join(transformers, ".cache/livekit/turn-detector")
  const local = join(transformers, "models/livekit/turn-detector")
  return [
    [
      join(cached, revision, "tokenizer.json"),
      join(cached, revision, "tokenizer_config.json"),
      join(cached, "tokenizer_config.json")
    ],
    [join(local, "tokenizer.json"), join(local, "tokenizer_config.json")]
  ]
}

const transformersBeside = (plugin: string) =>
  join(plugin.slice(0, plugin.lastIndexOf("@livekit")), "@huggingface/transformers")

/** What the model reads of a conversation. */
export interface Message {
  readonly role: string
  readonly content: string
}

export interface Weights {
  /** Where the model's languages and their thresholds are. */
  readonly languages: string
  readonly plugin: string
}

/** Where the multilingual detector's files are; or one sentence that says which are missing, and what fetches them. */
export const find = async (
  { home = homedir(), plugin = locate("multilingual") }: {
    readonly home?: string
    readonly plugin?: string | undefined
  } = {}
): Promise<Weights | string> => {
  if (plugin === undefined) {
    return `${optional.multilingual} is not installed: run \`${installing("multilingual")}\`, then \`${fetching}\``
  }
  const model = await modelFiles(home)
  const [missing, ...tokenizers] = await Promise.all(
    [model, ...tokenizerFiles(transformersBeside(dirname(plugin)))].map(missingOf)
  )
  const tokenizer = tokenizers.some((it) => it.length === 0) ? [] : tokenizers[0] ?? []
  const all = [...missing ?? [], ...tokenizer]
  return all.length === 0
    ? { languages: model[2] ?? "", plugin }
    : `of the model \`livekit/turn-detector\`, these files are missing: ${all.join(", ")}; run \`${fetching}\``
}
