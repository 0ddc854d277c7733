import { assert, describe, it } from "@effect/vitest"
import { findEntities } from "../../../src/anonymizer/call/Engine.ts"
import { coverage, find, labelled, marked, said, year } from "../support.ts"

// Each family of ways to say something, in words that no corpus has: `[what was asked] answer`, and what must stay.
const families: Readonly<
  Record<string, { readonly told: ReadonlyArray<string>; readonly kept: ReadonlyArray<string> }>
> = {
  "figures that come several times": {
    told: [
      "[Your SIN?] it's {{SIN|one nine three times the six four four seven}}",
      "[NAS?] {{SIN|six cinq un, trois fois zéro, huit neuf quatre}}",
      "[NAS?] {{SIN|deux quatre six zéro zéro deux fois huit trois un}}"
    ],
    kept: ["prenez-en deux trois fois par jour", "I called three times already and got nothing."]
  },
  "a card with what belongs to it in one breath": {
    told: [
      "[Credit card?] {{CARD|4111 1111 1111 1111}} october twenty nine {{CVV|321}}",
      "[Card number?] {{CARD|five one oh five one oh five one oh five one oh five one oh oh}} eleven thirty and {{CVV|three one nine}}",
      "[Votre carte?] {{CARD|cinquante et un zéro cinq}}... non, je recommence: {{CARD|5105 1051 0510 5100}}",
      "le code en arrière de la carte c'est {{CVV|huit cent trois}}",
      "and the three little numbers there are {{CVV|five five one}}",
      "[Number on the front?] {{CARD|four five one one uh huh two two two two yep one one one one two three four five}}"
    ],
    kept: ["That will be 320 dollars.", "I paid by card, 45 dollars."]
  },
  "another try at a number": {
    told: [
      "[Which card?] it ends in {{ID_NUMBER|4410}}, not {{ID_NUMBER|14}}",
      "[Is it still 416-555-0110?] no it ends in {{PHONE|0119}} not {{PHONE|one ten}}"
    ],
    kept: ["It's on page 12, not 14."]
  },
  "health cards and their letters": {
    told: [
      "[Health card?] it's {{HEALTH|5544 332 110}} with {{HEALTH|x j}}",
      "[Do you have another card?] {{HEALTH|6612 811, zero four nine, B as in boy R}}",
      "[Le numéro d'assurance maladie?] {{HEALTH|TREB six un zéro cinq vingt-deux treize}}",
      "[Date of birth?] MCP for him is {{HEALTH|four oh seven, two one one, eight eight six, three one oh}}"
    ],
    kept: ["It was one forty two over eighty eight."]
  },
  "days of birth": {
    told: [
      "je suis de {{DOB|cinquante-neuf}}, du {{DOB|trois avril}}",
      "Birthday's the {{DOB|fifth of the eleventh, oh-two}}.",
      "[Date de naissance?] le {{DOB|six du huit}}",
      "[Date of birth?] She was born in {{DOB|March of nineteen forty}}, the {{DOB|ninth}}.",
      "her birthday is {{DOB|groundhog day nineteen eighty}}",
      "and born {{DOB|June two nine, seventy-four}}",
      "elle est née le {{DOB|jour de Noël mil neuf cent trente et un}}",
      "[Date of birth?] {{DOB|nineteen}} uh {{DOB|sixty two}}, {{DOB|november eleventh}}",
      "[Date de naissance?] il est né en {{DOB|cinquante-sept}}, le {{DOB|douze}}... le {{DOB|douze mai}}",
      "ma sœur est née le {{DOB|mardi 4 mai 1971}}"
    ],
    kept: [
      "The warranty: I bought it June 3rd, 2019.",
      "Le vaccin a été donné le 21 novembre 2022.",
      "we got married on July 3rd 1999",
      "Are you open on Remembrance Day?"
    ]
  },
  "houses": {
    told: [
      "[What's the address?] it's {{ADDRESS|14-220 queen}} that's {{ADDRESS|fourteen dash two twenty on queen street}}",
      "[Where should he go?] {{ADDRESS|ninety one c maple}} the blue door",
      "[Still the same?] it's now {{ADDRESS|two oh nine}} no wait {{ADDRESS|two nineteen juniper lane}}",
      "[Street number?] {{ADDRESS|forty}} and then {{ADDRESS|raspberry court}}",
      "my landlord's place is {{ADDRESS|three twelve and a half locke street}} hamilton",
      "it's not {{ADDRESS|twelve ferndale}} it's {{ADDRESS|twenty ferndale}}",
      "we rent the basement at {{ADDRESS|four one two college}} and it's flooded",
      "the cottage is {{ADDRESS|fire number 22 otter lake road}}",
      "i'm at {{ADDRESS|number 12 pine grove trailer park}}",
      "[Quelle rue?] {{ADDRESS|Louis-Joseph-Papineau}}, au {{ADDRESS|812}}, à côté du parc",
      "[Vous restez où?] {{ADDRESS|douze douze docteur penfield}} mais je suis au {{ADDRESS|trois cent six}}",
      "c'est le {{ADDRESS|8800 boulevard pie neuf appartement 3}}",
      "the neighbour's he's at {{ADDRESS|212}} his dog is loose",
      "the package was left at {{ADDRESS|twelve forty king street}} instead of {{ADDRESS|twelve fourteen}}"
    ],
    kept: [
      "See you at nine thirty main entrance",
      "We're at 40 percent now",
      "I'm number 77 and you're at what now, 52?",
      "[Where's the pain?] about 3 inches above my knee",
      "is the store at king and queen open"
    ]
  },
  "land, boxes and units": {
    told: [
      "[Address?] {{ADDRESS|4410 twp rd 61, unit C}}, past the pit",
      "{{ADDRESS|2e rang, lot 8}}, en arrière de l'église",
      "[Address?] {{ADDRESS|NE 12 44 9 W3}}",
      "[Le terrain?] c'est le {{ADDRESS|lot 5 113 902}} du cadastre",
      "[Mailing address?] {{ADDRESS|box 44}} la ronge",
      "my mailing's changed, it was {{ADDRESS|Box 9}}, now it's {{ADDRESS|box twelve}}",
      "[Quel étage?] au {{ADDRESS|sous-sol, porte 2B}}, sonnez",
      "[Which unit are you in?] {{ADDRESS|penthouse 2}} at the {{ADDRESS|900 Lakeside Drive}} building",
      "on a laissé les clés à l'{{ADDRESS|appartement 9}}"
    ],
    kept: [
      "je cherche un appartement 4 et demi pas trop cher",
      "do you have a two bedroom apartment in june",
      "I need a box of 12 pens."
    ]
  },
  "postal codes in pieces": {
    told: [
      "[Le code postal?] {{POSTAL_CODE|j 4 k k comme kilo 2 b 9}}",
      "[Postal code?] {{POSTAL_CODE|l as in lima four k two c as in cat seven e}}",
      "[Code postal?] {{POSTAL_CODE|g 1 r}} puis je crois que la fin c'est {{POSTAL_CODE|deux s sept}}",
      "the first three characters are {{POSTAL_CODE|t2p}}"
    ],
    kept: ["The form is a T4 slip.", "It's an A4 page."]
  },
  "plates, licences and policies": {
    told: [
      "[Plaque?] {{ID_NUMBER|G comme Gaston, 2, 8, L, R, T}}",
      "[Sa plaque?] {{ID_NUMBER|M 1 4, B comme Bernard, T comme Tango, F comme Fanny}}",
      "[Numéro de permis?] c'est le {{ID_NUMBER|l 2 2 0 9 tiret 1 1 0 2 8 4 tiret 0 3}}",
      "ma plaque a changé c'est rendu {{ID_NUMBER|J 2 9}} euh attends",
      "[Plate?] it's a vanity plate, it says {{ID_NUMBER|luv 2 ski}}",
      "[Student number?] {{ID_NUMBER|a zero one four four eight two two}}",
      "[Policy?] it's {{ID_NUMBER|auto four four one two nine nine}}"
    ],
    kept: ["the tire size is K 4 8"]
  },
  "orders, invoices and parts, which lead to nobody": {
    told: [
      "[Order number?] i don't have it but my phone is {{PHONE|514 555 0144}}",
      "[Order number?] {{PHONE|555-0144}}",
      "[Order number?] {{PHONE|5145550144}}",
      "[Numéro de commande?] je sais pas mais mon numéro de client c'est {{ID_NUMBER|4471209}}",
      "[Order number?] it's under account {{ID_NUMBER|4471209}}",
      "my order is late and my sin is {{SIN|046 454 286}}"
    ],
    kept: [
      "[What's the order number?] it's order 44 09 11 2",
      "la commande c'est le 4 4 1 2 0 9 8",
      "[Numéro de la facture?] la facture F-20931, datée du mois passé",
      "mon colis c'est le 1 z 9 9 9 a a 1 0 mais ça dit toujours en transit"
    ]
  },
  "e-mail addresses as they are said": {
    told: [
      "[Un courriel?] Oui. {{EMAIL|bonjour arobas lespetitesmains, tout attaché, point com}}.",
      "[Courriel?] à {{EMAIL|rg}} euh {{EMAIL|rgbeaulieu avec z à la fin barre en bas atelier arobase outlook point com}}",
      "[Et après l'arobase?] {{EMAIL|shaw point ca}}",
      "[Could you spell the email?] {{EMAIL|p as in peter, r, o u x, at, telus dot net}}",
      "send it to {{EMAIL|r then goodfellow the number nine at hotmail dot ca}}",
      "[Your e-mail?] so it's {{EMAIL|l e e then dot k m then at u calgary dot c a}}",
      "[Courriel?] {{EMAIL|josée tiret bas lapointe quatre-vingt-deux}}",
      "[Courriel?] {{EMAIL|info à plomberie lachance point com}}"
    ],
    kept: ["[Your email?] i don't have one, that's the point", "[Courriel?] j'en ai pas, point final"]
  },
  "names after what leads to them": {
    told: [
      "my ex-wife {{PERSON|joy}} is still on it",
      "my brother in law {{PERSON|clinton}} will be there",
      "Maître {{PERSON|de la Sablonnière}} vous attend",
      "[Name?] {{PERSON|De los Santos}}",
      "you may call me {{PERSON|Suresh}}",
      "they know him as {{PERSON|Stubby}}",
      "[Your name?] just put {{PERSON|Kit Daly}}",
      "Yes, {{PERSON|Bayo}}, that's my husband",
      "this is {{PERSON|nav}} calling again",
      "salut c'est {{PERSON|jo}}",
      "put it under {{PERSON|macdonald}}",
      "ma tante, une {{PERSON|Lizotte}}, la soeur de ma mère"
    ],
    kept: [
      "call me back tomorrow please",
      "hold on the line is bad",
      "ask my brother in law about it",
      "[Last name?] may i ask why",
      "is it still under warranty"
    ]
  },
  "names nothing leads to": {
    told: [
      "hi it's {{PERSON|lou-anne}} calling",
      "{{PERSON|mykhailo}} like {{PERSON|michael}}, {{PERSON|mykhailo tkachenko}}",
      "[On envoie ça à qui?] à {{PERSON|grace oyelowo}}",
      "hang on {{PERSON|tyler}} turn it down",
      "made out to {{PERSON|p k whitford}} not {{PERSON|robert}}",
      "You can leave it with {{PERSON|Big Ron}} at the desk",
      "[Last name?] {{PERSON|will}} like the verb",
      "[Nom?] {{PERSON|le blanc}} en deux mots",
      "[Épelez?] {{PERSON|B, deux L, O, N, D, I, N}}",
      "[Nom?] {{PERSON|Trottier}}, {{PERSON|T-R-O tréma}}"
    ],
    kept: ["will that be ready by friday", "it's cold here"]
  }
}

