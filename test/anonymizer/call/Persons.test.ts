import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import * as EmbeddedAnonymizer from "../../../src/anonymizer/Anonymizer.ts"
import { findEntities } from "../../../src/anonymizer/call/Engine.ts"
import type { AnonymizedTranscript } from "../../../src/domain/Transcript.ts"
import { Anonymizer } from "../../../src/services/Anonymizer.ts"
import { agent, conversation, coverage, find, labelled, marked, rawTranscript, said, year } from "../support.ts"

const names = [
  // Words of the language, where only a name can stand.
  "My name is {{PERSON|Will May}}.",
  "Her name is {{PERSON|Daisy May Carter}}.",
  "mon conjoint s'appelle {{PERSON|précieux}}",
  "hi {{PERSON|will baker}} here I had a nine thirty",
  "{{PERSON|Ling}} gave me your number.",
  "Merci beaucoup, {{PERSON|Hubert}}, vous êtes fin.",
  "Non non, pas {{PERSON|Tremblay}}, {{PERSON|Trempe}}.",
  "Is there anything under {{PERSON|Trempe}}?",
  // Initials, hyphens, particles, apostrophes.
  "This is {{PERSON|J. T. Sullivan}}.",
  "C'est {{PERSON|J.-P. Lamontagne}}.",
  "The contract was signed by {{PERSON|Hye-jin Caron}}.",
  "Dites à {{PERSON|Paul-Émile}} que je vais être en retard.",
  "L'expert, {{PERSON|Anh-Tuan Lê}}, m'a appelé.",
  "Put it under {{PERSON|van der Berg}}, three words.",
  "It's under {{PERSON|de la Cruz}}.",
  "elle s'appelle {{PERSON|rosario ibáñez de la cruz}}",
  "the patient is {{PERSON|abdulrahman al farsi}}",
  "Le compte est au nom de {{PERSON|Prudence N'Guessan}}.",
  "c'est monsieur {{PERSON|d'amours}} ça prend une apostrophe",
  "C'est {{PERSON|An Antane Kapesh}}.",
  "{{PERSON|Rosalie}}, {{PERSON|Rosalie Bien-Aimé}}, with an accent.",
  "Merci pour le gâteau {{PERSON|Julie}}.",
  "{{PERSON|ti-guy gendron}} à l'appareil",
  "oui bonjour c'est {{PERSON|ange-aimée}}",
  "My name is {{PERSON|J.F.}}",
  "C'est {{PERSON|Le Blanc}} à l'appareil.",
  "Je m'appelle {{PERSON|Des Ruisseaux}}.",
  "Hi, this is {{PERSON|St. Pierre}} calling.",
  "Bonjour, ici {{PERSON|La Rocque}}, j'ai un rendez-vous.",
  "My name is {{PERSON|Jo March}}.",
  // Behind a title, whatever the word.
  "Est-ce que maître {{PERSON|Juste}} peut me rappeler ?",
  "on a reçu la pièce pour monsieur {{PERSON|cardinal}} mais c'est pas la bonne",
  // From elsewhere, in small letters.
  "{{PERSON|wei}} can vouch for me i've rented from her for years",
  "i spoke with {{PERSON|hope}} on friday",
  "i want the same guy as last time {{PERSON|winston}} he knows where the valve is",
  "moi c'est {{PERSON|widline pierre-louis}}",
  "apartment three is the {{PERSON|bouchards}} we are next door",
  "Le prêt est à mon nom, {{PERSON|Solange Juste}}, et il est à deux noms.",
  "{{PERSON|Prudence}} a dit qu'elle passerait chercher les clés.",
  "Is {{PERSON|Tanner}} the trainer you worked with?",
  "if {{PERSON|Kel}} calls to change the date, don't let him",
  "no no it's {{PERSON|mark}} with a k",
  "c'est au nom de {{PERSON|printemps}} oui comme la saison",
  "the insured is {{PERSON|v e e r e n d r a}} {{PERSON|pillai}}",
  "Demandez ça à {{PERSON|Thérèse}}, elle s'arrange avec lui.",
  "moi j'ai parlé à {{PERSON|Yolande}} lundi, après ça à {{PERSON|Martin}} mardi",
  "My agent was {{PERSON|Caroline Day}}, but they tell me she's on leave.",
  "hi it's {{PERSON|faith}} again sorry i got cut off",
  "hi {{PERSON|grace}} it's me {{PERSON|pat}} did you find my scarf",
  "there's no one here {{PERSON|ravi}} said he'd meet me at ten",
  "Before that I had somebody called {{PERSON|Lin}}.",
  // Said in passing, in a list, at the end.
  "{{PERSON|Kofi}} and {{PERSON|Ama}} will both come.",
  "c'est {{PERSON|deepika}} qui m'a donné votre numéro.",
  "c'est {{PERSON|susan ivanov}} à l'appareil.",
  "could i speak to {{PERSON|deepika}} please",
  "uh {{PERSON|smith}} uh {{PERSON|john smith}}"
]

