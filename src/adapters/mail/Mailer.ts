import { Effect, Layer, type Redacted, Redacted as Secret } from "effect"
import type SMTPConnection from "nodemailer/lib/smtp-connection"
import { privateHost } from "../../domain/Host.ts"
import { DeliveryFailure } from "../../services/DeliveryFailure.ts"
import { type Mail, Mailer } from "../../services/Mailer.ts"

export interface MailerOptions {
  /** `smtp:` (port 587, TLS by STARTTLS) or `smtps:` (port 465), with user and password where it wants them. */
  readonly url: Redacted.Redacted<URL>
  readonly from: { readonly name?: string; readonly address: string }
  /** Without it, where the server is not on our own network: messages are private, and a relay beside us may have no certificate. */
  readonly requireTls?: boolean
}

/** A try ends in any case within this; the connection is closed then. */
const patience = "40 seconds"
/** For each answer of the server, ms. */
const silence = 20_000

/** What nodemailer throws: its message and response can quote the mailbox, its codes cannot. */
interface SmtpFault {
  readonly code?: string | undefined
  /** The system's own, where nodemailer has one for all of them. */
  readonly originalCode?: string | undefined
  readonly responseCode?: number | undefined
}

/** Refusals that have to do with us, and go away when the operator mends them. */
const ours = new Set([503, 530, 534, 535, 538])

/** What Node says of a certificate, or of a server that speaks no TLS: all that is no error of the system's own. */
const isTlsFault = (code: string) => !/^E[A-Z]+$/.test(code) || code === "EPROTO"

const tooSlow = new DeliveryFailure({
  problem: "the mail server took too long: check SMTP_URL and its health",
  reason: { kind: "mailSlow" },
  permanent: false
})

const failureOf = ({ code = "", originalCode = code, responseCode }: SmtpFault): DeliveryFailure => {
  if (code === "ETIMEDOUT") return tooSlow
  const said = responseCode === undefined ? originalCode : `${responseCode}`
  const refused = code === "EENVELOPE" || code === "EMESSAGE"
  const isOurs = responseCode !== undefined && ours.has(responseCode)
  const permanent = refused && responseCode !== undefined && responseCode >= 500 && !isOurs
  const told = /^\w{1,20}$/.test(said) ? said : "unknown"
  // As servers do with whom they do not know yet, or while they have too much to do.
  const later = responseCode !== undefined && responseCode >= 400 && responseCode < 500
  const [kind, problem] = later
    ? ["mailLater", `asked to try again later (${told}): see its log if it goes on`] as const
    : code === "EAUTH" || code === "ENOAUTH" || isOurs
    ? ["mailSignIn", `refused our sign-in (${told}): check the user and password of SMTP_URL`] as const
    : code === "ETLS" || (code === "ESOCKET" && isTlsFault(originalCode))
    ? ["mailTls", "has no TLS that can be trusted: check SMTP_URL, and the server's certificate"] as const
    : code === "EENVELOPE"
    ? [
      "mailMailbox",
      `refused the mailbox, or MAIL_FROM (${told}): check the agent's \`deliver.email\` and MAIL_FROM`
    ] as const
    : code === "EMESSAGE"
    ? ["mailRefused", `refused the mail (${told}): see its log`] as const
    : ["mailUnreachable", `was not reached, or broke off (${told}): check SMTP_URL`] as const
  return new DeliveryFailure({
    problem: `the mail server ${problem}`,
    reason: { kind, ...kind !== "mailTls" && { detail: told } },
    permanent
  })
}

/** Waits for one step, which ends by its callback or with the connection. */
const step = <A>(
  connection: SMTPConnection,
  run: (done: (error: SmtpFault | null | undefined, value?: A) => void) => void
): Effect.Effect<A | undefined, DeliveryFailure> =>
  Effect.callback((resume) => {
    const fail = (fault: SmtpFault) => resume(Effect.fail(failureOf(fault)))
    const broken = (fault: SmtpFault) => fail(fault)
    const ended = () => fail({ code: "ECONNECTION" })
    connection.once("error", broken)
    connection.once("end", ended)
    run((error, value) => {
      connection.off("error", broken)
      connection.off("end", ended)
      if (error) fail(error)
      else resume(Effect.succeed(value))
    })
  })