const answered = (line: string) => {
  const [, question = "", answer = ""] = /^(?:\[([^\]]*)\] )?(.*)$/.exec(line) ?? []
  const utterance = labelled(answer)
  const asked = question === "" ? [] : [{ speaker: "assistant" as const, text: question }]
  const spans = findEntities([...asked, said(utterance.text)], { year }).filter(({ field }) => field === asked.length)
  return coverage(utterance, spans).filter(({ leaked }) => leaked > 0).map(({ value }) => `${line}: ${value}`)
}

const untouched = (line: string) => {
  const [, question = "", answer = ""] = /^(?:\[([^\]]*)\] )?(.*)$/.exec(line) ?? []
  return question === "" ? find(answer) : marked([{ speaker: "assistant", text: question }, said(answer)])[1]
}

describe("families of what people say", () => {
  for (const [name, { kept, told }] of Object.entries(families)) {
    it(name, () => {
      assert.deepStrictEqual(told.flatMap(answered), [])
      for (const line of kept) assert.strictEqual(untouched(line), line.replace(/^\[[^\]]*\] /, ""))
    })
  }
})

describe("a value in the form of another turn", () => {
  it("knows the part of an e-mail address in front of its sign", () => {
    const [, again = ""] = marked([
      { speaker: "assistant", text: "Still lucphan_mtl@example.com?" },
      said("luc phan barre de soulignement m t l, oui")
    ])
    assert.notMatch(again, /^luc|m t l[^\]]/)
  })

  it("knows the rest of a name of which the beginning was spelled", () => {
    const [, again = ""] = marked([
      { speaker: "assistant", text: "And your name, Mrs. Dimaculangan?" },
      said("D I M A, culangan like it sounds")
    ])
    assert.strictEqual(again, "[PERSON D I M A], [PERSON culangan] like it sounds")
  })

  it("takes whom an and ties to somebody", () => {
    assert.strictEqual(
      find("Tom and Angie are already at the table."),
      "[PERSON Tom] and [PERSON Angie] are already at the table."
    )
  })

  it("takes initials with the name in a record", () => {
    const [out = ""] = marked([{ speaker: "tool", key: "name", text: "MAGSAYSAY ROSALINDA P" }])
    assert.strictEqual(out, "[PERSON MAGSAYSAY ROSALINDA P]")
  })
})
