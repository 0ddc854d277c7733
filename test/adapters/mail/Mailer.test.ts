import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Queue, Redacted } from "effect"
import { TestClock } from "effect/testing"
import type { SMTPServerOptions } from "smtp-server"
import * as SmtpMailer from "../../../src/adapters/mail/Mailer.ts"
import { type Mail, Mailer } from "../../../src/services/Mailer.ts"
import { mailServer, socketServer } from "../../support/MailServer.ts"

const mail: Mail = {
  id: "m1.abc",
  to: "office@example.com",
  subject: "Rappel demandé : Zoé Canari",
  text: "Bonjour,\nrappelez Zoé.\n.\n",
  html: "<p>Bonjour</p>",
  language: "fr-CA"
}
const from = { name: "La Réception", address: "desk@example.com" }

const send = (url: URL, more: Partial<Mail> = {}) =>
  Mailer.use((mailer) => mailer.send({ ...mail, ...more })).pipe(
    Effect.provide(SmtpMailer.layer({ url: Redacted.make(url), from }))
  )

const withAnswer = (code: number, text: string) =>
  Object.assign(new Error(`${text} office@example.com`), { responseCode: code })

describe("a mail", () => {
  it.effect("arrives whole, in both forms, with an id that stays", () =>
    Effect.gen(function*() {
      const server = yield* mailServer()
      yield* send(server.url)
      const [got] = server.received
      assert.deepInclude(got, { from: "desk@example.com", to: ["office@example.com"] })
      assert.match(got?.content ?? "", /^Message-ID: <m1\.abc@example\.com>\r$/m)
      assert.match(got?.content ?? "", /^Subject: =\?UTF-8\?/m)
      assert.match(got?.content ?? "", /^From: =\?UTF-8\?.*<desk@example\.com>\r$/m)
      assert.match(got?.content ?? "", /^Auto-Submitted: auto-generated\r$/m)
      assert.match(got?.content ?? "", /Content-Type: text\/plain/)
      assert.match(got?.content ?? "", /Content-Type: text\/html/)
    }))

  it.effect("has no header that a name could have brought in", () =>
    Effect.gen(function*() {
      const server = yield* mailServer()
      yield* send(server.url, { subject: "Message : Zoé\r\nBcc: spy@example.com\r\n\r\nHello" })
      assert.deepStrictEqual(server.received.map(({ to }) => to), [["office@example.com"]])
      assert.notMatch(server.received[0]?.content ?? "", /^Bcc:/m)
    }))

  it.effect("is sent after signing in, where the server wants that, and the secret is in no error", () =>
    Effect.gen(function*() {
      const asked: Array<string> = []
      const server = yield* mailServer({
        authOptional: false,
        allowInsecureAuth: true,
        onAuth: ({ password, username }, _, done) => {
          asked.push(`${username} ${password}`)
          done(password === "p@ss word" ? null : new Error("no"), { user: username })
        }
      })
      const at = (user: string, password: string) =>
        new URL(server.url.href.replace("//", `//${encodeURIComponent(user)}:${encodeURIComponent(password)}@`))
      yield* send(at("desk@example.com", "p@ss word"))
      assert.deepStrictEqual(asked, ["desk@example.com p@ss word"])
      assert.lengthOf(server.received, 1)
      const error = yield* Effect.flip(send(at("desk", "canary")))
      assert.deepInclude(error, { permanent: false })
      assert.match(error.message, /sign-in \(535\): check the user and password of SMTP_URL/)
      assert.notInclude(JSON.stringify(error), "canary")
      yield* Mailer.use(({ check }) => check).pipe(
        Effect.provide(SmtpMailer.layer({ url: Redacted.make(at("desk@example.com", "p@ss word")), from }))
      )
      assert.lengthOf(server.received, 1)
    }))

  it.effect.each<[string, SMTPServerOptions, boolean, RegExp]>([
    [
      "550 to the mailbox",
      { onRcptTo: (_, __, done) => done(withAnswer(550, "no such user")) },
      true,
      /mailbox.*\(550\)/
    ],
    [
      "450 to the mailbox",
      { onRcptTo: (_, __, done) => done(withAnswer(450, "greylisted")) },
      false,
      /asked to try again later \(450\)/
    ],
    [
      "530 to the sender",
      { onMailFrom: (_, __, done) => done(withAnswer(530, "sign in")) },
      false,
      /sign-in \(530\): check the user/
    ],
    [
      "552 to the mail",
      {
        onData: (stream, _, done) => {
          stream.resume()
          stream.on("end", () => done(withAnswer(552, "too big")))
        }
      },
      true,
      /refused the mail \(552\)/
    ],
    [
      "451 to the mail",
      {
        onData: (stream, _, done) => {
          stream.resume()
          stream.on("end", () => done(withAnswer(451, "later")))
        }
      },
      false,
      /asked to try again later \(451\)/
    ],
    [
      "421 at once",
      { onConnect: (_, done) => done(withAnswer(421, "busy")) },
      false,
      /asked to try again later \(421\)/
    ]
  ])("is refused: %s", ([_, options, permanent, words]) =>
    Effect.gen(function*() {
      const server = yield* mailServer(options)
      const error = yield* Effect.flip(send(server.url))
      assert.strictEqual(error.permanent, permanent)
      assert.match(error.message, words)
      assert.notMatch(error.message, /@example|Zoé|127\.0\.0\.1/)
      assert.lengthOf(server.received, 0)
    }))

  it.effect("is not sent where nobody listens, or what listens is no mail server", () =>
    Effect.gen(function*() {
      const gone = yield* Effect.scoped(Effect.map(mailServer(), ({ url }) => url))
      for (
        const url of [
          gone,
          (yield* socketServer((socket) => socket.destroy())).url,
          (yield* socketServer((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"))).url,
          (yield* socketServer((socket) => socket.write("220 hello\r\n", () => socket.destroy()))).url
        ]
      ) {
        const error = yield* Effect.flip(send(url))
        assert.isFalse(error.permanent)
        assert.match(error.message, /check SMTP_URL/)
        assert.notInclude(error.message, url.port)
      }
    }))

  it.effect.each(["never", "220 hello\r\n"])(
    "is given up where the server says %s and no more, and the line is closed",
    (greeting) =>
      Effect.gen(function*() {
        let closed = false
        const server = yield* socketServer((socket) => {
          socket.on("close", () => {
            closed = true
          })
          socket.resume()
          if (greeting !== "never") socket.write(greeting)
        })
        const sending = yield* Effect.forkChild(Effect.flip(send(server.url)))
        yield* Queue.take(server.connected)
        yield* TestClock.adjust("40 seconds")
        const error = yield* Fiber.join(sending)
        assert.match(error.message, /took too long/)
        yield* Effect.promise(() => new Promise((resolve) => setImmediate(resolve))).pipe(
          Effect.repeat({ until: () => closed })
        )
      })
  )

  it.effect("is not sent where the certificate is nobody's, or TLS is spoken to a server that has none, and it is said", () =>
    Effect.gen(function*() {
      const secured = yield* mailServer({ secure: true })
      const plain = yield* mailServer()
      for (const { url } of [secured, plain]) {
        const error = yield* Effect.flip(send(new URL(url.href.replace("smtp:", "smtps:"))))
        assert.deepStrictEqual(error.reason, { kind: "mailTls" })
        assert.match(error.message, /no TLS that can be trusted/)
      }
      assert.lengthOf(secured.received, 0)
    }))

  it.effect("goes to a relay beside us that has a certificate of its own making, as it does to one that has none", () =>
    Effect.gen(function*() {
      const server = yield* mailServer({ disabledCommands: [] })
      yield* send(server.url)
      assert.lengthOf(server.received, 1)
      const error = yield* Effect.flip(Mailer.use((mailer) => mailer.send(mail))).pipe(
        Effect.provide(SmtpMailer.layer({ url: Redacted.make(server.url), from, requireTls: true }))
      )
      assert.deepStrictEqual(error.reason, { kind: "mailTls" })
    }))

  it.effect("is not sent without TLS, where that is wanted", () =>
    Effect.gen(function*() {
      const server = yield* mailServer()
      const error = yield* Effect.flip(Mailer.use((mailer) => mailer.send(mail))).pipe(
        Effect.provide(SmtpMailer.layer({ url: Redacted.make(server.url), from, requireTls: true }))
      )
      assert.match(error.message, /TLS/)
      assert.lengthOf(server.received, 0)
    }))

  it.effect("cannot be sent where no server is set, and the operator is told what to set", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip(Mailer.use((mailer) => mailer.send(mail))).pipe(
        Effect.provide(SmtpMailer.layerUnset)
      )
      assert.match(error.message, /set SMTP_URL and MAIL_FROM/)
    }))
})
