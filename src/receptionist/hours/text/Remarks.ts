import { isCondition, isSeason } from "./Conditions.ts"
import { everyDay, type Token } from "./Tokens.ts"
import { tokensAt } from "./Words.ts"

const phone = [
  "(?:\\+?1[-. ])?(?:\\(?\\d{3}\\)?[-. ]?)?\\d{3}[-. ]\\d{4}(?!\\d)",
  "\\+\\d{1,3}(?:[ .()-]{0,2}\\d){7,11}(?!\\d)",
  "1[- ]?[38]00[- ]\\d{3}[- ]\\d{3,4}(?!\\d)",
  "(?<!\\d)0\\d(?:[ .-]?\\d\\d){4}(?!\\d)",
  "(?<!\\d)0\\d{3} \\d\\d \\d{2,3}(?: \\d\\d)?(?!\\d)",
  "(?<!\\d)0\\d{4} \\d{6}(?!\\d)",
  "(?<!\\d)(?:0\\d{2,4}|\\(0\\d{1,4}\\)) ?-?(?:\\d{3} ?-?\\d{3,4}|\\d{4} \\d{3,4}|\\d{3} \\d\\d \\d\\d)(?!\\d)",
  "(?<=(?:call|dial|text|ring|composez|appelez|faites|contactez|au|le)(?: (?:le|info-sante|nhs))? )[1-9]-?1-?1(?![\\d:h-])"
].join("|")

/** How something is reached that needs no office: a number, an address of the web, one of a mailbox. */
const contact = new RegExp(
  "\\S+@[a-z0-9-]+\\.[a-z.]+" +
    "|(?:https?:\\/\\/)?(?:www\\.)?[a-z0-9-]+(?:\\.[a-z0-9-]+){0,3}\\.(?:com|org|net|info|io|ca|quebec|fr|be|ch|lu|uk|us|au|nz|ie|co)(?![a-z0-9])(?:\\/\\S*)?" +
    // An address's letters and figures: "H2X 1Y4", "BS1 4DJ".
    "|(?<![a-z0-9])(?:[a-z]\\d[a-z] ?\\d[a-z]\\d|[a-z]{1,2}\\d[a-z\\d]? \\d(?![ap]m)[a-z]{2})(?![a-z0-9])" +
    `|${phone}`,
  "g"
)
/** In place of each of its characters: no office writes it, and it has been taken out of what one writes. */
const masked = "☎"

/** What ends a sentence, or a part of one. */
const end = /(\s*[;|•!()[\]]+\s*|(?<![ap]\.?m)\.+(?=\s|$)\s*|\.+(?! on )(?=\s|$)\s*|\s+-+\s+|\s+\/+\s+)/
const comma = /(,\s+)/

interface Said {
  readonly tokens: ReadonlyArray<Token>
  readonly unknown: ReadonlyArray<string>
}

