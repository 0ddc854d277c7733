import { assert, describe, it } from "@effect/vitest"
import { findEntities } from "../../../src/anonymizer/call/Engine.ts"
import type { Field } from "../../../src/anonymizer/text/Entity.ts"
import { coverage, labelled, marked, year } from "../support.ts"

/** What is left of the labelled values of a call, whose turns are the caller's but for those that begin with `?`. */
const leaks = (...turns: ReadonlyArray<string>): ReadonlyArray<string> => {
  const said = turns.map((turn) => labelled(turn.replace(/^\? /, "")))
  const fields = said.map(({ text }, index): Field => ({
    speaker: turns[index]?.startsWith("? ") === true ? "assistant" : "user",
    text
  }))
  const spans = findEntities(fields, { year })
  return said.flatMap((turn, field) => coverage(turn, spans.filter((span) => span.field === field)))
    .filter(({ leaked }) => leaked > 0).map(({ value }) => value)
}

const untouched = (...turns: ReadonlyArray<string>) => {
  const fields = turns.map((text): Field => ({
    speaker: text.startsWith("? ") ? "assistant" : "user",
    text: text.replace(/^\? /, "")
  }))
  assert.deepStrictEqual(marked(fields), fields.map(({ text }) => text))
}

describe("telephone numbers, as they are spoken", () => {
  it.each([
    // What a recognizer hears for a digit, inside, first and last.
    ["it's {{PHONE|five one for five five five oh won four ate}}"],
    ["it's {{PHONE|six oh four five five five to two one nine}}"],
    ["my number is {{PHONE|514 triple five 014 to}}"],
    ["mon numéro {{PHONE|set huit zéro cinq cinq cinq zéro un quatre sept}}"],
    ["{{PHONE|five. one. four. five. five. five. oh. one. six. two}}."],
    ["call {{PHONE|niner oh five, three fives, oh one double two}}"],
    // Something is said in between.
    ["it's {{PHONE|519}}, let me see, {{PHONE|555}}, {{PHONE|0171}}"],
    ["{{PHONE|647}}, give me a sec, {{PHONE|555 0193}}"],
    ["c'est le {{PHONE|514}} attendez un instant {{PHONE|555 0147}}"],
    ["c'est le {{PHONE|514}} euh c'est quoi donc {{PHONE|555 0147}}"],
    ["{{PHONE|514}} and {{PHONE|555}} and {{PHONE|0147}}"],
    // What was read back is corrected.
    ["? So that's 514-555-0147?", "no it's {{PHONE|oh one five seven}} at the end"],
    ["? C'est bien le 514 555-0147 ?", "non c'est {{PHONE|0149}}"],
    ["? Is it 514-555-0147?", "not {{PHONE|47}}, {{PHONE|49}}"],
    ["? What's your phone number?", "{{PHONE|four one six}}"],
    ["c'est le {{PHONE|cinq sans quatorze 555 01 64}}"],
    ["my number is {{PHONE|for one six 555 0 1 7 7}}"],
    ["{{PHONE|cinq un quatre, cinq cinq cinq, zéro un, triple}} non {{PHONE|zéro un quatre-vingt-huit}}"]
  ])("%s %s", (...turns) => assert.deepStrictEqual(leaks(...turns), []))

  it.each([
    ["from 2024 to 2026 for 2 people"],
    ["a table for two at seven"],
    ["one moment, two minutes"],
    ["? So that's the fourteenth at 10:30?", "yes, at 10 30"],
    ["deux pour un, trois pour deux"]
  ])("counts people and hours: %s", (...turns) => untouched(...turns))
})

