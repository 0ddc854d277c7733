import { isSeason } from "./Conditions.ts"
import { house, isOther, limits } from "./Others.ts"
import { isAlways, joints, saidIn } from "./Said.ts"

/** Things of a house that serve without anybody in it. */
const machine =
  /(?<![a-z])(?:atms?|abms?|(?:bank(?:ing)? )?machines?|guichets? (?:automatiques?|atm)|distributeurs?|bancomats?|postomats?|book returns?|retours? (?:de |des )?livres|towing|roadside|depannage|remorquage|(?:drop|drop-off|key|mail|parcel|night|overnight|book|return)[ -]?(?:box|slot|drop|deposit|bin|locker)e?s?|book ?drop|lockers?|consignes?|casiers?|boites? (?:aux lettres|de depot|a livres|de retour)|chutes? a livres|depot de nuit|vending\w*|pumps?|pay at the pump|pompes?|self-?serve pumps?|online (?:orders?|ordering|booking|banking|store|shop)|boutique en ligne|site web|website|wi-?fi|parking|stationnement|washrooms?|toilettes?)(?![a-z])/

/** « Guichet automatique accessible 24 h sur 24 », « soins à domicile 7j/7 » */
const isMachine = (text: string): boolean => {
  if (isOtherAlways(text)) return true
  const rest = text.replace(/(?:available|disponible|can be|dropped off|possible)s?/g, "")
  if (!machine.test(rest) || limits.test(rest)) return false
  const { tokens, unknown } = saidIn(rest.replace(machine, ""))
  return !unknown.some(isSeason) && tokens.some(isAlways) &&
    tokens.every((token) => joints.has(token._tag) || isAlways(token))
}

const isOtherAlways = (text: string): boolean => {
  const { tokens, unknown } = saidIn(text)
  return tokens.some(isAlways) &&
    tokens.every((token) => (joints.has(token._tag) && token._tag !== "Place") || isAlways(token)) &&
    isOther(unknown.join(" ")) &&
    !house.test(
      text.replace(
        /en tout temps|tous les jours|all day|(?:24|24 |24-)(?:hours?|hrs?|heures?)|(?:is |are |est |sont )?(?:open|ouverte?s?)/g,
        ""
      )
    ) &&
    !/(?<![a-z])(?:self-|libre-|online|en ligne|phones?|tele|permanence|lignes?|courriels?|e?mails?|repon)/.test(text)
}