const makeMailer = ({ from, requireTls, url }: MailerOptions): Mailer["Service"] => {
  const { hostname, password, port, protocol, username } = Secret.value(url)
  const host = hostname.replace(/^\[|\]$/g, "")
  const secure = protocol === "smtps:"
  const wantsTls = secure || (requireTls ?? privateHost(host) === undefined)

  const signedIn = Effect.gen(function*() {
    const { default: SMTPConnection } = yield* Effect.promise(() => import("nodemailer/lib/smtp-connection"))
    const connection = yield* Effect.acquireRelease(
      Effect.sync(() =>
        new SMTPConnection({
          host,
          port: port === "" ? secure ? 465 : 587 : Number(port),
          secure,
          requireTLS: !secure && wantsTls,
          opportunisticTLS: true,
          // Who may do without TLS is no worse off with a certificate of its own making.
          tls: { rejectUnauthorized: wantsTls },
          connectionTimeout: silence,
          greetingTimeout: silence,
          socketTimeout: silence
        })
      ),
      (open) =>
        Effect.sync(() => {
          open.removeAllListeners()
          // One that comes late has nobody to tell.
          open.on("error", () => {})
          open.close()
        })
    )
    yield* step(connection, (done) => connection.connect(done))
    if (username !== "") {
      const auth = { user: decodeURIComponent(username), pass: decodeURIComponent(password) }
      yield* step(connection, (done) => connection.login({ ...auth, credentials: auth }, done))
    }
    return connection
  })

  const compose = Effect.fnUntraced(function*({ html, id, language, subject, text, to }: Mail) {
    const { default: MailComposer } = yield* Effect.promise(() => import("nodemailer/lib/mail-composer"))
    const composer = new MailComposer({
      from: { name: from.name ?? "", address: from.address },
      to: { name: "", address: to },
      subject,
      text,
      html,
      messageId: `<${id}@${from.address.slice(from.address.indexOf("@") + 1)}>`,
      headers: { "auto-submitted": "auto-generated", "content-language": language },
      disableFileAccess: true,
      disableUrlAccess: true
    })
    return yield* Effect.callback<Buffer>((resume) =>
      composer.compile().build((error, built) =>
        resume(error || built === undefined ? Effect.die("a mail could not be composed") : Effect.succeed(built))
      )
    )
  })

  const bounded = <A, R>(work: Effect.Effect<A, DeliveryFailure, R>) =>
    Effect.timeoutOrElse(work, { duration: patience, orElse: () => Effect.fail(tooSlow) })

  return Mailer.of({
    send: Effect.fn("Mailer.send", { kind: "client" })(
      function*(mail) {
        const content = yield* compose(mail)
        const connection = yield* signedIn
        yield* step(connection, (done) => connection.send({ from: from.address, to: [mail.to] }, content, done))
        yield* Effect.sync(() => connection.quit())
      },
      Effect.scoped,
      bounded
    ),
    check: Effect.scoped(Effect.asVoid(signedIn)).pipe(bounded)
  })
}

/** Mails by SMTP, over one connection each. */
export const layer = (options: MailerOptions) => Layer.sync(Mailer, () => makeMailer(options))

const unset = new DeliveryFailure({
  problem: "no mail can be sent: set SMTP_URL and MAIL_FROM, or take `deliver.email` out of the agent",
  reason: { kind: "mailUnset" },
  permanent: false
})

/** For an operator who has no mail server. */
export const layerUnset = Layer.succeed(
  Mailer,
  Mailer.of({ send: () => Effect.fail(unset), check: Effect.fail(unset) })
)