describe("health cards, as they are spoken", () => {
  it.each([
    ["? Health card?", "{{HEALTH|4567 123 890}}, and the version code is {{HEALTH|W R}}."],
    ["? Health card?", "{{HEALTH|4567 123 890}}, then the letters {{HEALTH|W}} and {{HEALTH|R}}."],
    ["? OHIP number?", "{{HEALTH|four five six seven one two three eight nine zero victor kilo}}"],
    ["my health card number is {{HEALTH|9275 698 427 te}}."],
    ["? And the version code on it?", "{{HEALTH|X Y}}"],
    ["? And the version code?", "It's {{HEALTH|AB}}."],
    ["? Carte soleil ?", "{{HEALTH|bouc 7602 1911}}"],
    ["? Carte soleil ?", "les lettres {{HEALTH|BOUC}}, les chiffres {{HEALTH|7602 1911}}"],
    ["Manitoba health {{HEALTH|123456}}"],
    ["? Quebec card?", "{{HEALTH|FORT 7702 1418}}, it's for my wife"],
    [
      "? Last name?",
      "Vandersloot.",
      "? His health card?",
      "{{HEALTH|five five two one}}",
      "{{HEALTH|three oh nine}}",
      "{{HEALTH|four four one}}, version {{HEALTH|K as in king B as in boy}}",
      "? {{HEALTH|5521 309 441 KB}}."
    ],
    [
      "? Numéro de sécu ?",
      "{{HEALTH|un quatre-vingt zéro sept zéro un cent vingt-sept neuf cent onze}} la clé {{HEALTH|quarante-cinq}}"
    ]
  ])("%s %s", (...turns) => assert.deepStrictEqual(leaks(...turns), []))
})

describe("codes, as they are given", () => {
  it.each([
    ["? Le numéro de plaque ?", "{{ID_NUMBER|K48 RTD}}, c'est une Corolla"],
    ["? Licence plate?", "{{ID_NUMBER|CKRT 418}}, Ontario."],
    ["? Permis de conduire ?", "{{ID_NUMBER|T 6 5 4 2 1 2 0 3 8 5 0 4}}"],
    ["my plate is {{ID_NUMBER|487 RLG}}", "? {{ID_NUMBER|487 RLG}}, got it."],
    ["? Le code au verso ?", "c'est {{CVV|904}} non pardon {{CVV|940}}"],
    ["? Le CVV ?", "{{CVV|trois six zéro}}, la carte est à ma femme"],
    ["the visa's 4005 5192 0000 0004 and {{CVV|to oh nine}} on the back"],
    ["8 rue Mercière, {{POSTAL|69002}}"],
    ["? Code postal ?", "{{POSTAL|j'ai deux w cinq n huit}}"],
    ["? And your zip?", "{{POSTAL|five five eight}}"],
    ["? Code de sécurité ?", "c'est effacé, {{CVV|quatre}} quelque chose, {{CVV|quatre cent douze}}"],
    [
      "? The card number?",
      "{{CARD|forty-four eleven}}",
      "? Yes?",
      "{{CARD|oh two double oh}}",
      "{{CARD|then five zeros}}, and {{CARD|three more zeros}}"
    ],
    ["? Security code?", "le {{CVV|huit}}, le {{CVV|six}}, pis le {{CVV|trois}}"],
    [
      "? Card number?",
      "{{CARD|4532}} that's the first part, {{CARD|1111}} is the second, {{CARD|2222}} the third and {{CARD|3334}} is last"
    ],
    ["on est au {{ADDRESS|8 rue Mercière}}, {{POSTAL|soixante-neuf mille trois}}"],
    ["? Code postal ?", "{{POSTAL|h trois x un huit non h trois x deux n huit}}"],
    ["? Postal code?", "{{POSTAL|K1A oh two}} uh {{POSTAL|oh B 3}}"],
    ["? Name?", "Funk", "? The plate?", "{{ID_NUMBER|5 9 2}}", "{{ID_NUMBER|K L B}}"],
    ["? Plate number?", "{{ID_NUMBER|Kilo, Lima, Bravo, six six two}}"]
  ])("%s %s", (...turns) => assert.deepStrictEqual(leaks(...turns), []))

  it.each([
    ["? Votre numéro de commande ?", "c'est le 48 213"],
    ["l'imprimante fait l'erreur 0x61011bed"],
    ["that's twelve forty-nine plus tax, right?"],
    ["? What year is the roof?", "two thousand and six"]
  ])("of things are nobody's: %s %s", (...turns) => untouched(...turns))
})

