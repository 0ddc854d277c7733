/** A stand-in for the multilingual model's weights, in the form and the places of the real ones: a table of one probability a word. */
import { mkdir, writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"

const words = ["<unk>", "demain", "et"]
/** What each word says of the end of a turn that it is the last of. */
const probabilities = [0.5, 0.9, 0.02]

const varint = (value: number): ReadonlyArray<number> =>
  value < 128 ? [value] : [value % 128 + 128, ...varint(Math.floor(value / 128))]
/** A field of a protocol buffer: a number, a text, or a message. */
const field = (number: number, value: number | string | Uint8Array): Buffer => {
  if (typeof value === "number") return Buffer.from([...varint(number * 8), ...varint(value)])
  const bytes = Buffer.from(value)
  return Buffer.concat([Buffer.from([...varint(number * 8 + 2), ...varint(bytes.length)]), bytes])
}
const message = (...fields: ReadonlyArray<Buffer>) => Buffer.concat(fields)

const [float, int64] = [1, 7]
/** `[1, n]` of a type. */
const tensor = (name: string, type: number) =>
  message(
    field(1, name),
    field(
      2,
      message(
        field(
          1,
          message(
            field(1, type),
            field(2, message(field(1, message(field(1, 1))), field(1, message(field(2, "n")))))
          )
        )
      )
    )
  )

/** `prob = table[input_ids]`, in ONNX. */
const model = message(
  field(1, 8),
  field(8, message(field(1, ""), field(2, 13))),
  field(
    7,
    message(
      field(1, message(field(1, "table"), field(1, "input_ids"), field(2, "prob"), field(4, "Gather"))),
      field(2, "words"),
      field(
        5,
        message(
          field(1, words.length),
          field(2, float),
          field(8, "table"),
          field(9, new Uint8Array(Float32Array.from(probabilities).buffer))
        )
      ),
      field(11, tensor("input_ids", int64)),
      field(12, tensor("prob", float))
    )
  )
)

const tokenizer = {
  version: "1.0",
  truncation: null,
  padding: null,
  added_tokens: [],
  normalizer: null,
  pre_tokenizer: { type: "WhitespaceSplit" },
  post_processor: null,
  decoder: null,
  model: { type: "WordLevel", vocab: Object.fromEntries(words.map((word, id) => [word, id])), unk_token: "<unk>" }
}
const config = {
  tokenizer_class: "PreTrainedTokenizerFast",
  unk_token: "<unk>",
  chat_template: "{% for message in messages %}{{ message['content'] }} <|im_end|> {% endfor %}"
}

/** Puts them where they are looked for. `half`: the second half of the model is missing. */
export const write = async (home: string, modules: string, { half = false } = {}) => {
  const repository = join(home, ".cache/huggingface/hub/models--livekit--turn-detector")
  const local = join(modules, "@huggingface/transformers/models/livekit/turn-detector")
  const files: Readonly<Record<string, string | Uint8Array>> = {
    [join(repository, "refs/v0.4.1-intl")]: "abc",
    [join(repository, "snapshots/abc/onnx/model_q8.onnx")]: half ? model.subarray(0, model.length >> 1) : model,
    [join(repository, "snapshots/abc/languages.json")]: JSON.stringify({ fr: { threshold: 0.3 } }),
    [join(local, "tokenizer.json")]: JSON.stringify(tokenizer),
    [join(local, "tokenizer_config.json")]: JSON.stringify(config)
  }
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, content)
  }
}
