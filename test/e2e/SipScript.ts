/** One step of a caller's side of a call, as sipp plays it. `cseq` counts the requests of the dialogue. */
export type Step = (call: { readonly cseq: () => number }) => string

/** Header by which the test's own cue is told from what the peers say. */
export const cueHeader = "X-Test-Cue"

const from = "From: <sip:[caller]@[local_ip]:[local_port]>;tag=[pid]SIPpTag00[call_number]"
const contact = "Contact: <sip:[caller]@[local_ip]:[local_port]>"
const via = (branch: string) => `Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=${branch}`

const send = (message: string, attributes = "") => `<send ${attributes}><![CDATA[\n${message}\n\n]]></send>`

interface Request {
  readonly method: string
  readonly cseq: number
  /** `next` once there is a dialogue. */
  readonly to?: "next" | "first"
  readonly branch?: string
  readonly headers?: ReadonlyArray<string>
  readonly body?: string
}

const request = ({ body, branch = "[branch]", cseq, headers = [], method, to = "next" }: Request) =>
  [
    `${method} ${to === "next" ? "[next_url]" : "sip:[service]@[remote_ip]:[remote_port]"} SIP/2.0`,
    via(branch),
    from,
    `To: <sip:[service]@[remote_ip]:[remote_port]>${to === "next" ? "[peer_tag_param]" : ""}`,
    ...to === "next" ? ["[routes]"] : [],
    "Call-ID: [call_id]",
    `CSeq: ${cseq} ${method}`,
    contact,
    "Max-Forwards: 70",
    ...headers,
    `Content-Length: ${body === undefined ? "0" : "[len]"}`,
    ...body === undefined ? [] : ["", body]
  ].join("\n")

const response = (status: string) =>
  send([
    `SIP/2.0 ${status}`,
    "[last_Via:]",
    "[last_From:]",
    "[last_To:]",
    "[last_Call-ID:]",
    "[last_CSeq:]",
    contact,
    "Content-Length: 0"
  ].join("\n"))

const receive = (what: string) => `<recv ${what}/>`
const ringing = receive("response=\"180\" optional=\"true\"")

// Audio is not sipp's: it goes to and from the phone, which listens on the port that is offered here. For keys, 96 is the
// payload type that sipp knows.
const offer = [
  "v=0",
  "o=caller 1 1 IN IP4 [local_ip]",
  "s=-",
  "c=IN IP4 [local_ip]",
  "t=0 0",
  "m=audio [phone_port] RTP/AVP 8 96",
  "a=rtpmap:8 PCMA/8000",
  "a=rtpmap:96 telephone-event/8000",
  "a=fmtp:96 0-15",
  "a=ptime:20",
  ""
].join("\n")

const ack: Step = () => send(request({ method: "ACK", cseq: 1 }))

/** Dials, and listens to the ringing. */
export const dial: Step = ({ cseq }) =>
  [
    send(
      request({
        method: "INVITE",
        cseq: cseq(),
        to: "first",
        headers: ["Content-Type: application/sdp"],
        body: offer
      }),
      "retrans=\"500\""
    ),
    receive("response=\"100\" optional=\"true\""),
    ringing
  ].join("\n")

/** The other side answers. */
export const answered: Step = (call) => `${receive("response=\"200\" rrs=\"true\"")}\n${ack(call)}`

/** The other side refuses, with this status; anything else fails the script. */
export const refused = (status: number): Step => (call) => `${receive(`response="${status}"`)}\n${ack(call)}`

/** Waits until the test says so. */
export const cue: Step = () => receive("request=\"INFO\"")

/** Presses a key (RFC 4733). Not the phone, but sipp, which needs a raw socket for it, and so root. */
export const press = (key: string): Step => () => `<nop><action><exec play_dtmf="${key}"/></action></nop>`

/** Waits, where the wait itself is what is tested. */
export const pause = (millis: number): Step => () => `<pause milliseconds="${millis}"/>`

/** Gives up while it rings. */
export const giveUp: Step = () =>
  [
    ringing,
    receive("request=\"INFO\""),
    // A CANCEL belongs to the transaction of its INVITE, which was the first message.
    send(request({ method: "CANCEL", cseq: 1, to: "first", branch: "[branch-5]" })),
    ringing,
    // Of the CANCEL: it may be overtaken by the answer to the INVITE.
    receive("response=\"200\" optional=\"true\""),
    receive("response=\"487\""),
    send(request({ method: "ACK", cseq: 1, to: "first", branch: "[branch-9]" }))
  ].join("\n")

/** Hangs up. */
export const hangUp: Step = ({ cseq }) =>
  `${send(request({ method: "BYE", cseq: cseq() }))}\n${receive("response=\"200\"")}`

/** The other side hangs up. */
export const hungUp: Step = () => `${receive("request=\"BYE\"")}\n${response("200 OK")}`

/**
 * The other side asks for a transfer, and gets this answer. No carrier answers within a millisecond; livekit-sip 1.8.0
 * at times takes an answer that comes as fast as that for none ("transaction failed to complete").
 */
export const referred = (status: string): Step => () =>
  [receive("request=\"REFER\""), "<pause milliseconds=\"100\"/>", response(status)].join("\n")

/** Tells the other side how the transfer goes. */
export const notify = (status: string): Step => ({ cseq }) =>
  [
    send(request({
      method: "NOTIFY",
      cseq: cseq(),
      headers: [
        "Event: refer",
        `Subscription-State: ${status.startsWith("1") ? "active;expires=60" : "terminated;reason=noresource"}`,
        "Content-Type: message/sipfrag;version=2.0"
      ],
      body: `SIP/2.0 ${status}`
    })),
    receive("response=\"200\"")
  ].join("\n")

/** The script as sipp reads it. */
export const render = (steps: ReadonlyArray<Step>, caller: string, phonePort: number): string => {
  let last = 0
  const call = { cseq: () => ++last }
  const body = steps.map((step) => step(call)).join("\n").replaceAll("[caller]", caller).replaceAll(
    "[phone_port]",
    `${phonePort}`
  )
  return `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE scenario SYSTEM "sipp.dtd">\n<scenario name="call">\n${body}\n</scenario>\n`
}
