/**
 * What we read of an event of the realtime protocol (GA), in either direction. The plugin's own types name some events
 * otherwise than the wire does. Nothing here is certain to be there.
 */
export interface WireEvent {
  readonly type: string
  readonly event_id?: string
  readonly item_id?: string
  readonly response_id?: string
  /** Base64 of 24 kHz mono pcm16, when the caller's audio goes out. */
  readonly audio?: string
  readonly delta?: string
  readonly transcript?: string
  readonly item?: {
    readonly id?: string
    readonly type?: string
    readonly call_id?: string
    readonly name?: string
    readonly arguments?: string
  }
  readonly response?: {
    readonly id?: string
    readonly status?: string
    readonly status_details?: {
      readonly reason?: string
      readonly error?: { readonly code?: string; readonly type?: string }
    } | null
    readonly metadata?: Readonly<Record<string, string>> | null
    readonly usage?: {
      readonly input_tokens?: number
      readonly output_tokens?: number
      readonly input_token_details?: { readonly cached_tokens?: number } | null
    } | null
  }
  readonly error?: { readonly code?: string; readonly type?: string; readonly event_id?: string }
}