const before =
  /(?: |^)(?:\d+(?: ?(?:min|minutes?|mins|hours?|hrs?|h|heures?|m))|an hour|half an hour|1\/2 hour|une demi-heure|1 demi-heure|30 minutes|une heure)(?: (?:before|prior to|avant|earlier|sooner|plus tot|after|later|apres|plus tard))(?: (?:we|on|nous) (?:close|open|ferm\w+|ouvr\w+)| (?:the |store |shop |our |la |l'|notre )*(?:clos(?:ing|e)|open(?:ing)?|fermeture|ouverture)(?: time)?| that| cela)?$/

const ends =
  "(?:closes?|shuts?(?: (?:off|down))?|stops?|ends?|finish(?:es)?|ceases?|starts|begins|opens?|(?:is |are |est |sont )?(?:closed|ferme[es]*)|ferment|ouvr(?:e|ent)|arrete|finit|cesse|(?:se )?termine)"

const endsIt = new RegExp(` (?:is|are|est|sont|${ends})$`)
const lastOne =
  /^(?:the |la |le |les |our |nos |notre )?(?:last|final|derniere?s?) [a-z-]+(?: [a-z-]+)?(?: (?:is|are|est|sont|se fait|se font)(?: [a-z]+)?)?$/

/** "Kitchen closes one hour earlier", « dernière entrée 30 minutes avant la fermeture »: what has an end of its own. */
const isRelative = (text: string): boolean => {
  const subject = text.replace(before, "")
  return subject !== text &&
    (lastOne.test(subject) || isOther(subject.replace(endsIt, "").replace(/restaurant|cafe|garage/, "kitchen")))
}

const time = "\\d{1,2}(?: ?(?:h|:|\\.) ?\\d{2}|\\d{2}| ?h)?(?: ?[ap]\\.?m\\.?)?"
const onDays =
  "(?: (?:on |le |les |the |du |en |la )*(?:weekdays?|week-?ends?|daily|every ?day|each day|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|semaine|tous les jours|lundis?|mardis?|mercredis?|jeudis?|vendredis?|samedis?|dimanches?|fin de semaine))?"
const endOfOther = new RegExp(`^(.+) ${ends} (?:at |a |by )?${time}${onDays}$`)
/** Of these it is told until when, or from when, in few words. */
const served =
  /(?<![a-z])(?:deliver(?:y|ies)|livraisons?|kitchen|cuisine|pick-?ups?|take-?outs?|take-?away|coffee|cafe|food|meals?|repas|drinks?|lab|labo|pumps?|lottery|lotto|loto)$/
const timeOfOther = new RegExp(
  `^(.+?)(?: (?:is|are|est|sont|accepted|available))?(?: ?:)? (?:(?:at|from|until|till?|by|after|before|a partir de|a|des|jusqu'a|avant|apres) )?${time}$`
)

/** « Loto ferme à 21 h »: the house, of which all is told, cannot be meant. */
const isTimeOfOther = (text: string, whole: boolean): boolean => {
  const timed = timeOfOther.exec(text)
  const named =
    (endOfOther.exec(text) ?? (whole || served.test(timed?.[1] ?? "") || /^(?:no|pas de) /.test(text) ? timed : null))
      ?.[1]
  const subject = named?.replace(/ (?:(?:is|are|est|sont) )?(?:open|ouverte?s?)$/, "").replace(
    /^(?:no|pas de|pas d'|aucune?) ?/,
    ""
  )
  return subject !== undefined && isOther(subject) &&
    !/(?<![a-z])(?:bar|pub|lounge|parking|stationnement|entrances?|entrees?)(?![a-z])/.test(subject)
}

const byAppointment =
  /(?: (?:is|are|est|sont|se font|se fait|offerts?|offertes?|available|disponibles?))*,? (?:by|on|upon|sur|avec|require(?:s)?|necessitent?|requiert) (?:an? |un )?(?:appointments?|appts?|rendez-vous|rdv|reservations?|requests?|demande|arrangement|entente)(?: (?:only|seulement|uniquement))?$/
/** What most come for: by appointment, it is the office that is. */
const visits =
  /(?<![a-z])(?:visits?|visites?|viewings?|consult\w*|rencontres?|meetings?|appointments?|rendez-vous|services?|sessions?|seances?|walk-?ins?|evenings?|soirs?|anything)(?![a-z])/

/** « Examen de la vue sur rendez-vous » */
const isOnRequest = (text: string): boolean => {
  const subject = text.replace(byAppointment, "").replace(/home visits|house calls|visites a domicile/, "trips")
    .replace(/^service (?:des? |du |d')/, "")
  return byAppointment.test(text) && !visits.test(subject) &&
    isOther(subject.replace(/(?<![a-z])(?:on|tout)(?![a-z])/g, ""))
}

const hoursOfOther =
  "(?:(?:the|our|les|nos|le) |l')?(?:(?:staffed|class(?:es)?|course|group|swim\\w*|skat\\w*|pool|ice|gym|court|kitchen|program\\w*|fitness|event|lab|mass)(?: [a-z]+)? (?:hours|schedules?|times)|" +
  "(?:heures?|horaires?) (?:de |des |du |d'|de la |de l')(?:piscine|cours|classes|cuisine|bains?|patinage|glace|activites|messes?|programm\\w+|presence)(?: [a-z]+){0,2})"
const someHours = new RegExp(
  `^(?:${hoursOfOther} (?:(?:is|are|est|sont) )?(?:posted|available|listed|online|on|affiche\\w*|disponibles?|en ligne|sur)(?: [a-z'☎-]+){0,6}|` +
    `(?:consultez|voir|see|check) ${hoursOfOther}(?: [a-z'☎-]+){0,5}|(?:consultez|voir|visitez|see|visit|check|call)(?: [a-z'☎-]+){1,4} (?:for|pour) ${hoursOfOther})$`
)

/** What is needed to come in: "resident sticker required". */
const needed = /^(.+?) (?:(?:is|are|est|sont) )?(?:required|needed|mandatory|obligatoires?|requis(?:es?)?|exigee?s?)$/
const isNeeded = (text: string): boolean => {
  const subject = needed.exec(text)?.[1]?.replace(/(?:residents?|members?|membres?|visitors?) (?=[a-z])/, "")
  return subject !== undefined && isOther(subject) && !/registration|inscription|membership|adhesion/.test(subject)
}

const offered =
  /^(?:the |la |le |les )?(.+?) (?:(?:is|are|est|sont) )?(?:available|offered|provided|possibles?|disponibles?|offerte?s?|accepted|acceptee?s?)(?: (?:here|on site|sur place|on request|sur demande|(?:at|in|by|via|from|through|a|au|dans|par) [a-z' ]+))?$/
/** "Curbside pickup available" */
const isOffered = (text: string): boolean => {
  const subject = offered.exec(text)?.[1]
  return subject !== undefined && isOther(subject) && !visits.test(subject)
}

/** What a part of a sentence tells of a thing that has hours, an end or a beginning of its own. `whole`: it is all of it. */
export const isOfOther = (text: string, whole: boolean): boolean =>
  isMachine(text) || isRelative(text) || isTimeOfOther(text, whole) || isOnRequest(text) || isNeeded(text) ||
  someHours.test(text) || isOffered(text)