const saidIn = (text: string): Said => {
  const tokens: Array<Token> = []
  const unknown: Array<string> = []
  for (let at = 0; at < text.length;) {
    const found = tokensAt(text, at)
    if (found !== undefined) {
      tokens.push(...found.said)
      at = found.end
      continue
    }
    const [word = text.slice(at, at + 1)] = /^(?:[a-z'-]+|\d+[a-z]*)/.exec(text.slice(at)) ?? []
    unknown.push(word)
    at += word.length
  }
  return { tokens, unknown }
}

/** These say nothing of when. */
const joints: ReadonlySet<Token["_tag"]> = new Set([
  "And",
  "To",
  "Slash",
  "Between",
  "Apart",
  "Place",
  "Region",
  "Stop"
])

const isAlways = (token: Token) =>
  token._tag === "AllDay" || (token._tag === "Days" && token.days.length === everyDay.length)

const tellsHours = (text: string) => saidIn(text).tokens.some(({ _tag }) => !joints.has(_tag))

/** The house, whoever is in it, and its hours: what is told of these is told of the office's week. */
const house =
  /(?<![a-z])(?:we|we're|we'll|us|i|nous|on|je|it|they|elles?|ils?|everything|everyone|tout|tous|all|offices?|bureaux?|store|shops?|clinics?|cliniques?|boutiques?|magasins?|commerces?|library|bibliotheque|branch|succursale|location|building|house|maison|mairie|doors?|gates?|portes?|hours?|heures?|hrs|horaires?|schedule|times?|business|opening|ouverture|closing|fermeture|opens?|ouvr\w*|ouvert\w*|closed?|closes|ferm\w+|staff|personnel|equipe|team)(?![a-z])/

/** For whom, or when: what is said with these may hold for the hours, too. */
const limits =
  /(?<![a-z])(?:only|seulement|uniquement|exclusiv\w*|except|sauf|unless|holidays?|feries?|weather|meteo|storms?|tempetes?|snow|neige|verglas|rain|pluie|confirm\w*|verif\w*|check(?! ?-?(?:in|out))|avail\w*|dispon\w*|other|autres?|before (?:you )?(?:com|visit|arriv|driv)\w*|avant de|chang\w*|vari\w*|temporar\w*|temporai\w*|exception\w*|special\w*|extended|prolong\w*|reduced|reduite?s?|limited|appointment basis)(?![a-z])/

/** Out of the hours, which says nothing of them. */
const afterHours =
  /(?:en dehors|hors|outside|out|after|apres)(?: de| des| of)?[- ]?(?:ces |nos |these |our |those |les |the )?(?:regular |normal |normales? |business |office |opening )?(?:heures|hours|hrs)(?: (?:d'ouverture|de bureau|d'affaires|normales|regulieres))?|(?:when|while|quand|lorsque) (?:we are|we're|nous sommes|on est|the office is|le bureau est) (?:closed|ferme[es]*)/g

const reaches =
  /(?<![a-z])(?:call|phone|ring|text|dial|whatsapp|e-?mail|write|message|reach|contact|visit|book|order|see|leave|composez|appelez|telephonez|textez|ecrivez|contactez|joindre|visitez|reservez|commandez|consultez|faites|laissez|prendre|courriel|mail|ph|mob|mobile|cell|info\w*|questions?|tel|telephone|fax|site|web|website|facebook|urgen\w*|emergenc\w*|garde)(?![a-z])/
const purpose = /^(?:to|for|pour|if|si|in case of|en cas d)(?![a-z])/

/** Whom to reach, and how: "for urgent matters after hours, leave a message at …", « pour une infirmière, composez le 811 ». */
const isContact = (text: string): boolean => {
  const rest = text.replace(afterHours, "").replaceAll(masked, "")
  const isReached = (text.includes(masked) && reaches.test(rest)) ||
    /(?:nearest|closest|plus proche) (?:emergency|hospital|er|walk-in|hopital|urgence|clinique)|(?:hopital|urgence|clinique) (?:le|la) plus proche/
      .test(rest)
  const isAnytime =
    /^(?:please |or |ou )?(?:whatsapp|text|sms|e-?mail|message|write|textez|ecrivez)(?:(?: |-)(?:us|me|nous))? (?:any ?time|en tout temps|24\/7)$/
      .test(rest.trim())
  if (isAnytime) return true
  if (!isReached || limits.test(rest) || /by app|sur (?:rdv|rendez-vous)/.test(rest)) return false
  const { tokens, unknown } = saidIn(rest)
  if (unknown.some(isSeason) || /hours|heures|horaire|schedule|open|ouv|ferm|clos/.test(rest)) return false
  return tokens.every((token) => joints.has(token._tag) || (purpose.test(rest) && isAlways(token)))
}

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
      text.replace(/(?:24|24 |24-)(?:hours?|hrs?|heures?)|(?:is |are |est |sont )?(?:open|ouverte?s?)/g, "")
    ) && !/(?<![a-z])(?:self-|libre-|online|en ligne|phones?|tele|permanence|lignes?)/.test(text)
}

const before =
  /(?: |^)(?:\d+(?: ?(?:min|minutes?|mins|hours?|hrs?|h|heures?|m))|an hour|half an hour|1\/2 hour|une demi-heure|1 demi-heure|30 minutes|une heure)(?: (?:before|prior to|avant|earlier|sooner|plus tot|after|later|apres|plus tard))(?: (?:we|on|nous) (?:close|open|ferm\w+|ouvr\w+)| (?:the |store |shop |our |la |l'|notre )*(?:clos(?:ing|e)|open(?:ing)?|fermeture|ouverture)(?: time)?| that| cela)?$/

const ends =
  "(?:closes?|shuts?(?: (?:off|down))?|stops?|ends?|finish(?:es)?|ceases?|starts|begins|opens?|(?:is |are |est |sont )?(?:closed|ferme[es]*)|ferment|ouvr(?:e|ent)|arrete|finit|cesse|(?:se )?termine)"

const endsIt = new RegExp(` (?:is|are|est|sont|${ends})$`)
const lastOne = /^(?:the |la |le )?(?:last|final|derniere?s?) [a-z-]+(?: [a-z-]+)?$/

/** "Kitchen closes one hour earlier", « dernière entrée 30 minutes avant la fermeture »: what has an end of its own. */
const isRelative = (text: string): boolean => {
  const subject = text.replace(before, "")
  return subject !== text &&
    (lastOne.test(subject) || isOther(subject.replace(endsIt, "").replace(/restaurant|cafe|garage/, "kitchen")))
}

/** Whether a word says for whom or when: « rendez-vous », and not "drive-up". */
const isConditional = (word: string): boolean => {
  const parts = word.split("-").filter(isCondition)
  return parts.length === 0 ? isCondition(word) : !parts.every((part) => thing.test(part))
}

/** Words of something that is not the house, nor who is in it, nor a day or a time. */
const isOther = (written: string): boolean => {
  // What is sold is no place.
  const text = written.replace(/(?<=[a-z] )(?:sales|services?|ventes?|counters?|comptoirs?)(?![a-z])/g, "thing")
  const { tokens, unknown } = saidIn(text)
  return unknown.some((word) => word.length > 2) && !unknown.some((word) => nearDay.test(word)) &&
    !unknown.some(isConditional) && !house.test(text) &&
    !limits.test(text) &&
    !people.test(text) && tokens.every(({ _tag }) => joints.has(_tag) && _tag !== "Place")
}

/** A day that is badly mistyped is none of these. */
const nearDay =
  /^(?:mo|tu|we|th|fr|sa|su|lu|ma|me|je|ve|di)[a-z]*d[a-z]{0,4}$|^(?:mon|tue|wed|thu|thr|fri|sat|sun|lun|jeu|ven(?!te)|sam|dim)[a-z]{0,6}$/
/** Words that begin a condition elsewhere, and here name what has an end of its own. */
const thing =
  /^(?:deliver\w*|livraisons?|kitchen|cuisine|pick-?ups?|cueillettes?|ramassage|retours?|returns?|tours?|voicemail|drive\w*|phones?|tel\w*|support|soutien|atm|online|ligne|web\w*|last|derniere?s?|message\w*|sur|sous|on|by|as)$/

const people =
  /(?<![a-z])(?:members?|membres?|residents?|clients?|clientele|customers?|patients?|guests?|visitors?|visiteurs?|public|adults?|adultes?|kids?|children|enfants?|seniors?|aines?|students?|etudiants?|women|femmes|men|hommes|new|nouve\w*|back|gone|away|lates?|on call)(?![a-z])/

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
  const named = (endOfOther.exec(text) ?? (whole || served.test(timed?.[1] ?? "") ? timed : null))?.[1]
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

/** How one books, which some do and none must. */
const booking = new RegExp(
  "^(?:(?:reserve[rz]?|book|order|commande[rz]?) (?:online|en ligne|by phone|par telephone)(?: [a-z☎.'-]+){0,5}|(?:(?:you can |vous pouvez |please |veuillez )?(?:book|make|take|prendre|prenez|reserve[rz]?) )?(?:(?:your|an?|un|une|votre|vos|same-day|next-day|online|phone|video|virtual) )*" +
    "(?:prise de )?(?:appointments?|bookings?|reservations?|rendez-vous|rdv|tables?|tickets?|billets?|orders?|commandes?|classes|cours|courts?|terrains?)" +
    "(?: (?:are|is|sont|est))?(?: (?:available|possible|offered|accepted|online|en ligne|by phone|par telephone|through|via|on|at|sur|with|aupres|a))(?: [a-z☎.'-]+){0,5})$"
)
const forGroups =
  /^(?:reservations?|bookings?) (?:(?:are|is|sont) )?(?:strongly )?(?:recommended|suggested|preferred|required|accepted|conseillees?|recommandees?|requises?|acceptees?) (?:for|pour) (?:les |large |larger )?(?:parties|groups?|groupes)(?: (?:of|de|over) \d+)?(?: (?:or more|et plus|people|personnes|or larger|\+))*$/
/** "We answer e-mails within 24 hours" */
const within =
  /^(?:we|on|nous) (?:respond|reply|answer|return|call back|get back|repond\w*|retourn\w*|rappel\w*)(?: [a-z'-]+){0,5} (?:within|in|sous|dans les|en|dans un delai de) (?:\d+|1 to \d+|\d+-\d+) ?(?:business |working )?(?:hours?|hrs?|h|heures?|days?|jours?)(?: ouvrables?)?$/
const isBooking = (text: string): boolean =>
  forGroups.test(text) || within.test(text) || booking.test(text) &&
    !/(?<![a-z])(?:only|seulement|uniquement|required|obligatoires?|requests?|demande|hours?|heures?)(?![a-z])/.test(
      text
    ) &&
    saidIn(text).tokens.every(({ _tag }) => joints.has(_tag))

/** What a whole sentence can say of hours without a day or a time: in which case, about when, for whom, for how long. */
const changing = new RegExp(
  "(?<![a-z])(?:only|seulement|uniquement|exclusi\\w*|strict\\w*|reserv\\w*|limit\\w*|restrict\\w*|prior\\w*|" +
    "if|si|s'il|when\\w*|quand|lorsque|unless|while|until|till?|jusqu\\w*|depend\\w*|selon|according|subject|sujette?s?|vari\\w*|var(?:y|ies|ying)|" +
    "chang\\w*|modif\\w*|adjust\\w*|ajust\\w*|weather|meteo|storms?|tempetes?|snow\\w*|neige\\w*|rain\\w*|pluie|verglas|permitting|" +
    "approx\\w*|about|around|environ|rough\\w*|circa|ish|vers|peu|pres|usual\\w*|general\\w*|normal\\w*|typical\\w*|sometimes|often|most\\w*|parfois|" +
    "souvent|habitu\\w*|d'habitude|may|might|could|should|would|peut|peuvent|pourrai\\w*|devrai\\w*|possib\\w*|probabl\\w*|maybe|perhaps|peut-etre|hope\\w*|theor\\w*|princip\\w*|" +
    "temporar\\w*|temporai\\w*|provis\\w*|exception\\w*|special\\w*|except\\w*|sauf|hormis|appointments?|appts?|rendez-vous|rdv|rv|" +
    "bookings?|requests?|demande|on-demand|demand|confirm\\w*|verif\\w*|check(?!-| in| out)\\w*|before|avant|ahead|first|d'abord|now\\w*|current\\w*|presently|presentement|" +
    "actuel\\w*|today|tomorrow|aujourd'hui|demain|weeks?|semaines?|months?|mois|years?|annee|new|nouv\\w*|next|prochain\\w*|start\\w*|effective|begin\\w*|" +
    "debut\\w*|soon|bientot|moving|moved|demenag\\w*|relocat\\w*|renov\\w*|travaux|construction|covid\\w*|every|each|chaque|alternat\\w*|alternance|other|others|autres?|" +
    "some|certain\\w*|second|odd|even|biweekly|twice|once|fois|times?|more|less|plus|moins|long\\w*|short\\w*|earl\\w*|later?|tot|tard|extra|extend\\w*|prolong\\w*|" +
    "reduc\\w*|reduit\\w*|partial\\w*|partiel\\w*|half|demi|chance|luck\\w*|tant|random|flexib\\w*|souple|need\\w*|besoin|supplies|sold|epuise\\w*|" +
    "arrang\\w*|entente|private|privee?s?|emergenc\\w*|urgen\\w*|garde|on-call|regist\\w*|inscri\\w*|walk-?ins?|remote\\w*|teletravail|virtual\\w*|in person|personne|" +
    "phone\\w*|telephon\\w*|online|ligne|website|web|facebook|google|see|voir|consult\\w*|posted|affich\\w*|call\\w*|appel\\w*|dispon\\w*|avail\\w*|" +
    "part|as|by|per|out|away|absent\\w*|back|return\\w*|retour\\w*|in and out|busy|slow|guess|think|pense|crois|sure|plan\\w*|prevu\\w*|trial|essai|" +
    "operat\\w*|schedul\\w*|arriv\\w*|here|there|on duty|work\\w*|give or take|on and off|gone|miss\\w*|skeleton)(?![a-z])"
)
const ofHours =
  /(?<![a-z])(?:hours?|heures?|hrs|horaires?|opening|reopen\w*|re-?ouv\w*|ouverture|closing|fermeture|opens?|opened|ouvr\w*|ouvert\w*|closed?|closes|closure|ferm(?:e|es|ee|ees|ons|ent|er)|shut\w*)(?![a-z-])/
/** Those that need no appointment. */
const welcomed =
  /walk-?ins? (?:(?:are|is|always) )*(?:welcome|ok|okay|fine|accepted)|(?:take|accept|welcome)s? (?:all )?walk-?ins?|appointments? (?:(?:are|get|have|take|given) )+(?:priority|precedence|preference)|accept\w* new (?=patients|clients|students|members)|nouveaux (?=patients|clients) (?:acceptes|bienvenus)/g
/** How much, how old, since when: no times. */
const numbers =
  /(?:since|depuis|established(?: in)?|est\.?|fondee? en) (?:19|20)\d\d|\$ ?\d+(?:[.,]\d\d)?|\d+(?:[.,]\d\d)? ?(?:% ?(?:off|de rabais)?|\$|€|dollars?|euros?|km|kms|lbs?|kg|cm|ft)(?![a-z])|(?:under|over|moins de|plus de) \d+(?: ans)?|\d+ ans(?: et (?:plus|moins))?|\d+ (?:and|&) (?:under|over|up)|\d+(?= (?!hours|heures|hrs|days|jours|weeks|semaines|months|minutes|mins)[a-z]{3,}s(?![a-z]))/g
/** A sentence that has nothing to do with hours: "Staff will help you load." */
const isUnrelated = (text: string): boolean => {
  const rest = text.replace(welcomed, "").replace(numbers, "").replace(/drop(?:ped|s)?[- ]?offs?/g, "left")
  if (/\d/.test(rest) || changing.test(rest) || ofHours.test(rest)) return false
  if (/^(?:for|pour|with|avec|or|ou|and|et|but|mais|to|a|par|sur|no|not|pas)(?![a-z])/.test(rest)) return false
  const { tokens, unknown } = saidIn(rest)
  return unknown.filter((word) => word.length > 2).length > (people.test(rest) ? 2 : 0) && rest.includes(" ") &&
    !unknown.some(isSeason) &&
    !unknown.some((word) => nearDay.test(word)) && tokens.every(({ _tag }) => joints.has(_tag))
}

const offered =
  /^(?:the |la |le |les )?(.+?) (?:(?:is|are|est|sont) )?(?:available|offered|provided|possibles?|disponibles?|offerte?s?|accepted|acceptee?s?)(?: (?:here|on site|sur place|on request|sur demande|(?:at|in|by|via|from|through|a|au|dans|par) [a-z' ]+))?$/
/** "Curbside pickup available" */
const isOffered = (text: string): boolean => {
  const subject = offered.exec(text)?.[1]
  return subject !== undefined && isOther(subject) && !visits.test(subject)
}

const event =
  /(?<![a-z])(?:discounts?|rabais|music|musique|trivia|bingo|karaoke|quiz|jam|story ?time|heure du conte|wings?|tacos?|admission|free|gratuite?s?|tournaments?|tournois?)(?![a-z])/
/** "Live music on Fridays" */
const isEvent = (text: string): boolean =>
  event.test(text) && !/\d/.test(text) && !ofHours.test(text) &&
  !changing.test(text.replace(/every|each|chaque|times?|first|1er|premier/g, "")) &&
  saidIn(text).tokens.every(({ _tag }) => joints.has(_tag) || _tag === "Days" || _tag === "Part")

const isRemark = (written: string, whole: boolean) => {
  const text = written.replace(/24[- ]?h(?:ou)?rs?(?= [a-z])/g, "24 hours")
    .replace(/service au volant/g, "drive-thru").replace(/visites? (?:guidees?|de groupe)/g, "tours")
    .replace(/mobilite reduite|heure du conte/g, "story")
  return (
    isContact(text) || isMachine(text) || isRelative(text) || isTimeOfOther(text, whole) || isOnRequest(text) ||
    isNeeded(text) || isUnrelated(text) || isBooking(text) ||
    someHours.test(text) || isOffered(text) || isEvent(text)
  )
}

const streets =
  "street|st|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|boul|highway|hwy|crescent|cres|court|ct|place|way|square|sq|parade|pde|terrace|quay|parkway|pkwy|row|mews"
const rues = "rue|avenue|av|boulevard|boul|bd|chemin|ch|route|place|quai|cours|impasse|allee|rang|montee|cote|square"
const street = new RegExp(
  "^(?:(?:located|situated|find us|situee?|nous sommes|address|adresse) ?:? ?)?(?:at |au |a )?\\d{1,5}[a-d]?(?: bis| ter)?,? +" +
    `(?:(?:[a-z'.-]+ ){0,3}(?:${streets})(?![a-z])\\.?(?: (?:north|south|east|west|[nsew])(?![a-z]))?|(?:${rues})\\.? (?:[a-z'-]+ ?){1,5})(?: ☎*)?$`
)
const town = /^[a-z'() -]*(?: ?(?:\d{4,5}|[a-z]\d[a-z] ?\d[a-z]\d|[a-z]{1,2}\d{1,2}[a-z]? \d[a-z]{2}))?(?: [a-z' -]+)?$/

/** A street with its number, and the town behind it. */
const isAddress = (part: string, behindStreet: boolean): boolean => {
  if (/^(?:at the |on the |au )?(?:corner|coin) (?:of |des? |du )/.test(part)) return true
  const isStreet = street.test(part)
  return (isStreet || (behindStreet && town.test(part))) &&
    !tellsHours(part.replace(/\d+/g, "").replace(/(?<![a-z])(?:th|st|[nsew])(?![a-z])/g, ""))
}

/** Whether all is told that a week needs: days, and from when to when. */
export const isTold = (tokens: ReadonlyArray<Token>): boolean =>
  tokens.some(({ _tag }) => _tag === "Days") &&
  (tokens.some(({ _tag }) => _tag === "AllDay") || tokens.filter(({ _tag }) => _tag === "Clock").length > 1)

/**
 * A line without its sentences, and parts of sentences, that are told of something else than the house: they have no day
 * of their own. `before`: what the lines before it say.
 */
export const withoutRemarks = (line: string, before: ReadonlyArray<Token>): string => {
  const hidden = line.replace(contact, (it) => masked.repeat(it.length))
    .replace(/(?<=(?:^|[\s,;(])\d{1,5}),(?= (?:rue|avenue|av|boul|boulevard|chemin|ch|route|place|rang|montee|cote)(?![a-z]))/g, " ")
  const said = [...before]
  let at = 0
  let behindStreet = false
  const kept: Array<string> = []
  const keep = (length: number) => kept.push(line.slice(at, at + length))
  for (const [index, sentence] of hidden.split(end).entries()) {
    const told = isTold(said)
    const parts = sentence.split(comma)
    const isWhole = told || sentence.includes(masked)
    if (
      index % 2 === 0 && isWhole &&
      (isRemark(sentence.trim(), true) || parts.every((part, place) => place % 2 === 1 || isRemark(part.trim(), true)))
    ) {
      at += sentence.length
      // A dash in front of it joins nothing any more.
      if (/^\s*[-/]/.test(kept.at(-1) ?? "")) kept.splice(-1, 1, "; ")
      continue
    }
    for (const [place, part] of parts.entries()) {
      const isPart = index % 2 === 0 && place % 2 === 0
      if (isPart && part.trim() !== "") behindStreet = isAddress(part.trim(), behindStreet)
      if (!isPart || !(behindStreet || (isTold(said) && isRemark(part.trim(), false)))) {
        keep(part.length)
        if (isPart) said.push(...saidIn(part).tokens)
      }
      at += part.length
    }
  }
  return kept.join("")
}
