import { assert, describe, it } from "@effect/vitest"
import { find, labelled, marked, said } from "../support.ts"

const shown = (text: string) => text.replace(/\{\{(\w+)\|([^}]*)\}\}/g, "[$1 $2]")
const answer = (question: string, text: string) => marked([{ speaker: "assistant", text: question }, said(text)])[1]

const names = [
  "it's for the fille à {{PERSON|nadège}}, non, la fille à {{PERSON|nadège}}",
  "Mon défunt père, c'est {{PERSON|Édouard à Philias Comeau}}.",
  "c'est {{PERSON|chance}} qui m'a dit d'appeler",
  "the file is under {{PERSON|ouellette}} middle initial {{PERSON|g}}",
  "just ask {{PERSON|thelma}} she has my key",
  "my pal {{PERSON|chase}} and my hubby {{PERSON|gord}} will pick it up",
  "this is {{PERSON|Leonard Cohen}}, I have an appointment at two",
  "bonjour je suis {{PERSON|Robert Charlebois}}",
  "My name is {{PERSON|Louise Penny}}.",
  "My cousin {{PERSON|Dot}} lives upstairs.",
  "that's {{PERSON|suresh}}, his is the blue one"
]

const answers: ReadonlyArray<readonly [string, string]> = [
  ["Votre nom, s'il vous plaît?", "{{PERSON|Lavertu}}, {{PERSON|Prince}}, avec une majuscule"],
  ["What name is it under?", "{{PERSON|thanh huong do}}"],
  ["Who should we ask for at the site?", "ask for {{PERSON|big pete}}"],
  ["Le nom du patient?", "{{PERSON|Vo}}, {{PERSON|V-O}}, deux lettres"],
  ["Which school is it?", "my daughter {{PERSON|Ashley}} knows"],
  ["What kind of car is it?", "this is {{PERSON|Paul Tremblay}} calling back"],
  ["What's the make?", "I don't know, ask for {{PERSON|Raymond}}, he knows"]
]

const things: ReadonlyArray<readonly [string, string]> = [
  ["What make is the boiler?", "a Gravenstein, I think"],
  ["Quelle sorte de piano?", "un petrof, je pense"],
  ["Which school do they go to?", "Gordon Graydon, by the lake"],
  ["C'est quel salon?", "le martin duval, au coin"],
  ["What's the movie called?", "Erin Brockovich"],
  ["Votre dernier examen?", "le 4 mars 2019"],
  ["When was your last cleaning?", "in march of twenty twenty one"],
  ["Numéro de suivi?", "LM 482 117 605 CA"]
]

const plain = [
  "is the george massey tunnel closed tonight",
  "le belvédère Kondiaronk est-il ouvert",
  "mon fils étudie au pavillon joseph-armand",
  "prenez la louis-fréchette jusqu'au pont",
  "i'd like some holly and a bit of basil",
  "avez-vous du fromage saint-nectaire",
  "do you sell harvey's after midnight",
  "we live near the oscar peterson statue"
]

describe("names that nobody had seen", () => {
  it.each(names)("%s", (text) => {
    assert.strictEqual(find(labelled(text).text), shown(text))
  })

  it.each(answers)("%s %s", (question, text) => {
    assert.strictEqual(answer(question, labelled(text).text), shown(text))
  })

  it.each(things)("leaves the answer alone: %s %s", (question, text) => {
    assert.strictEqual(answer(question, text), text)
  })

  it.each(plain)("leaves alone: %s", (text) => {
    assert.strictEqual(find(text), text)
  })

  it("takes all of a tool's value in which a name stands", () => {
    const call = JSON.stringify({ student: "Do, Thanh Huong", children: ["Dior", "Chloé"] })
    const [name, ...children] = marked([
      { speaker: "tool", key: "student", text: "Do, Thanh Huong" },
      { speaker: "tool", key: "children", text: "Dior" },
      { speaker: "tool", key: "children", text: "Chloé" }
    ])
    assert.isFalse([name, ...children].some((text) => call.includes(text ?? "")))
    assert.notMatch(name?.replace(/\[PERSON [^\]]*\]/g, "") ?? "", /\p{L}/u)
  })
})