describe("addresses, beside what is asked for", () => {
  it.each([
    ["Votre numéro de dossier ?", "[ADDRESS 77 boul. Laurier]"],
    ["Le code postal ?", "[ADDRESS C.P. 88]"]
  ])("%s %s", (asked, found) => {
    const text = found.replace(/^\[ADDRESS (.*)\]$/, "$1")
    assert.deepStrictEqual(marked([{ speaker: "assistant", text: asked }, { speaker: "user", text }]), [asked, found])
  })
})

describe("what the agent says again of a value", () => {
  it.each([
    ["? Date of birth?", "it's {{DOB|fifteen}}", "? {{DOB|Fifteen}}...", "{{DOB|August two thousand and one}}"],
    ["? Code postal ?", "{{POSTAL|H deux X}}", "? {{POSTAL|Un Y}} ?", "non, {{POSTAL|un Y sept}}"],
    ["? Et le NPA ?", "{{POSTAL|douze cent dix}}", "? {{POSTAL|1210}} Grandvaux."]
  ])("%s %s %s", (...turns) => assert.deepStrictEqual(leaks(...turns), []))

  it.each([
    ["? Date of birth?", "August 15, 2001", "? Thanks. We have 11:30 or 3 o'clock."],
    ["? Your number?", "514 555 0132", "? Thanks, it takes 32 minutes, and costs $51."],
    ["? Votre numéro ?", "quatre cinq zéro cinq cinq cinq zéro un trente-deux", "? C'est 45 dollars, dans 32 jours."]
  ])("is no other number of its own: %s %s %s", (...turns) => {
    const said = turns.map((text) => text.replace("? ", ""))
    const spans = findEntities(
      said.map((text, index) => ({ speaker: index === 1 ? "user" as const : "assistant" as const, text })),
      { year }
    )
    assert.deepStrictEqual(spans.map(({ field }) => field), [1])
  })
})

describe("e-mail addresses, as they are spoken", () => {
  it.each([
    ["? Courriel ?", "C'est {{EMAIL|jf gagnon, arobase, videotron point ca}}."],
    ["? Email?", "{{EMAIL|marie dot tremblay, at, gmail dot com}}"],
    ["? Email?", "{{EMAIL|john at smith and sons dot com}}"],
    ["? Email?", "{{EMAIL|john smith at hotmail}}, no, {{EMAIL|outlook dot com}}"],
    ["? Email?", "{{EMAIL|john smith gmail dot com}}"],
    ["? Email?", "{{EMAIL|john smith at gmail com}}"],
    ["? Email?", "{{EMAIL|sarah the baker at gmail dot com}}"],
    ["? Email?", "{{EMAIL|tina lee}}, all one word, {{EMAIL|at gmail dot com}}"],
    ["? Courriel ?", "{{EMAIL|mon petit coco arobas hotmail point com}}"],
    ["? Courriel ?", "{{EMAIL|marie trait d'union roy a robas gmail point com}}"],
    ["? Courriel ?", "{{EMAIL|marie roy chez gmail point com}}"],
    ["? Courriel ?", "{{EMAIL|jg roy}}, euh, {{EMAIL|arobas}}, euh, {{EMAIL|gmail point com}}"],
    ["? Courriel ?", "{{EMAIL|r o y arobase c g o c a b l e point c a}}"],
    ["? Où l'envoyer ?", "{{EMAIL|les griffes de minou tout attaché arobas gmail point com}}"],
    ["{{EMAIL|mboisvert arobase exemple point test}}"],
    ["? Courriel ?", "{{EMAIL|s point doucet}}, avec un point, {{EMAIL|arobase exemple point com}}"],
    ["{{EMAIL|garage point bilodeau à arobase bellnet point ca}}"],
    ["? Email?", "{{EMAIL|marge in charge at g mail dot calm}}"],
    ["{{EMAIL|eulalie.ngo_mbeki@example.net}}, avec le souligné entre {{EMAIL|ngo}} et {{EMAIL|mbeki}}"],
    ["? Où ça ?", "au bureau de Laval", "? Et le courriel ?", "{{EMAIL|b point roy arobase bellnet point ca}}"],
    ["? Courriel ?", "{{EMAIL|marie point roy arobas}}", "? Arobas ?", "{{EMAIL|gmail point com}}"],
    ["ça s'envoie à {{EMAIL|atelier tiret les marmottes a commercial hotmail point com}}"],
    ["mettez {{EMAIL|lune du 41}}, attendez, c'est {{EMAIL|lune du 47 arobase sfr point fr}}"],
    ["{{EMAIL|k r v at student dot sfu dot ca}}, yeah, {{EMAIL|k r v}}"],
    ["? Email?", "it's {{EMAIL|mail at dubois dot net}}"],
    ["? Courriel ?", "{{EMAIL|d'amours underscore jo arobas gmail point com}}"],
    ["? Email?", "{{EMAIL|bo at proton mail dot com}}"],
    ["? Email?", "{{EMAIL|selma, the number two, day, at icloud dot com}}"],
    ["? Email?", "it's {{EMAIL|roy dash b a at yahoo dot ca}}"]
  ])("%s %s", (...turns) => assert.deepStrictEqual(leaks(...turns), []))

  it.each([
    ["meet me at the office on main street dot com or not"],
    ["our website is clinic dot ca"],
    ["on se voit à l'hôtel, à la réception"],
    ["? What's your email?", "I don't have one"]
  ])("is not every at: %s %s", (...turns) => untouched(...turns))
})

