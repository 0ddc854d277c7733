/** A fault of a socket or a media path, which tests of the adapters prove to come to what the port says of it. */
export interface Proved {
  readonly of: string
  readonly fault: string
  /** What whoever asked, or listens, is told. */
  readonly told: string
  /** Under `test/adapters`. */
  readonly file: string
  readonly test: string
}

const of = (of: string, file: string) => (fault: string, told: string, test: string): Proved => ({
  of,
  fault,
  told,
  file,
  test
})

const dispatch = of("LiveKit's dispatch", "livekit/Dispatch.test.ts")
const room = of("the room", "livekit/TelephonyRoom.test.ts")
const refer = of("the transfer (REFER)", "livekit/TelephonyTransfer.test.ts")
const line = of("the release of the line", "livekit/Line.test.ts")
const link = of("the model's connection", "voice/ModelLink.test.ts")
const dark = of("the model's connection", "voice/VoiceSessionLink.test.ts")
const drop = of("the model's connection", "voice/VoiceSessionDrops.test.ts")
const failures = of("the model's answer", "voice/VoiceSessionFailures.test.ts")
const stalls = of("the model's answer", "voice/VoiceSessionStalls.test.ts")
const ahead = of("the model's answer", "voice/VoiceSessionAhead.test.ts")
const words = of("the model's transcription, with `local` turns", "voice/VoiceSessionAhead.test.ts")
const phrases = of("the TTS", "voice/VoiceSessionFailures.test.ts")
const transcription = of("the cascade's transcription", "voice/CascadeFailures.test.ts")
const chat = of("the cascade's chat model", "voice/CascadeFailures.test.ts")
const speech = of("the cascade's TTS", "voice/CascadeFailures.test.ts")
const change = of("a voice that another takes over from", "voice/Failover.test.ts")
const disk = of("the disk", "disk/AgentFiles.test.ts")