/** Beside what is a shop's, a work's or a maker's. */
const beside = [
  "{{PERSON|Wendy}}'s phone number is on the file.",
  "It's {{PERSON|Harvey}}'s appointment, not mine.",
  "My order is for {{PERSON|Dominic Harvey}}.",
  "Please tell {{PERSON|Shirley Temple Okafor}} that I'm late.",
  "Le film de mon mari {{PERSON|Hugo}} a été réparé.",
  "I have {{PERSON|Sophie}}'s keys.",
  "J'ai laissé mon manteau à {{PERSON|Gagnon}}.",
  "I fly from Toronto, it's under {{PERSON|Pearson}}.",
  "C'est {{PERSON|Victor Hugo Ramirez}} à l'appareil.",
  "Appelez {{PERSON|Victor-Hugo}}, c'est mon fils.",
  "my boss {{PERSON|Said Benali}} will call",
  "My name is {{PERSON|King Charles Obi}}.",
  "My name is {{PERSON|MacKenzieRose Dunn}}.",
  "La robe {{PERSON|Tremblay}} est-elle prête ?"
]

const nobodys = [
  "My last name was misspelled on the card.",
  "I'm at the corner of Victoria and Charlotte, across from the park.",
  "I've got a Calvin Klein coat that needs a new zipper.",
  "I need a Phillips screwdriver.",
  "Je m'appelle pas comme ça.",
  // What carries a name: places, products, works, houses.
  "On descend à Baie-Comeau jeudi.",
  "C'est fermé à la Saint-Jean-Baptiste.",
  "Avez-vous des biscuits Lussier ?",
  "I have a Viessmann Vitocal in the basement.",
  "We're open on saint patrick's day",
  "Do you carry Captain Morgan?",
  "Le pavillon porte le nom de Marguerite Bourgeoys.",
  "Tickets for Macbeth, please.",
  "There's Frost on my windshield.",
  "The 99 B-Line stops here.",
  "Take the 747 bus to Kingston.",
  "Are you in Montréal or Victoria?",
  "We're parked behind Victoria Hall.",
  "Will the shop be open in May?",
  // Shops, with an `'s` and nothing that belongs to anybody behind it; firms and works of two names.
  "My boots are from Mark's, they're steel toe.",
  "I grabbed a coffee at Wendy's and left my umbrella there.",
  "SickKids referred us, they said you'd have the form.",
  "Do you carry Ben & Jerry's?",
  "C'est pour Roméo et Juliette, jeudi.",
  "We're watching Grey's Anatomy.",
  "My bank is Wells Fargo.",
  "Le film Aline, il est encore à l'affiche ?",
  "Have you got anything by Margaret Oyeyemi?",
  "He was diagnosed with Lou Gehrig's disease.",
  "It's a King Charles spaniel.",
  "I've got an old Singer sewing machine.",
  "Un tournevis Robertson numéro deux.",
  "C'est du style Louis XV.",
  // Streets, halls, airports.
  "Le magasin de la rue Victor-Hugo m'a dit que vous en aviez.",
  "L'autobus s'arrête à Lionel-Groulx.",
  "La salle Wilfrid-Pelletier, c'est accessible ?",
  "On est entre Beaubien et Bellechasse.",
  "We fly out of Pearson on Friday.",
  "The account manager said twenty-five percent off.",
  "je voudrais une table pour deux dimanche",
  "two cases of beer and a Captain Morgan"
]

const asked = (question: string, answer: string) => marked([{ speaker: "assistant", text: question }, said(answer)])[1]

const contents = (transcript: AnonymizedTranscript) =>
  "items" in transcript
    ? transcript.items.map((item) =>
      item.type === "message" ? item.content.join(" ") : "output" in item ? item.output : item.args
    )
    : []