describe("dates of birth, as they are spoken", () => {
  it.each([
    ["? Date de naissance ?", "le {{DOB|cinq}} euh {{DOB|juin}} euh {{DOB|soixante-quatorze}}"],
    ["? Date de naissance ?", "le {{DOB|cinq du sixième mois soixante-quatorze}}"],
    ["? Date de naissance ?", "{{DOB|quatre-vingt, zéro six, zéro cinq}}"],
    ["? Date de naissance ?", "en {{DOB|80}}, le {{DOB|5 juin}}"],
    ["? Quelle année ?", "{{DOB|quatre-vingt-deux}}"],
    ["? Date of birth?", "{{DOB|June}}, uh, the {{DOB|fifth}}, {{DOB|nineteen eighty}}"],
    ["? Date of birth?", "{{DOB|nineteen eighty oh six oh five}}"],
    ["? The child's date of birth?", "{{DOB|twenty twenty, oh three, oh one}}"],
    ["? Vous êtes né quand ?", "{{DOB|soixante-dix-huit}}, le {{DOB|douze octobre}}"],
    ["? Votre anniversaire ?", "le {{DOB|deuxième jour de mai quatre-vingt-trois}}"],
    ["? Date de naissance ?", "{{DOB|vingt}} non {{DOB|vingt et un août quarante-sept}}"],
    ["ma date de naissance c'est {{DOB|19 84 02 11}}"],
    ["j'ai eu dix-huit ans le {{DOB|3 novembre 2025}}"],
    ["she turned 80 on {{DOB|january second}}"],
    ["? Date de naissance ?", "le {{DOB|huit du onze mille neuf cent soixante-douze}}"],
    ["le petit est né le {{DOB|30 juillet dernier}}"],
    ["? Birth date?", "{{DOB|june twenty twenty-first seventy-nine}}"],
    ["? Your birthday?", "{{DOB|boxing day nineteen ninety}}"],
    ["elle est née la {{DOB|veille de Noël}}"],
    ["? When was he born?", "he's a {{DOB|ninety-one}} so {{DOB|march 3 1991}}"],
    ["? Date of birth?", "{{DOB|June}}", "? Yes?", "{{DOB|fifth}}", "? Mm-hm.", "{{DOB|seventy-four}}"],
    ["? Date de naissance ?", "le {{DOB|cinq juin}}", "? De quelle année ?", "{{DOB|soixante-quatorze}}"]
  ])("%s %s", (...turns) => assert.deepStrictEqual(leaks(...turns), []))

  it("leaves appointments alone", () => {
    untouched("can we say the fifth of June at two", "? On the fifth?", "oui, le cinq juin")
  })
})
