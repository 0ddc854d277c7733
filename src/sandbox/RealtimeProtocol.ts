import { Schema } from "effect"

// Only what the endpoint acts on is described; the rest of an event is let through.

const eventId = { event_id: Schema.optionalKey(Schema.String) }

const TurnDetection = Schema.Struct({
  type: Schema.Literals(["server_vad", "semantic_vad"]),
  silence_duration_ms: Schema.optionalKey(Schema.Finite),
  create_response: Schema.optionalKey(Schema.Boolean),
  interrupt_response: Schema.optionalKey(Schema.Boolean)
})

const SessionUpdate = Schema.Struct({
  ...eventId,
  type: Schema.Literal("session.update"),
  session: Schema.Struct({
    model: Schema.optionalKey(Schema.String),
    instructions: Schema.optionalKey(Schema.String),
    output_modalities: Schema.optionalKey(Schema.Array(Schema.Literals(["text", "audio"]))),
    tools: Schema.optionalKey(Schema.Array(Schema.Unknown)),
    audio: Schema.optionalKey(Schema.Struct({
      input: Schema.optionalKey(Schema.Struct({
        transcription: Schema.optionalKey(Schema.NullOr(Schema.Struct({ model: Schema.String }))),
        turn_detection: Schema.optionalKey(Schema.NullOr(TurnDetection))
      })),
      output: Schema.optionalKey(Schema.Struct({
        voice: Schema.optionalKey(Schema.String),
        speed: Schema.optionalKey(Schema.Finite)
      }))
    }))
  })
})

const Append = Schema.Struct({
  ...eventId,
  type: Schema.Literal("input_audio_buffer.append"),
  audio: Schema.String
})
const Commit = Schema.Struct({ ...eventId, type: Schema.Literal("input_audio_buffer.commit") })
const Clear = Schema.Struct({ ...eventId, type: Schema.Literal("input_audio_buffer.clear") })

const Content = Schema.Struct({ type: Schema.String, text: Schema.optionalKey(Schema.String) })

/** An item as the client creates it. */
export const ClientItem = Schema.Union([
  Schema.Struct({
    id: Schema.optionalKey(Schema.String),
    type: Schema.Literal("message"),
    role: Schema.Literals(["user", "assistant", "system"]),
    content: Schema.Array(Content)
  }),
  Schema.Struct({
    id: Schema.optionalKey(Schema.String),
    type: Schema.Literal("function_call"),
    call_id: Schema.String,
    name: Schema.String,
    arguments: Schema.String
  }),
  Schema.Struct({
    id: Schema.optionalKey(Schema.String),
    type: Schema.Literal("function_call_output"),
    call_id: Schema.String,
    output: Schema.String
  })
])
export type ClientItem = typeof ClientItem.Type

const ItemCreate = Schema.Struct({
  ...eventId,
  type: Schema.Literal("conversation.item.create"),
  previous_item_id: Schema.optionalKey(Schema.String),
  item: ClientItem
})
const ItemTruncate = Schema.Struct({
  ...eventId,
  type: Schema.Literal("conversation.item.truncate"),
  item_id: Schema.String,
  content_index: Schema.Int,
  audio_end_ms: Schema.Int
})
const ItemDelete = Schema.Struct({
  ...eventId,
  type: Schema.Literal("conversation.item.delete"),
  item_id: Schema.String
})
const ResponseCreate = Schema.Struct({
  ...eventId,
  type: Schema.Literal("response.create"),
  response: Schema.optionalKey(Schema.Struct({
    instructions: Schema.optionalKey(Schema.String),
    metadata: Schema.optionalKey(Schema.Record(Schema.String, Schema.String))
  }))
})
const ResponseCancel = Schema.Struct({
  ...eventId,
  type: Schema.Literal("response.cancel"),
  response_id: Schema.optionalKey(Schema.String)
})

/** What a client of the GA realtime protocol may send. */
export const ClientEvent = Schema.Union([
  SessionUpdate,
  Append,
  Commit,
  Clear,
  ItemCreate,
  ItemTruncate,
  ItemDelete,
  ResponseCreate,
  ResponseCancel
])
export type ClientEvent = typeof ClientEvent.Type
export type Of<Type extends ClientEvent["type"]> = Extract<ClientEvent, { readonly type: Type }>

/** What the endpoint sends: a type, and fields as the protocol has them. */
export interface ServerEvent {
  readonly type: string
  readonly [field: string]: unknown
}

/** An event that a client is told about and the connection survives. */
export const errorEvent = (code: string, message: string, clientEventId?: string): ServerEvent => ({
  type: "error",
  error: { type: "invalid_request_error", code, message, param: null, event_id: clientEventId ?? null }
})

export const decodeClientEvent = Schema.decodeUnknownEffect(Schema.fromJsonString(ClientEvent))
