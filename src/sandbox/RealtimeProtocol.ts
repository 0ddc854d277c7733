import { Schema } from "effect"
import type { RealtimeServerEvent } from "openai/resources/realtime/realtime"

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
    type: Schema.Literal("realtime"),
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

const contentOf = <const Types extends ReadonlyArray<string>>(...types: Types) =>
  Schema.mutable(Schema.Array(Schema.Struct({
    type: Schema.Literals(types),
    text: Schema.optionalKey(Schema.String),
    transcript: Schema.optionalKey(Schema.String)
  })))

const message = { id: Schema.optionalKey(Schema.String), type: Schema.Literal("message") }

/** An item as the client creates it. */
export const ClientItem = Schema.Union([
  Schema.Struct({ ...message, role: Schema.Literal("system"), content: contentOf("input_text") }),
  Schema.Struct({ ...message, role: Schema.Literal("user"), content: contentOf("input_text", "input_audio") }),
  Schema.Struct({ ...message, role: Schema.Literal("assistant"), content: contentOf("output_text", "output_audio") }),
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

type Unnumbered<Event> = Event extends unknown ? Omit<Event, "event_id"> : never

/** What the endpoint sends, as OpenAI describes it; whoever sends it numbers it. */
export type ServerEvent = Unnumbered<RealtimeServerEvent>

/** An event that a client is told about and the connection survives. */
export const errorEvent = (code: string, message: string, clientEventId?: string): ServerEvent => ({
  type: "error",
  error: { type: "invalid_request_error", code, message, param: null, event_id: clientEventId ?? null }
})

export const decodeClientEvent = Schema.decodeUnknownEffect(Schema.fromJsonString(ClientEvent))
