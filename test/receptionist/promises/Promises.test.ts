import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { asksCaller, denialsIn, promisesIn } from "../../../src/receptionist/promises/Promises.ts"

const promised: ReadonlyArray<readonly [text: string, promises: string]> = [
  ["I'm transferring you to billing now.", "transfer"],
  ["One moment while I connect you with the workshop.", "transfer"],
  ["Votre appel est transféré au service à la clientèle.", "transfer"],
  ["Je n’ai pas cette information, mais je vous passe quelqu’un qui l’a.", "transfer"],
  ["ok je vous transfere", "transfer"],
  ["là je vous envoie direct à quelqu'un de l'équipe", "transfer"],
  ["okay passing you over to Marcus in parts", "transfer"],
  ["M'a faire le message à Josée.", "message"],
  ["je vas y dire que vous avez appelé", "message"],
  ["Je préviens le docteur que votre chien ne mange plus depuis hier.", "message"],
  ["okay ill let the hygienist know youre running late", "message"],
  ["Okay, I've put you on the callback list.", "callback"],
  ["I'll take down your details and give them to the workshop.", "message"],
  ["I told the driver that you won't be home before five.", "message"],
  ["Je ne manquerai pas de lui transmettre le message.", "message"],
  ["C'est noté. Puis-je vous aider autrement ?", "message"],
  ["Someone will call you back tomorrow.", "callback"],
  ["As soon as I have an answer, I'll call you back.", "callback"],
  ["J'ai demandé qu'on vous rappelle.", "callback"],
  ["On vous rappelle la semaine prochaine.", "callback"],
  ["I won't take this language. I'm hanging up now.", "hangup"],
  ["Je vous laisse, bonne fin de journée !", "hangup"],
  ["I'll send it to m.gagne@example.com.", "email"],
  ["Vous recevrez une confirmation par courriel.", "email"],
  ["You'll get a text message with the link.", "text"],
  ["Je vous texte ça.", "text"],
  ["Hang tight, I'm getting one of our nurses for you.", "transfer"],
  ["Je remets votre appel entre les mains de l'équipe technique.", "transfer"],
  ["I'm putting in a request for Nadia to phone you.", "callback"],
  ["The directions are on their way to your inbox.", "email"],
  ["Je vous expédie ça à votre adresse gmail.", "email"],
  ["C'est noté, jeudi à dix heures. La réception vous rappellera pour confirmer.", "message callback"],
  ["Je vous envoie la confirmation par texto et par courriel.", "email text"],
  ["I've noted your message, is there anything else?", "message"],
  ["If you leave your number they can call. Your message is noted, though.", "message"]
]

const notPromised: ReadonlyArray<string> = [
  // What the caller's own people do
  "Votre fils va vous texter quand il sort de l'école.",
  "Your bank will probably email you about that themselves.",
  "Our nurses are all busy with patients.",
  // Offers and questions
  "Would you like me to transfer you?",
  "I can take a message and have someone call you back.",
  "I'll transfer you, if you like.",
  "Je vais vous transférer. Ça vous va ?",
  "Je vous transfère à la facturation ?",
  // Conditions
  "If you leave your number, someone will call you back.",
  "Laissez-moi votre numéro et on vous rappellera.",
  "Dès que j'ai votre nom, je vous transfère.",
  "Before I transfer you, may I have your name?",
  // Negations
  "I won't hang up, take your time.",
  "Je vous transfère pas sans vous le dire.",
  "Nobody will call you about that.",
  // What the caller may do
  "You can hang up now.",
  "Rappelez-nous demain.",
  "You should call back around four.",
  // What others did, and what usually happens
  "L'infirmière vous a rappelé mardi.",
  "We send reminders by text the day before.",
  "He usually calls back within a day.",
  // Reading back
  "J'ai noté cinq un quatre, cinq cinq cinq, zéro un neuf deux. Quel jour vous conviendrait ?",
  "That's noted. And your phone number, please?",
  "So you'd like Dr. Roy to call you back, is that right?",
  "Your message: “I'll call him back tomorrow.”",
  // Words that look like one
  "Je vous rappelle que nous fermons à dix-sept heures.",
  "Permettez-moi de vous rappeler l'adresse.",
  "Je vous passe les détails.",
  "Je vous laisse réfléchir.",
  "The transfer fee is fifteen dollars.",
  "Let me make sure I have your number right.",
  "I have m.gagne@example.com. Did I get that right?",
  "I'll be right back.",
  "",
  "…"
]

const denied: ReadonlyArray<readonly [text: string, denials: string]> = [
  ["I could not transfer you.", "transfer"],
  ["No message was taken.", "message"],
  ["I tried to send the text but it failed.", "text"],
  ["I can't send an email or a text from here.", "email text"],
  ["Aucun message n'a encore été pris.", "message"],
  ["J'ai pas pu vous passer l'atelier.", "transfer"],
  ["Je ne peux pas organiser de rappel.", "callback"],
  ["If I can't transfer you, I'll take a message.", ""],
  ["I didn't get your message, could you repeat?", ""],
  ["Je ne peux pas vous promettre qu'on vous rappellera.", ""],
  ["I won't hang up.", ""]
]

const waits: ReadonlyArray<readonly [text: string, asks: boolean]> = [
  ["I'll take a message. What's your name?", true],
  ["Je prends le message. Je vous écoute.", true],
  ["I'll take a message. Go ahead.", true],
  ["May I have your number? I'll pass it on.", false],
  ["C'est noté. Puis-je vous aider autrement ?", false],
  ["Your message is noted. Is there anything else I can do?", false]
]

describe("promisesIn", () => {
  it.effect.each(promised)(
    "hears %s",
    ([text, promises]) => Effect.sync(() => assert.strictEqual(promisesIn(text).join(" "), promises))
  )

  it.effect.each(notPromised)(
    "is not promised anything by: %s",
    (text) => Effect.sync(() => assert.deepStrictEqual(promisesIn(text), []))
  )

  it.effect("hears the same in capitals, without accents and without punctuation", () =>
    Effect.sync(() => {
      for (
        const text of [
          "JE VOUS TRANSFÈRE À LA RÉCEPTION.",
          "je vous transfere a la reception",
          "je vous transfère à la réception"
        ]
      ) assert.deepStrictEqual(promisesIn(text), ["transfer"], text)
      assert.deepStrictEqual(promisesIn("i don't have that information i will transfer you"), ["transfer"])
    }))

  it.effect("hears the end of a very long turn, and is done with it", () =>
    Effect.sync(() => {
      const long = "and then I looked at the schedule, which is full, ".repeat(2_000)
      assert.deepStrictEqual(promisesIn(`${long}. Someone will call you back.`), ["callback"])
      assert.deepStrictEqual(promisesIn("i ".repeat(5_000)), [])
    }))

  it.effect.prop("takes any text", [Schema.String], ([text]) =>
    Effect.sync(() => {
      const kinds = promisesIn(text)
      assert.strictEqual(new Set(kinds).size, kinds.length)
      denialsIn(text)
      asksCaller(text)
    }), { arbitrary: { seed: 3 } })
})

describe("denialsIn", () => {
  it.effect.each(denied)(
    "reads %s",
    ([text, denials]) => Effect.sync(() => assert.strictEqual(denialsIn(text).join(" "), denials))
  )
})

describe("asksCaller", () => {
  it.effect.each(waits)("%s %s", ([text, asks]) => Effect.sync(() => assert.strictEqual(asksCaller(text), asks)))
})