export const proved: ReadonlyArray<Proved> = [
  dispatch(
    "refuses the key of a worker that it has never had",
    "DispatchRefused",
    "fails when LiveKit refuses the key of a worker that was never registered"
  ),
  dispatch(
    "refuses a key that it took before",
    "it goes on trying",
    "goes on trying when LiveKit refuses a key that it took before"
  ),
  dispatch(
    "drops the connection",
    "it is made anew, and told how the calls ended",
    "comes back after a lost connection, and tells there how its calls ended"
  ),
  dispatch("answers no ping", "it is made anew", "gives up a connection that answers no ping"),
  dispatch("sends garbage", "it is passed over", "skips what is malformed or unknown"),
  dispatch("sends a job twice", "it is taken once", "never has a job twice"),
  dispatch(
    "promises a call, and never sends it",
    "its slot is free again",
    "frees the slot of an offer that is never assigned"
  ),
  room(
    "is never joined",
    "RoomUnavailable: timeout, after 10 s",
    "is given up on after ten seconds, and left when the join comes through later"
  ),
  room(
    "loses its connection, for a moment or for good",
    "`disturbed`, `closed`",
    "shows a connection that is made anew, and one that is lost, and does not forget it"
  ),
  room("is never left", "let go of after 5 s", "is let go of after five seconds, when leaving hangs"),
  refer(
    "succeeds, and the leg stays",
    "Unknown, with the caller there",
    "is unknown, with the caller there, when the leg stays after the positive answer"
  ),
  refer(
    "succeeds, and it was the caller who hung up",
    "Unknown, with nobody there",
    "is unknown when the caller hung up, which LiveKit answers positively too"
  ),
  refer(
    "is answered late",
    "Unknown, 15 s after the ringing",
    "waits for a leg to leave no longer than until 15 s after the ringing"
  ),
  line(
    "fails",
    "`released` waits; it is tried again every 15 s",
    "is tried again after a second, and then less and less often, but every 15 s, until LiveKit confirms it"
  ),
  line("is never answered", "nobody waits longer than 5 s", "keeps nobody waiting longer than 5 s"),
  link("is refused", "ModelReconnecting, then ModelLost", "counts each try that was refused"),
  link(
    "is accepted, and hung up",
    "ModelReconnecting, then ModelLost",
    "does not take one for a model that accepts and hangs up"
  ),
  link("brings what cannot be read", "a new connection", "ends a connection over which comes what the SDK cannot read"),
  dark(
    "goes dark, and comes back",
    "a new connection within 5 s",
    "that goes dark is found within 5 s, though the caller says nothing, and is replaced"
  ),
  dark("goes dark for good", "ModelLost within 11 s", "that goes dark for good is lost within 11 s"),
  dark(
    "goes dark while the caller speaks",
    "CallerTurnLost",
    "that goes dark while the caller speaks has lost their turn"
  ),
  dark(
    "hears nothing of a caller who speaks",
    "a fresh session, once",
    "whose server does not hear a caller who speaks is left, once"
  ),
  drop(
    "drops between the end of a turn and its words",
    "CallerTurnLost",
    "between the end of a turn and its words has lost it, and the reply to it is asked for by nobody"
  ),
  drop(
    "drops in the middle of an answer",
    "ReplyFailed: dropped",
    "in the middle of a reply owes it, and what was heard of it was interrupted"
  ),
  drop("is lost with what was asked of it meanwhile", "ReplyFailed", "for good fails what it was asked for meanwhile"),
  failures("comes in text alone", "the TTS says it", "in text alone is spoken by the TTS"),
  failures("comes in text alone, and there is no TTS", "ReplyFailed", "in text alone, without a TTS, is reported"),
  stalls(
    "falls silent in the middle",
    "AgentStalled, after a second",
    "stalls a second after the model's audio has stopped, and is over when it is interrupted"
  ),
  stalls("is nothing but silence", "AgentStalled", "stalls where all that comes is silence"),
  ahead(
    "fails, is refused or empty, asked for ahead",
    "nobody is told; it is asked for again when it is wanted",
    "fails without a word where nobody waits for it, and is asked for again who does: %j"
  ),
  ahead(
    "is lost with its connection, asked for ahead",
    "CallerTurnLost, and nothing of the answer",
    "is nobody's loss where the connection is lost with it"
  ),
  words(
    "comes late or never, or fails",
    "the turn is over after the usual pause; CallerNotTranscribed where they never come",
    "is said after a pause of the usual length where its words are not known by then: %j"
  ),
  phrases(
    "fails twice",
    "the model says the phrase",
    "twice leaves the line to the model; the next one is tried anew: %j"
  ),
  phrases(
    "fails, and the model is lost, too",
    "PhraseNotHeard",
    "is a line that was not heard where the model is lost, too"
  ),
  phrases(
    "stops in the middle",
    "PhraseNotHeard",
    "is given up where it stops in the middle, and is said the next time"
  ),
  transcription(
    "fails, is reset, breaks off or is garbage, once",
    "it is asked for again, at once: nobody notices",
    "once is not noticed: %j"
  ),
  transcription(
    "fails, is reset, breaks off or is garbage twice; never comes, or is empty",
    "CallerNotTranscribed, after 3 s at most, and the next turn is heard",
    "costs the caller one turn, and no more: %j"
  ),
  transcription("comes late", "it is waited for", "that comes late is waited for, once"),
  chat(
    "fails, has no quota, is reset, never comes, is garbage or empty",
    "ReplyFailed, after 3 s at most",
    "is reported, and can be asked again: %j"
  ),
  chat("breaks off in the middle", "ReplyFailed", "breaks off in the middle: %j"),
  chat(
    "writes a call of a tool instead of making one",
    "ReplyFailed: writtenCall",
    "writes a call instead of making one, which nobody hears: %s"
  ),
  speech(
    "fails, is reset, never comes, is empty, or is MP3",
    "it is asked once more (but for MP3), then ReplyFailed: tts",
    "is asked once more, and then reported: %j"
  ),
  speech(
    "stops in the middle of a sentence",
    "ReplyFailed: tts, and what was heard is kept",
    "breaks off in the middle of a sentence: what was heard is kept, and it is reported"
  ),
  change("is lost over an answer", "the answer, from the next", "goes on with the answer that is owed"),
  change(
    "is lost in the middle of a turn",
    "the turn, heard again by the next",
    "hears again from the line what was said while it was dying, and nothing that was answered before"
  ),
  change(
    "is lost while a tool runs",
    "its answer, told to the next",
    "knows what became of a tool that was called before"
  ),
  change(
    "gives no session at the start",
    "VoiceChanged: noSession, after 3 s",
    "begins there where the first gives no session in time, and goes on with the cascade"
  ),
  change(
    "fails as the last there is",
    "VoiceChanged: nobody could; phrases can still be said",
    "goes back to the first, once, where the other fails as well"
  ),
  disk(
    "hangs over an agent's file",
    "the last good copy",
    "on a file system that hangs are given up after two seconds, and answer as they did"
  )
]
