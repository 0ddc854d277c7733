import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { countTexts, halves, judge, loadTexts, weekLine } from "../../../bench/hours/Texts.ts"
import { readHoursText } from "../../../src/receptionist/hours/text/ReadHours.ts"

/** The days that are open, and what is said of holidays; `prose` where it is not understood. */
const read = (text: string) => {
  const reading = readHoursText(text)
  if (reading._tag === "NotUnderstood") return "prose"
  const open = weekLine(reading.week).split(", ").filter((day) => !day.endsWith(" -")).join(", ")
  return `${open}${reading.holidays === "unsaid" ? "" : `, holidays ${reading.holidays}`}${
    reading.closedOn.length === 0 ? "" : `, closed on ${reading.closedOn.join(" ")}`
  }`
}

const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
/** `mon-fri 09:00-17:00` */
const from = (first: string, last: string, hours: string) =>
  days.slice(days.indexOf(first), days.indexOf(last) + 1).map((day) => `${day} ${hours}`).join(", ")

describe.each(halves)("the labelled texts: %s", (half) => {
  it.effect("are read right, nine of ten, and none wrong", () =>
    Effect.gen(function*() {
      const judged = (yield* loadTexts(half)).map(judge)
      const { readable, right } = countTexts(judged)
      assert.deepStrictEqual(judged.filter(({ verdict }) => verdict === "wrong"), [])
      assert.isAtLeast(right / readable, 0.9)
    }).pipe(Effect.provide(NodeServices.layer)), 120_000)

  it.effect("are left to prose with a condition that is not understood", () =>
    Effect.gen(function*() {
      const texts = (yield* loadTexts(half)).filter(({ week }) => week !== null).map(({ text }) => text)
      const conditions = [
        (text: string) => `Été : ${text}`,
        (text: string) => `Usually ${text}`,
        (text: string) => `${text}. Sur rendez-vous.`,
        (text: string) => `${text} (summer only)`,
        (text: string) => `${text}. Fermé le 2e lundi du mois.`,
        (text: string) => `${text} every other week`,
        (text: string) => `${text} dès le 1er juin`,
        (text: string) => `${text}. Urgences 24h/24.`,
        (text: string) => `${text}. Hours may vary.`,
        // In front of the hours, where a name may stand.
        (text: string) => `Members only: ${text}`,
        (text: string) => `Pour les aînés : ${text}`,
        (text: string) => `Semaines paires : ${text}`,
        (text: string) => `Drive-through: ${text}`,
        (text: string) => `Pickups ${text}`,
        (text: string) => `Prise de rendez-vous : ${text}`,
        (text: string) => `À compter du 3 mai ${text}`
      ]
      // Each text under every sixth of them: thousands of texts are many of each.
      for (const [nth, text] of texts.entries()) {
        for (const condition of conditions.filter((_, at) => (at - nth) % 6 === 0)) {
          assert.strictEqual(read(condition(text)), "prose", condition(text))
        }
      }
    }).pipe(Effect.provide(NodeServices.layer)), 240_000)
})

describe("what is told behind hours", () => {
  it.effect("leaves them as they are, or to prose", () =>
    Effect.gen(function*() {
      const texts = (yield* loadTexts("tuned")).filter(({ text }, index) => index % 8 === 0 && read(text) !== "prose")
      const tails = [
        ", evenings",
        ", le soir aussi",
        ", ring the bell after 4",
        ", free parking 2 hours",
        " call 514 555-0123",
        " (tel. 514 555-0123)",
        " suite 200",
        ", 24 h notice to cancel",
        ". Commandez avant 15h",
        ", le 2e vendredi",
        ", access by the rear after 5"
      ]
      for (const { text } of texts) {
        for (const tail of tails) {
          const both = read(`${text.replace(/[.!]+$/, "")}${tail}`)
          assert.include(["prose", read(text)], both, text + tail)
        }
      }
    }).pipe(Effect.provide(NodeServices.layer)), 120_000)
})