describe("persons", () => {
  it("are found whatever their names look like", () =>
    assert.deepStrictEqual(
      [...names, ...beside].map(labelled).flatMap((name) =>
        coverage(name, findEntities([said(name.text)], { year })).filter(({ leaked }) => leaked > 0)
          .map(({ value }) => value)
      ),
      []
    ))

  it("are two where a verb stands between them", () =>
    assert.strictEqual(
      find("Yes, Dr. Osei saw Hannah in June."),
      "Yes, Dr. [PERSON Osei] saw [PERSON Hannah] in June."
    ))

  it("are no brands, corners, months and verbs", () => assert.deepStrictEqual(nobodys.map(find), nobodys))

  it("are found by a word alone where a name was asked for, and not by a refusal", () => {
    assert.strictEqual(asked("What's the last name?", "Le. L E."), "[PERSON Le]. [PERSON L E].")
    assert.strictEqual(asked("First name?", "An"), "[PERSON An]")
    assert.strictEqual(asked("Your name?", "J.F."), "[PERSON J.F].")
    assert.strictEqual(asked("Work order number?", "W.O. seven one"), "W.O. seven one")
    assert.strictEqual(
      asked("Votre nom ?", "mettez zoubir, z o u b i r"),
      "mettez [PERSON zoubir], [PERSON z o u b i r]"
    )
    assert.strictEqual(asked("Who's calling?", "I'd like to cancel."), "I'd like to cancel.")
    assert.strictEqual(
      asked("Au nom de qui ?", "De mon père, Lucien Charvet."),
      "De mon père, [PERSON Lucien Charvet]."
    )
    assert.strictEqual(asked("Can I get your name?", "I'd rather not say."), "I'd rather not say.")
  })

  it("go on behind a comma in the answer", () =>
    assert.strictEqual(
      asked("Can I have your name, please?", "It's Nguyen, Mai."),
      "It's [PERSON Nguyen], [PERSON Mai]."
    ))

  it("are covered where they were heard wrong, and in the letters that are made clear", () => {
    assert.strictEqual(
      asked("Your name?", "Shiver on, no, Chevonne"),
      "[PERSON Shiver on], no, [PERSON Chevonne]"
    )
    assert.strictEqual(asked("Name?", "Mi-Rae that's M I R A E"), "[PERSON Mi-Rae] that's [PERSON M I R A E]")
    assert.strictEqual(asked("Last name?", "Sandhu, S as in sugar"), "[PERSON Sandhu], [PERSON S as in sugar]")
  })

  it("are called again in syllables", () =>
    assert.strictEqual(
      asked("Your name?", "Obinna. O-bin-na. Obinna Nwachukwu."),
      "[PERSON Obinna]. [PERSON O-bin-na]. [PERSON Obinna Nwachukwu]."
    ))

  it("are spelled with what is said of their letters", () => {
    assert.strictEqual(
      asked("Votre nom ?", "Haddad. H A D 2 fois, A D."),
      "[PERSON Haddad]. [PERSON H A D 2 fois, A D]."
    )
    assert.strictEqual(
      asked("Votre nom ?", "a r s e n pis après a u l t"),
      "[PERSON a r s e n pis après a u l t]"
    )
  })

  it("stand under the keys of a tool that are somebody's part", () => {
    const under = (key: string, text: string) => marked([{ speaker: "tool", key, text }])[0]
    assert.strictEqual(under("technician", "Ashok"), "[PERSON Ashok]")
    assert.strictEqual(under("client", "New"), "New")
    assert.deepStrictEqual(marked([{ speaker: "tool", text: "clerc" }]), ["clerc"])
  })

  it("are called again by a name that is a word, and the word stays", () =>
    assert.deepStrictEqual(
      marked([
        said("My name is Will May."),
        { speaker: "assistant", text: "Will, will you be free in May? See you, Will." }
      ])[1],
      "[PERSON Will], will you be free in May? See you, [PERSON Will]."
    ))

  it.effect("get one placeholder, though a tool keeps the halves of their name apart", () =>
    Effect.gen(function*() {
      const anonymizer = yield* Anonymizer
      const items = conversation(
        ["output", JSON.stringify({ client: { nom: "Deslauriers", prenom: "Marguerite" } })],
        ["assistant", "Madame Deslauriers ? Bonjour Marguerite."]
      )
      assert.deepStrictEqual(contents(yield* anonymizer.anonymize(rawTranscript(items), { agent })), [
        JSON.stringify({ client: { nom: "<PERSON_1>", prenom: "<PERSON_1>" } }),
        "Madame <PERSON_1> ? Bonjour <PERSON_1>."
      ])
    }).pipe(Effect.provide(EmbeddedAnonymizer.layer)))
})
