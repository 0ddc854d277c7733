import type { Language } from "../../src/domain/Language.ts"

/** What somebody says in one turn, and where they pause in it. */
export interface Line {
  readonly language: Language
  readonly kind: "sentence" | "number"
  readonly parts: ReadonlyArray<string>
}

const lines = (language: Language, kind: Line["kind"], text: string): ReadonlyArray<Line> =>
  text.trim().split("\n").map((line) => ({ language, kind, parts: line.split("|").map((part) => part.trim()) }))

/** Where people pause: to think of a word, to look something up, to breathe; often where a sentence could end, too. */
export const script: ReadonlyArray<Line> = [
  ...lines(
    "FRENCH",
    "sentence",
    `Bonjour, je voudrais prendre un rendez-vous pour | mardi prochain.
Je vous appelle parce que | ma facture ne correspond pas à ce que j'ai payé.
Est-ce que vous avez | de la place demain matin ?
Oui, euh | c'est pour un détartrage.
Bonjour | j'aimerais parler à madame Gagnon.
J'aimerais changer l'heure de mon rendez-vous de | jeudi après-midi.
Mon nom est | Julien Desrosiers.
Je peux venir lundi ou | mercredi.
C'est pour ma fille | elle a mal à une dent depuis hier.
Je cherche, attendez | le numéro de mon dossier.
Vous êtes ouverts jusqu'à quelle heure | le samedi ?
On a reçu un colis qui | n'est pas à nous.
Il faudrait que je | demande à mon mari.
Je ne sais pas si | vous faites les réparations.
J'habite au coin de | Saint-Denis et Rachel.
Non, mais | vous pouvez me rappeler demain.
Je voudrais deux pizzas | et une salade césar.
Mon courriel c'est jean point tremblay arobase | gmail point com.
Je suis né le | quatorze mars mille neuf cent quatre-vingt-cinq.
D'accord | merci beaucoup, bonne journée.`
  ),
  ...lines(
    "ENGLISH",
    "sentence",
    `Hi, I'd like to book an appointment for | next Tuesday.
I'm calling because | my bill doesn't match what I paid.
Do you have | anything tomorrow morning?
Yes, um | it's for a cleaning.
Hello | I'd like to speak with Mrs. Gordon.
I want to move my appointment from | Thursday afternoon.
My name is | Julian Roberts.
I can come Monday or | Wednesday.
It's for my daughter | she has had a toothache since yesterday.
I'm looking for, hold on | my file number.
What time are you open until | on Saturdays?
We got a parcel that | isn't ours.
I would have to | ask my husband.
I don't know if | you do repairs.
I live at the corner of | Fifth and Main.
No, but | you can call me back tomorrow.
I'd like two pizzas | and a Caesar salad.
My email is john dot smith at | gmail dot com.
I was born on | March fourteenth nineteen eighty-five.
All right | thank you very much, have a nice day.`
  ),
  ...lines(
    "FRENCH",
    "number",
    `Mon numéro c'est le | cinq un quatre | cinq cinq cinq | zéro un quatre deux.
C'est le quatre trois huit | deux deux deux | dix-neuf | soixante-quatre.
Vous pouvez me rappeler au zéro six | douze | trente-quatre | cinquante-six | soixante-dix-huit.
Mon numéro d'assurance sociale c'est le zéro quatre six | quatre cinq quatre | deux huit six.
Mon code postal c'est H deux X | un Y quatre.
Ça s'écrit T R E M | B L A Y.`
  ),
  ...lines(
    "ENGLISH",
    "number",
    `My number is | five one four | five five five | oh one four two.
It's four one six | two two two | nineteen | sixty-four.
You can reach me at six one three | five five five | oh one double seven.
My social insurance number is oh four six | four five four | two eight six.
My postal code is K one A | oh B one.
It's spelled R O B | E R T S.`
  )
]