describe("hours as text", () => {
  it.each([
    ["lundi au vendredi 9h à 18h", from("mon", "fri", "09:00-18:00")],
    ["Mon-Fri 9-5", from("mon", "fri", "09:00-17:00")],
    ["24/7", from("mon", "sun", "00:00-24:00")],
    [
      "Tous les jours de 9 h à 21 h, le jeudi jusqu'à 22 h",
      [
        from("mon", "wed", "09:00-21:00"),
        "thu 09:00-22:00",
        from("fri", "sun", "09:00-21:00")
      ].join(", ")
    ],
    ["Lundi au vendredi 8h-12h et 13h-16h30, fermé le midi", from("mon", "fri", "08:00-12:00+13:00-16:30")],
    ["Lundi au vendredi de 9h à 17h. Fermé de midi à 13h.", from("mon", "fri", "09:00-12:00+13:00-17:00")],
    ["8 to 6 Mon to Thu and Friday 8 to noon", `${from("mon", "thu", "08:00-18:00")}, fri 08:00-12:00`],
    ["Fri & Sat 5pm-2am", from("fri", "sat", "17:00-02:00")],
    ["Lundi au vendredi de 9h à 17h, sauf jours fériés", `${from("mon", "fri", "09:00-17:00")}, holidays closed`],
    ["Open 24 hours, 365 days a year", `${from("mon", "sun", "00:00-24:00")}, holidays open`],
    [
      "Mon-Fri 9-5. Closed December 24 and New Year's Day.",
      `${from("mon", "fri", "09:00-17:00")}, closed on 12-24 new-year`
    ],
    ["Fermé le lundi ; ouvert les autres jours de 10 h à 17 h", from("tue", "sun", "10:00-17:00")],
    ["Lndi au vendredi 8h à 17h", from("mon", "fri", "08:00-17:00")],
    ["8:30-12:30, 1:30-5 weekdays", from("mon", "fri", "08:30-12:30+13:30-17:00")],
    ["de huit heures et demie à dix-sept heures, lundi au vendredi", from("mon", "fri", "08:30-17:00")],
    ["Mon-Fri 9-5 (last appointment at 4:30)", from("mon", "fri", "09:00-17:00")],
    // Parts of a day.
    ["Du lundi au vendredi matin et après-midi : 9h-12h et 14h-18h", from("mon", "fri", "09:00-12:00+14:00-18:00")],
    ["Du lundi matin au vendredi soir, de 8h à 18h", from("mon", "fri", "08:00-18:00")],
    [
      "Mornings Mon-Fri 8-12, afternoons Mon-Thu 1-5",
      `${from("mon", "thu", "08:00-12:00+13:00-17:00")}, fri 08:00-12:00`
    ],
    ["Lundi matin fermé, lundi après-midi 13h-18h, mardi 9h-18h", "mon 13:00-18:00, tue 09:00-18:00"],
    [
      "Mon-Sat 9-1, 2-6, closed Saturday afternoon and Sunday",
      `${from("mon", "fri", "09:00-13:00+14:00-18:00")}, sat 09:00-13:00`
    ],
    [
      "Sam-dim 6h30-13h et 15h30-19h30 (sauf dimanche : matin uniquement)",
      "sat 06:30-13:00+15:30-19:30, sun 06:30-13:00"
    ],
    ["Ven-sam 9h-12h et 14h-18h, samedi matin seulement", "fri 09:00-12:00+14:00-18:00, sat 09:00-12:00"],
    ["Fish & chips: lunch 11:30-2 daily, dinner 5-9 daily", from("mon", "sun", "11:30-14:00+17:00-21:00")],
    ["Sam-dim 12h-14h et 19h-22h, fermé le dimanche soir", "sat 12:00-14:00+19:00-22:00, sun 12:00-14:00"],
    // Breaks of all days.
    ["Lab: 6:30AM-2:30PM M-F; closed daily 10:00-10:15", from("mon", "fri", "06:30-10:00+10:15-14:30")],
    [
      "Mon-Thu 9-5:30, Fri 9-5, closed 12:30-1:30",
      `${from("mon", "thu", "09:00-12:30+13:30-17:30")}, fri 09:00-12:30+13:30-17:00`
    ],
    ["Mon-Fri 8 AM to 5 PM with an hour off for lunch at noon", from("mon", "fri", "08:00-12:00+13:00-17:00")],
    // Beginnings and ends apart.
    [
      "Dès 6h en semaine et dès 7h le week-end, fermeture à 20h tous les jours",
      `${from("mon", "fri", "06:00-20:00")}, ${from("sat", "sun", "07:00-20:00")}`
    ],
    ["Closing time is 6 pm; opening time 8 am; Monday to Friday", from("mon", "fri", "08:00-18:00")],
    [
      "Vendredi : fermeture hâtive à 15 h; mercredi et jeudi 8 h à 17 h",
      `${from("wed", "thu", "08:00-17:00")}, fri 08:00-15:00`
    ],
    ["Mon-Tue 8am-4pm. Tuesdays we open at 10.", "mon 08:00-16:00, tue 10:00-16:00"],
    // Days.
    ["Horaires : L M M J V 9h-12h30 13h30-18h", from("mon", "fri", "09:00-12:30+13:30-18:00")],
    [
      "L, M, J, V : 8h-17h ; mercredi : 8h-11h",
      [
        from("mon", "tue", "08:00-17:00"),
        "wed 08:00-11:00",
        from("thu", "fri", "08:00-17:00")
      ].join(", ")
    ],
    [
      "L-V 10 h-18 h | S 10 h-16 h | D midi-16 h",
      `${from("mon", "fri", "10:00-18:00")}, sat 10:00-16:00, sun 12:00-16:00`
    ],
    ["Closed on Sundays and Mondays but open every other day from 10 to 6", from("tue", "sat", "10:00-18:00")],
    [
      "Mardi et jeudi : 13h30 - 19h\nles autres jours de semaine : 9h - 12h",
      [
        "mon 09:00-12:00",
        "tue 13:30-19:00",
        "wed 09:00-12:00",
        "thu 13:30-19:00",
        "fri 09:00-12:00"
      ].join(", ")
    ],
    ["Ouvert 6 jours sur 7 de 8h à 19h30 (fermé le lundi)", from("tue", "sun", "08:00-19:30")],
    ["Lundi: 9h-18h, mardi: idem", from("mon", "tue", "09:00-18:00")],
    ["ouver du lundi o vendredi de 9h a 19h", from("mon", "fri", "09:00-19:00")],
    [
      "Noon to 9 every day, Saturday and Sunday till 11",
      `${from("mon", "fri", "12:00-21:00")}, ${from("sat", "sun", "12:00-23:00")}`
    ],
    // What is told beside hours.
    ["Mon-Fri 9-5, bring ID and bags. Free parking at rear.", from("mon", "fri", "09:00-17:00")],
    [
      "Lundi au vendredi 9h-17h, salle d'attente au 2e étage (argent comptant ou Interac)",
      from("mon", "fri", "09:00-17:00")
    ],
    ["Lun-ven 9h-17h. Urgences : 418 555-0142 en dehors de ces heures", from("mon", "fri", "09:00-17:00")],
    ["Mon-Fri 9-5, fuel dock same hours", from("mon", "fri", "09:00-17:00")],
    ["Mon-Fri 9-5, last wash 4:15", from("mon", "fri", "09:00-17:00")],
    ["Lun-ven 9h-17h (tél. 555-0118). Livraison gratuite, commandez avant 15h", from("mon", "fri", "09:00-17:00")],
    ["Mon-Fri 9-5, 48 hrs notice to cancel please", from("mon", "fri", "09:00-17:00")],
    ["Mon-Fri 9-5. Drop the keys in the box if you come after hours.", from("mon", "fri", "09:00-17:00")],
    ["24 hours a day, seven days a week. Ring bell at night.", from("mon", "sun", "00:00-24:00")],
    ["Mon-Fri 9-5. Towels provided. See you soon!", from("mon", "fri", "09:00-17:00")],
    ["Mon-Fri 9-5\nASK FOR VINCE", from("mon", "fri", "09:00-17:00")],
    ["Mon-Fri 9-5. Trivia on Wednesdays at 7:30", from("mon", "fri", "09:00-17:00")],
    ["Lun-ven 9h-17h. Prêt de 8 documents pour 3 semaines.", from("mon", "fri", "09:00-17:00")],
    ["Mon-Fri 8:30-6 Sat 9-2 cash or debit only no visa", `${from("mon", "fri", "08:30-18:00")}, sat 09:00-14:00`],
    ["thurs-fri 9-5. thx, Carol", from("thu", "fri", "09:00-17:00")],
    // First letters of days.
    ["8am-8pm M-F, 9am-6pm Sa, 10am-5pm Su", `${from("mon", "fri", "08:00-20:00")}, sat 09:00-18:00, sun 10:00-17:00`],
    ["Parish office: Tu W Th, 9-12", from("tue", "thu", "09:00-12:00")],
    [
      "L-Ma-J-V 8h-12h ; Me 8h-10h ; S 9h-12h",
      "mon 08:00-12:00, tue 08:00-12:00, wed 08:00-10:00, thu 08:00-12:00, fri 08:00-12:00, sat 09:00-12:00"
    ],
    ["ma>sa 9:00>18:30", from("tue", "sat", "09:00-18:30")],
    ["L-M-M-J 8h30-17h, V 8h30-12h", `${from("mon", "thu", "08:30-17:00")}, fri 08:30-12:00`],
    ["Mon-Wed-Fri 9-5", "mon 09:00-17:00, wed 09:00-17:00, fri 09:00-17:00"],
    ["Closed Sun & Mon. Tue to Fri, 9am to 5pm", from("tue", "fri", "09:00-17:00")],
    // Days like others.
    [
      "Lundi 9h-12h, 14h-17h; mardi 9h-12h; mercredi comme lundi",
      "mon 09:00-12:00+14:00-17:00, tue 09:00-12:00, wed 09:00-12:00+14:00-17:00"
    ],
    [
      "24 hrs Mon-Fri, Sat 6am-10pm, Sun 6am-8pm",
      `${from("mon", "fri", "00:00-24:00")}, sat 06:00-22:00, sun 06:00-20:00`
    ],
    ["9-5 Mon-Fri, weekends closed", from("mon", "fri", "09:00-17:00")],
    [
      "Lunch Tue-Fri 11:30-2, dinner Tue-Sat 5-9:30",
      `${from("tue", "fri", "11:30-14:00+17:00-21:30")}, sat 17:00-21:30`
    ],
    // Times.
    ["mon tue 9am 5pm wed 9am 8pm", `${from("mon", "tue", "09:00-17:00")}, wed 09:00-20:00`],
    ["Du lundi au vendredi de 8 à 4 et demie", from("mon", "fri", "08:00-16:30")],
    ["Mon-Fri 830-5", from("mon", "fri", "08:30-17:00")],
    ["Mardi et jeudi 8h30 ~ 12h30", "tue 08:30-12:30, thu 08:30-12:30"],
    [
      "Jeudi à samedi de 11h à minuit, jusqu'à 1h du matin le samedi",
      `${from("thu", "fri", "11:00-24:00")}, sat 11:00-01:00`
    ],
    [
      "11h-minuit 7/7, ven et sam jusqu'à 2h",
      `${from("mon", "thu", "11:00-24:00")}, ${from("fri", "sat", "11:00-02:00")}, sun 11:00-24:00`
    ],
    [
      "Mon-Fri 9-5:30 except Thursday when we're open till 8",
      `${from("mon", "wed", "09:00-17:30")}, thu 09:00-20:00, fri 09:00-17:30`
    ],
    ["Mon-Fri 9-6 (closed 12:30-1:30 for lunch)", from("mon", "fri", "09:00-12:30+13:30-18:00")],
    // A break of some days, and days that are closed.
    [
      "Lun-sam 10h-19h, fermé entre 13h et 14h sauf le samedi (journée continue)",
      `${from("mon", "fri", "10:00-13:00+14:00-19:00")}, sat 10:00-19:00`
    ],
    [
      "Lun-ven 9h-18h, fermé de 12h à 13h, sauf le vendredi 9h-12h",
      `${from("mon", "thu", "09:00-12:00+13:00-18:00")}, fri 09:00-12:00`
    ],
    ["Fri-Sat 8pm-2am, closed all other nights", from("fri", "sat", "20:00-02:00")],
    ["Mon-Fri 9-5, not open Sat or Sun", from("mon", "fri", "09:00-17:00")],
    [
      "7h-13h du mardi au samedi, le dimanche 8h-12h, fermeture hebdomadaire le lundi",
      `${from("tue", "sat", "07:00-13:00")}, sun 08:00-12:00`
    ],
    // What does not close.
    ["Lundi au vendredi 8h-16h, on ferme pas pour dîner", from("mon", "fri", "08:00-16:00")],
    [
      "8-6 M-F. Closed noon-1 M-Th, open through lunch Fri.",
      `${from("mon", "thu", "08:00-12:00+13:00-18:00")}, fri 08:00-18:00`
    ],
    [
      "Lun-ven 9h-17h. Fermé de midi à 13h. Le vendredi, on ne ferme pas le midi.",
      `${from("mon", "thu", "09:00-12:00+13:00-17:00")}, fri 09:00-17:00`
    ],
    ["Mardi au samedi 10h-19h. Pas de pause à midi.", from("tue", "sat", "10:00-19:00")],
    ["Open six days a week: Mon-Fri 9-6, Sat 9-1", `${from("mon", "fri", "09:00-18:00")}, sat 09:00-13:00`],
    ["Open 7 days a week 9-5, except Tuesdays", `mon 09:00-17:00, ${from("wed", "sun", "09:00-17:00")}`],
    ["Mon-Sat 6am-10pm, we never close for holidays", `${from("mon", "sat", "06:00-22:00")}, holidays open`],
    ["Lundi au vendredi 9h-17h, nous ne travaillons pas le week-end", from("mon", "fri", "09:00-17:00")],
    // As people say it who do not write hours often.
    [
      "Mon-Fri 8-5, Wednesdays we knock off at noon",
      `${from("mon", "tue", "08:00-17:00")}, wed 08:00-12:00, ${from("thu", "fri", "08:00-17:00")}`
    ],
    ["j'débarre à 5h30 pis j'barre à 13h, du mardi au dimanche", from("tue", "sun", "05:30-13:00")],
    ["Tue-Sat 10-6 // sun+mon we sleep 😴", from("tue", "sat", "10:00-18:00")],
    ["Lundi à jeudi 9h-17h, le vendredi y'a personne", from("mon", "thu", "09:00-17:00")],
    ["Tue-Sun 10-6. Mondays we do the books.", from("tue", "sun", "10:00-18:00")],
    ["Mardi au samedi 9h-17h, le reste du temps chus à la pêche", from("tue", "sat", "09:00-17:00")],
    ["nine til five monday til saturday, closed sunday for church. God bless", from("mon", "sat", "09:00-17:00")],
    ["Mon–Sat / 10:00–19:00 / debit or cash, no tabs", from("mon", "sat", "10:00-19:00")],
    ["Mon-Fri 9-5 (2 barber chairs, door 3, mind the step)", from("mon", "fri", "09:00-17:00")],
    ["11:30am → 9:30pm // closed Tuesdays", `mon 11:30-21:30, ${from("wed", "sun", "11:30-21:30")}`],
    [
      "Restaurant ouvert midi et soir, 12h00-14h00 et 19h00-22h00. Fermé le dimanche soir et le lundi.",
      `${from("tue", "sat", "12:00-14:00+19:00-22:00")}, sun 12:00-14:00`
    ],
    [
      "On ouvre à 6 h tous les jours, on ferme à 14 h, sauf le dimanche à 13 h",
      `${from("mon", "sat", "06:00-14:00")}, sun 06:00-13:00`
    ],
    ["Juste les matins, lundi à vendredi, 8h à midi. L'après-midi y'a personne.", from("mon", "fri", "08:00-12:00")],
    ["lumber yard – mon/fri inclusive 7am-5pm", from("mon", "fri", "07:00-17:00")],
    [
      "Open M-Sat 10-6 (Thurs & Fri til 8)",
      `${from("mon", "wed", "10:00-18:00")}, ${from("thu", "fri", "10:00-20:00")}, sat 10:00-18:00`
    ],
    ["6a-2p M-F, 7a-2p Sat/Sun", `${from("mon", "fri", "06:00-14:00")}, ${from("sat", "sun", "07:00-14:00")}`],
    ["Mon salon est ouvert du mardi au samedi de 9 h à 17 h", from("tue", "sat", "09:00-17:00")],
    // Breaks of every day, told behind several clauses.
    [
      "Mon-Thu 9.15am to 5.15pm; Fri 9.15am to 5.00pm. Closed for lunch 1.00pm to 2.00pm each day.",
      `${from("mon", "thu", "09:15-13:00+14:00-17:15")}, fri 09:15-13:00+14:00-17:00`
    ],
    [
      "mon-thur 8-5 fri 8-4 closed for lunch noon-1 every day",
      `${from("mon", "thu", "08:00-12:00+13:00-17:00")}, fri 08:00-12:00+13:00-16:00`
    ],
    [
      "Mon-Fri 8-4. The office is closed daily from 12:00 to 12:30 for lunch and on all statutory holidays.",
      `${from("mon", "fri", "08:00-12:00+12:30-16:00")}, holidays closed`
    ],
    ["M-F 8-5, lunch 12-1 closed. no wknds", from("mon", "fri", "08:00-12:00+13:00-17:00")],
    ["Lun-ven 7h-16h, on dîne de midi à 1h", from("mon", "fri", "07:00-12:00+13:00-16:00")],
    // A lunch that is served.
    ["wed-sat 6pm-11pm, sun lunch 12-4, closed mon tues", `${from("wed", "sat", "18:00-23:00")}, sun 12:00-16:00`],
    ["6pm til 11pm Weds-Sat, Sunday lunch 12-5", `${from("wed", "sat", "18:00-23:00")}, sun 12:00-17:00`],
    // Every day, and then each.
    [
      "Ouvert tous les jours\nDimanche au jeudi : 11 h à 22 h\nVendredi et samedi : 11 h à 24 h",
      `${from("mon", "thu", "11:00-22:00")}, ${from("fri", "sat", "11:00-24:00")}, sun 11:00-22:00`
    ],
    // As they are typed in a hurry.
    ["Mondy-Firday 8:30-5, Saterday 9-1", `${from("mon", "fri", "08:30-17:00")}, sat 09:00-13:00`],
    ["LMMJV 8h30/12h30 - 13h30/17h30 fermé WE", from("mon", "fri", "08:30-12:30+13:30-17:30")],
    ["L-V 8-17 S 9-12 D fermé", `${from("mon", "fri", "08:00-17:00")}, sat 09:00-12:00`],
    [
      "tabac 6h30 19h30 du lundi au samedi, dim 8h 12h30, fermé jours fériés",
      `${from("mon", "sat", "06:30-19:30")}, sun 08:00-12:30, holidays closed`
    ],
    [
      "Kebab ouvert ts les jours 11h - 23h, ven/sam jusqu'à 1h du mat",
      `${from("mon", "thu", "11:00-23:00")}, ${from("fri", "sat", "11:00-01:00")}, sun 11:00-23:00`
    ],
    [
      "open 9 til 5 mon to sat, dont open sundays or bank hols",
      `${from("mon", "sat", "09:00-17:00")}, holidays closed`
    ],
    ["cafe 8-3 every day bar mondays", from("tue", "sun", "08:00-15:00")],
    ["we're shut mondays, tues-sat its 9 till 5", from("tue", "sat", "09:00-17:00")],
    ["24/7 towing. we never close", from("mon", "sun", "00:00-24:00")],
    // The house, by its name.
    [
      "Courthouse hours are 8:30 a.m. to 4:30 p.m., Monday to Friday. The courthouse is closed for lunch from noon to 1:00 p.m.",
      from("mon", "fri", "08:30-12:00+13:00-16:30")
    ],
    // A day that ends earlier has the break of the others, or ends before it.
    [
      "lun-jeu 7h15-12h, 13h15-17h45; ven jusqu'à 17h",
      `${from("mon", "thu", "07:15-12:00+13:15-17:45")}, fri 07:15-12:00+13:15-17:00`
    ],
    ["Mon-Thu 9-12, 1-5. Fri till noon.", `${from("mon", "thu", "09:00-12:00+13:00-17:00")}, fri 09:00-12:00`],
    ["lun-ven 9h-12h, 13h-17h; ven jusqu'à 11h30", `${from("mon", "thu", "09:00-12:00+13:00-17:00")}, fri 09:00-11:30`],
    // The house by what it is, and days that are denied together.
    [
      "Lun-ven 9h-17h. L'étude est fermée le samedi, le dimanche et les jours fériés.",
      `${from("mon", "fri", "09:00-17:00")}, holidays closed`
    ],
    [
      "Mon-Fri 7:30-5:30. We don't work weekends or stat holidays.",
      `${from("mon", "fri", "07:30-17:30")}, holidays closed`
    ],
    ["Mon-Thu 8-4. We're not here Fridays or weekends.", from("mon", "thu", "08:00-16:00")],
    ["Lun-ven 9h-17h. Aucun service n'est offert la fin de semaine.", from("mon", "fri", "09:00-17:00")],
    // Tables.
    [
      "Jour\tOuverture\tFermeture\nLundi\t8:30\t17:00\nMardi\t8:30\t19:30\nSamedi\t-\t-\nDimanche\t-\t-",
      "mon 08:30-17:00, tue 08:30-19:30"
    ],
    ["Lundi\t8:30\t12:00\t13:00\t17:00", "mon 08:30-12:00+13:00-17:00"],
    [
      "L-M-J-V : 9h-12h / Me : 9h-11h",
      "mon 09:00-12:00, tue 09:00-12:00, wed 09:00-11:00, thu 09:00-12:00, fri 09:00-12:00"
    ],
    // More hours of the same days.
    ["Lun-mar 8h30-12h, mardi également de 13h30 à 18h", "mon 08:30-12:00, tue 08:30-12:00+13:30-18:00"],
    // Days first, and then what is said of each.
    ["Weekends only! Sat 10-5, Sun 11-4.", "sat 10:00-17:00, sun 11:00-16:00"],
    ["Ven-sam 9h-17h. Jeudi fermé, mercredi pareil.", from("fri", "sat", "09:00-17:00")],
    ["Tous les jours, week-end compris, de 10h à 19h", from("mon", "sun", "10:00-19:00")],
    // What was said of a day is taken back.
    [
      "Du lundi au mercredi de 9h à 17h, euh non, le mercredi on ferme à 16h",
      `${from("mon", "tue", "09:00-17:00")}, wed 09:00-16:00`
    ],
    ["lundi 9 à 5, mardi 9 à 5, non attendez mardi c'est 9 à 8 le soir", "mon 09:00-17:00, tue 09:00-20:00"],
    ["Lundi 9 à 8 le soir, mardi 9 à 5", "mon 09:00-20:00, tue 09:00-17:00"],
    [
      "Open weekdays 9 a.m. to 6 p.m., with one exception: on Fridays we finish at 4 p.m.",
      `${from("mon", "thu", "09:00-18:00")}, fri 09:00-16:00`
    ],
    [
      "Lun-ven 9h-18h. Le vendredi par contre on ferme à 17h au lieu de 18h.",
      `${from("mon", "thu", "09:00-18:00")}, fri 09:00-17:00`
    ],
    // Days that are closed, as they are told.
    [
      "Lun-ven 9h-17h. Nous fermons sur l'heure du dîner, soit de midi à 13h.",
      from("mon", "fri", "09:00-12:00+13:00-17:00")
    ],
    ["Mon-Fri 9-5. Monday we're closed so staff can rest.", from("tue", "fri", "09:00-17:00")],
    ["Jeu-ven 9h-17h. Le dimanche on dort, c'est fermé. Lundi on est pas là.", from("thu", "fri", "09:00-17:00")],
    ["Thu-Fri 9-5. Not open any other day.", from("thu", "fri", "09:00-17:00")],
    ["Mardi 9h-17h, lundi je suis au marché donc fermé", "tue 09:00-17:00"],
    ["Wed 2pm-6pm. That's the only day.", "wed 14:00-18:00"],
    ["Lun-ven 8h-18h. Sur le temps de midi on reste ouvert.", from("mon", "fri", "08:00-18:00")],
    ["Thu-Fri 9-5. Otherwise closed.", from("thu", "fri", "09:00-17:00")],
    ["On ferme jamais pantoute, c'est 24 heures sur 24 sept jours sur sept", from("mon", "sun", "00:00-24:00")],
    ["Mon-Fri 9-5. Last patient is seen half an hour before closing.", from("mon", "fri", "09:00-17:00")],
    // An evening that is sure.
    ["Friday & Saturday 5–10, Sunday 4–8", `${from("fri", "sat", "17:00-22:00")}, sun 16:00-20:00`]
  ])("is read: %s", (text, expected) => assert.strictEqual(read(text), expected))

  it.each([
    // A time that can be two.
    "Mon-Fri 7-11",
    "Daily 6-10",
    "Mon-Fri 8-9pm",
    "Mon-Thu 9-12, 1-5. Fri till 1.",
    // Which of two breaks?
    "Mon-Wed 9-12, 1-5. Thu 9-6. Fri till 4",
    "Mon-Fri 9-5, Saturday or Sunday 10-2",
    "Vendredi 9h à 9h",
    "Bar : tous les jours 8h-1h",
    "Mon-Fri 12AM-12PM",
    // A range that nobody means.
    "Mon-Fri 9am-5am",
    "Lundi au vendredi 17h-9h",
    "Mon-Fri 9-17:75",
    // Days that are said twice, or that contradict one another.
    "Mon 9-5, Mon 10-6",
    "Mon-Fri 9-5; Mon-Thu 8-6",
    "Mon-Sat 9am-5pm, closed weekends",
    "Lundi : 14h-18h\nMardi au samedi : 9h-12h / 14h-18h\nNous sommes fermés le dimanche et le lundi.",
    "Mardi 10h-18h, mercredi au samedi 10h-18h. Fermé le lundi, le mardi et le dimanche.",
    "Sat 9-12. Closed weekends. Mon-Fri 9-5.",
    "Ouvert 7j/7 de 10h à 19h. Fermé le dimanche.",
    "Open 24/7. Closed Sundays.",
    "Tous les jours de 10h à 19h, dimanche compris. Fermé le dimanche et le lundi.",
    "We're open six days a week, Monday to Friday from 9 to 6.",
    "Ouvert 5 jours par semaine. Lun-sam 9h-17h.",
    "Wed-Thu 2pm-6pm. That's the only day.",
    "Mon-Fri 8-6 and we stay open over lunch. We are closed between 1pm and 2pm daily.",
    "Lun-ven 9h-12h, 13h-17h, nous ne fermons pas le midi",
    // A lunch that it does not close for, of days that have no hours.
    "Mon-Thu 9-5. Fridays open through lunch.",
    "Weekends only! Sat 10-5.",
    "Weekends only! Sat 10-5, Sun 11-4, Mon 9-5.",
    // Something is missing.
    "Mon-Fri",
    "9h à 17h",
    "Ouvert le samedi",
    "Mon-Fri 9-5, closed for lunch",
    "Lun-jeu 8h-17h, ven 8h-12h, fermé de 12h à 13h",
    // A part of a day, or of a year.
    "Lundi au vendredi 9h-17h sauf le mercredi après-midi",
    "Samedi sur rendez-vous",
    "Ouvert du 1er mai au 31 octobre, tous les jours 9h-17h",
    "Lun-ven 8h-12h, 13h-17h, fermé vendredi soir",
    "Lundi matin fermé, mardi au vendredi 9h-17h",
    "Lun-ven 9h-12h et 16h-20h, fermé le mercredi après-midi",
    // Days that can be others.
    "Open every other day 9-5",
    "Open the other days 9-5",
    "L-M-M-J 9h-17h",
    "L, M, J : 9h-17h",
    "Mon-Fri 9-5, Saturday opens at 10",
    // A break of some day.
    "Mon-Fri 9-5, closed 12-1, except holidays",
    "Mon-Fri 9-5, Sat 10-4 (closed 12-1)",
    "Mon-Thu 8-6 and Fri 8-4 and closed 12-1",
    // Beside hours, and of them.
    "Mon-Fri 9-5, parking closed at 4",
    "Mon-Fri 9-5, ring first in winter",
    "Mon-Fri 9-5, please ring after 4",
    "Mon-Fri 9-5, cash only Saturdays",
    "Mon-Fri 9-5, strictly seniors",
    "Mon-Fri 9-5, available evenings",
    "Mon-Fri 9-5, mornings",
    "Tous les jours de 8 h à 22 h, le soir aussi",
    "Tuesdays 1 to 4 p.m., mornings only",
    "Open 24 hours, evenings and weekends",
    "Tous les jours de 7h à 22h sauf le dimanche, idem",
    "10-6 Mon-Wed, 10-5 Sat and Sun, closed",
    "Mon-Fri 8-12, 1-5 call 514 555-0123",
    "9-5 Mon-Fri, evenings",
    "Mon 7-11, 2-6; Fri 7-11, evenings",
    "Mon-Fri 9-5, booking required",
    "Mon-Fri 9-5, other times available on request",
    "Mon-Fri 9-5, Saturday mornings only",
    "Mon-Fri 9-5, entrance until 4",
    "Mon-Fri 9-5, last wash Saturday 3pm",
    "Mon-Fri 9-5, we are moving in the new building",
    "Lundi au vendredi 9h-17h, jour et nuit pour les urgences",
    "Lundi au vendredi 9h-17h, on répond au téléphone jour et nuit",
    "Mon-Fri 9-5, Wednesdays we bowl",
    "Mon-Fri 9-5 — call 555-0118 if you're running late every other week",
    "Mon-Fri 9-5, Saturdays we do deliveries",
    "Mon-Fri 9-5, Saturday brunch",
    "Mon-Fri 9-5, roughly",
    "Mon-Fri 9-5, for now",
    "Mon-Fri 9-5 for new patients, Sat 9-12 for existing patients",
    "Mon-Fri 9am-5pm. Tai chi with Al, Thursdays 2-4",
    "Mon-Fri 9am-8pm. afternoons only",
    "Mon-Fri 9-5. Blood draws 7-10.",
    "Mon-Fri 9-5, if we feel like it",
    "Mon-Fri 9-5, no walk-ins",
    "Mon-Fri 9-5, pool 6-8",
    "Lundi au vendredi 9h-17h, on mange à midi",
    "Lundi au vendredi 9h-17h, tout l'été",
    "Lundi au vendredi 9h-17h, pas sûr",
    "Mon 9-5, Teu, Wed 9-5",
    // First letters that are no name.
    "ma lun 9-5",
    "L, Ma, Je-V 9h-17h",
    "lun-ven-sam 9h-17h",
    "Closed Mon, Tue 5pm-10pm, Fri 5pm-11pm",
    "Mon-Fri ~9 to 5",
    // A beginning without an end.
    "Opens at 9 Monday to Friday",
    "Mon-Fri 8 til half 5",
    // A morning or an evening.
    "Mon-Fri 5-9",
    // Hours of two things.
    "Bureau : lun-ven 9h-17h. Atelier : lun-sam 8h-18h",
    "Store: Mon–Fri 9–5. Online: 24/7",
    "Boutique en ligne 24/7",
    // A range of days and times at once.
    "Friday 5pm to Monday 8am",
    // Open on them, or not?
    "Mar-dim 10h-17h. Fermé le lundi sauf les lundis fériés.",
    "Open 10-10 every day, no holiday",
    // Two days, or from one to the other.
    "Mon/Fri 9-5",
    "lun ven 9h 18h",
    // Times without their days, and days that nobody knows in front of times.
    "11-11, Fri and Sat till 1am",
    "Open ery days 11-11, Fri/Sat 11-12",
    // A day that nobody knows.
    "Lnu-ven 8h-17h",
    "Fermé",
    "",
    `Mon-Fri 9-5${" ".repeat(3_000)}`
  ])("is left to prose: %s", (text) => assert.strictEqual(read(text), "prose"))

  it.each([
    // A machine, or what is sold, served or answered at any time.
    "ATM available 24 hours.",
    "The credit union's drive-thru ATM is accessible 24/7.",
    "Guichet automatique accessible 24 heures sur 24.",
    "Service de remorquage 24 h.",
    "Soins à domicile 7j/7.",
    "Voicemail is checked daily.",
    // What has an end or a beginning of its own.
    "Kitchen closes one hour earlier.",
    "Last order 30 min before closing.",
    "Registration closes 30 minutes before closing.",
    "Lottery terminal shuts down at 10:30 a.m.",
    "Compounding lab closes at 3:00 p.m. on weekdays.",
    "Phone lines open at 8:30.",
    "Check-in 3 p.m., check-out 11 a.m.",
    "Loto ferme à 16h",
    "Dernier rendez-vous 30 minutes avant la fermeture.",
    "La sortie de l'eau se fait 15 minutes avant la fermeture.",
    "Levée du courrier à 15h30.",
    "Vente d'alcool jusqu'à 16 h.",
    // One thing of many, by appointment.
    "Flu shots by appointment only.",
    "Home visits by arrangement.",
    "Examen de la vue sur rendez-vous.",
    // Where the hours of something else are told.
    "Staffed hours are posted at the front desk.",
    "L'horaire de la piscine est disponible en ligne.",
    // Whom to reach, and how.
    "For urgent matters after hours, please leave a message with our answering service at (207) 555-0148.",
    "If you are experiencing a medical emergency, call 911 or go to the nearest emergency room.",
    "To book an appointment call 902-555-0144.",
    "Out of hours: call NHS 111.",
    "Whatsapp anytime",
    "Email info@joes.com with any questions.",
    "We reply to emails within 24 hours.",
    "Pour parler à une infirmière en tout temps, composez le 811.",
    "Pharmacie de garde : www.pharmacie.be ou 0903 99 000",
    "Vous pouvez prendre rendez-vous en ligne sur doctolib.fr.",
    // Where it is.
    "12 Station Street, Wodonga VIC 3690",
    "14 rue de la République, 69002 Lyon",
    "Suite 200, 450 Main Street.",
    // What is needed, offered or told besides.
    "Resident sticker required.",
    "Reservations recommended for groups of 6 or more.",
    "Same-day appointments available.",
    "Curbside pickup available.",
    "We are accepting new patients.",
    "Patients can park in the lot behind the clinic.",
    "Family owned since 1952.",
    "Kids under 12 eat free.",
    "Live music on Fridays.",
    "Nous acceptons de nouveaux patients.",
    "Les patients doivent se présenter à l'accueil.",
    "Téléconsultation possible."
  ])("changes no hours: %s", (remark) => {
    const hours = "Mon-Fri 9am-5pm, Sat 10am-2pm"
    assert.strictEqual(read(`${hours}. ${remark}`), read(hours))
    assert.strictEqual(read(`${hours}\n${remark}`), read(hours))
  })

  it.each([
    // In which case, about when, for how long.
    "Hours may vary.",
    "Weather permitting.",
    "We may close early if it is quiet.",
    "Give or take.",
    "Until further notice.",
    "While supplies last.",
    "Starting in May.",
    "Every other week.",
    "Reduced hours in summer.",
    "Holiday hours posted on the door.",
    "Closed temporarily for renovations.",
    "Les heures peuvent varier.",
    "Selon la météo.",
    "Sauf avis contraire.",
    "Tant qu'il y a du monde.",
    "Une semaine sur deux.",
    "All being well.",
    "During term.",
    "Game days.",
    // Open on a day of which nothing was told?
    "Free admission on Sundays.",
    // For whom, or how.
    "Members only.",
    "Open to members and their guests.",
    "By appointment only.",
    "Visits by appointment only.",
    "Booking required.",
    "Evening appointments available.",
    "Walk-ins until noon.",
    "Réservé aux résidents.",
    "Consultations sur rendez-vous.",
    "Rendez-vous obligatoire.",
    "Members with a key can come in anytime.",
    // On days that nobody knows.
    "Stretching that on long weekends.",
    "Fermé les longues fins de semaine.",
    // Of the house after all, or of a day that is mistyped.
    "Store closes at 4.",
    "Doors close at 4:30.",
    "We close an hour earlier in winter.",
    "Early closing day is Wednesday.",
    "Emergencies 24/7.",
    "Back at 2.",
    "Thrudsay until 8.",
    "Le bureau ferme à 16 h.",
    "Urgences 24 h/24.",
    "Permanence téléphonique jour et nuit."
  ])("may be of the hours, and leaves them to prose: %s", (remark) => {
    assert.strictEqual(read(`Mon-Fri 9am-5pm, Sat 10am-2pm. ${remark}`), "prose")
    assert.strictEqual(read(`Mon-Fri 9am-5pm, Sat 10am-2pm\n${remark}`), "prose")
  })

  it("may stand before the hours as well", () =>
    assert.strictEqual(read("Please note school breaks are different. Regular hours: Mon-Fri 3pm-9pm"), "prose"))

  it("tells the line that was not understood", () =>
    assert.deepStrictEqual(
      readHoursText("Lundi au vendredi : 9h à 17h\nSamedi : sur rendez-vous\nDimanche : fermé"),
      { _tag: "NotUnderstood", line: 1 }
    ))

  it("tells the zones and the regions that it names", () => {
    const reading = readHoursText("Lundi au vendredi, 8h à 17h (HE), sauf les jours fériés du Québec")
    assert.strictEqual(reading._tag, "Understood")
    if (reading._tag !== "Understood") return
    assert.deepStrictEqual([reading.zones, reading.regions], [["America/Toronto"], ["CA-QC"]])
  })
})
