import { phrase, type Rule } from "./Tokens.ts"

const meals = "(?:petit[- ]dejeuner|breakfast|brunch|lunch|dinner|supper|dejeuner|diner|souper)"

/** The same, of words that would say something alone. */
export const fillersFirst: ReadonlyArray<Rule> = [
  // What the columns of a table are.
  phrase(
    "(?<=^|\\n)(?:jours?|days?)[ |:;,]+(?:heure d')?(?:ouverture|open(?:s|ing)?|from|debut)[ |:;,]+(?:heure de )?(?:fermeture|clos(?:es?|ing)|to|fin)(?=\\n|$)"
  ),
  phrase("that'?s the only day|c'est (?:la seule journee|le seul jour)", { _tag: "Count", days: 1 }),
  phrase("c'est toute?|that'?s (?:about )?(?:all|it)(?: thats the schedule)?|au revoir|nous autres|ben (?:raide|dur)"),
  phrase(
    "(?:yes |oui )?(?:even|meme) (?:in |when it |sous |quand (?:il|y|ca) )(?:the |la )?(?:rains?|snows?|pluie|neige|pleut|mouille)"
  ),
  phrase(
    `(?:see y(?:ou|a)|come(?: back)?|back) (?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:on se voit|revenez|reviens) (?:le )?(?:lun|mar|mercre|jeu|vendre|same)di`
  ),
  phrase(
    "(?:have|passez) (?:a|1|une?) (?:good|nice|great|bonne|belle) (?:day|week-?end|week|1|journee|fin de semaine|semaine)|" +
      "bonne (?:fin de semaine|semaine|journee|soiree)|merci de (?:rappeler|votre appel)(?: plus tard)?"
  ),
  // Days that no week has.
  phrase("(?:pa|pd|ped|pro-?d|in-service|snow) days?|journees? pedago\\w*|long week-?ends?|longues fins de semaine"),
  phrase("je(?= (?:ferme|finis|ouvre|suis|commence|barre|debarre) )|y'? ?a (?:du monde|quelqu'(?:1|un))"),
  // "emergency clinic", which is what the house is.
  phrase(
    "emergency (?:department|room|clinic|hospital|dentist|vet(?:erinary)?|centre|center)s?(?: (?:clinic|hospital|cent(?:re|er)))?|" +
      "(?:clinique d')?urgence (?:veterinaire|dentaire)s?"
  ),
  phrase("(?<=(?:closed|ferme[es]*)[^.;\\n]{0,60})(?:toute la journee|all day)"),
  // "8-8 x 7 days", "working days: Monday to Saturday"
  phrase("x(?= ?7 (?:days|jours))|(?:working|business|opening) days(?= ?(?:are )?[:(-] ?(?:mon|tue))"),
  phrase("i am|i'm|good (?:morning|afternoon|evening)"),
  // « mon salon est ouvert », and no Monday.
  phrase("mon [a-z-]+(?= ?: ?(?:lun|mar|du )| (?:est|c'est|ouvre|ferme|il|elle)(?![a-z]))"),
  phrase(
    "so (?:we're|we are|it's) closed(?: then)?|beau temps,? (?:comme )?mauvais temps|rain or shine|no exceptions?|sans exception"
  ),
  phrase("soup kitchen|(?<=^|\\n)diner(?= ?(?:open|\\d))"),
  phrase("ou c'est|where (?:it is|it's)|when (?:it is|it's)"),
  // The farm, and what it does.
  phrase("(?<!(?:on|nous) )(?:a la|de la|la|notre|une) ferme(?: vend)?"),
  phrase(
    "(?:(?:we|nous|on|je) )?(?:(?:ne )?ferm\\w+ (?:pas|jamais)|(?:do not|don't|never) close|(?:stay |remain |reste )?(?:open|ouverte?s?) (?=through|during|over|pendant|sur)) ?" +
      "(?:(?:pour|a|sur|pendant|for|at|through|during|over|le|la|l'|the|heure du) ?)+(?:diner|dejeuner|midi|lunch|noon)(?: hour)?|" +
      "(?:lunch|(?:le |sur le temps de |pendant le |sur l'heure du )(?:midi|diner)),? (?:we|on|nous) (?:stay|reste|restons|sommes|est) (?:open|ouverte?s?)|" +
      "(?:(?:on|nous|je) )?(?:ne )?ferm\\w+ (?:pas|jamais) entre midi et (?:13 ?h|14 ?h|1 ?h|[12])|" +
      "pas de (?:pause|coupure|fermeture) (?:(?:a|le|du|de|pour) )*(?:midi|diner|dejeuner)|no (?:lunch|midday) (?:break|closure)",
    { _tag: "Unbroken" }
  ),
  // What is served, and no break.
  phrase(
    `(?<!(?:closed|ferme|break|pause|off)[^.;]*)(?:(?:${meals}(?:,? (?:and|et|&) |, ))+${meals}|(?:le )?midi et (?:le )?soir)`
  ),
  // « le midi, de 11 h 30 à 14 h »
  phrase("(?<!(?:ferme[a-z]*|-|a|le|les) ?)midi(?= ?: ?(?:du |le )?(?:\\d|lun|mar|mer|jeu|ven|sam|dim))"),
  phrase(
    "(?<!(?:closed|ferme[a-z]*|pause|a) )(?:tous )?les? midis?(?= ?[:,(]? ?(?:(?:de |entre )?\\d|du (?:lun|mar|mer|jeu|ven)))"
  ),
  // « on ferme une heure pour dîner, de midi à 13 h »
  phrase("(?:pour |for )?(?:1 heure|an hour|1 hour)(?= (?:pour|for|over|de)(?! midi)(?![a-z]))"),
  phrase("(?:the )?rest of the (?:working )?week(?=,? (?:mon|tue|wed|thu|fri|sat|sun))")
]

/** What it is that is always open: "24/7 towing". */
export const fillersLast: ReadonlyArray<Rule> = [
  [
    /(?<=^24 ?(?:\/ ?7|h(?:ou)?rs?|h) )(?!(?:access|emergenc|urgen|support|service|phone|line|ligne|atm|guichet|drop|online|help|self|key|entry)[a-z]*)[a-z]+(?: [a-z]+)?(?=[^\da-z][^\d]*$|$)/y,
    () => []
  ]
]

/** Words that change nothing in what is said of hours. */
export const fillers: ReadonlyArray<Rule> = [
  phrase(
    "(?:nos |notre |les |voici |our |the |regular |normal |usual |standard |business |office |opening |operating |" +
      "working |open )*(?:heures?|horaires?|hours?|hrs|times)(?: (?:d'ouverture|d'affaires?|de bureau|d'accueil|de service|" +
      "regulieres?|reguliers?|normales?|habituel(?:le)?s?|as follows|les suivant(?:e)?s|comme suit|of operation|of business|are|is|sont|est))*|schedule"
  ),
  phrase("d'ouverture|ouverture|ouver(?:te?)?s?|ouvre|open(?:s|ing|ed)?|d'affaires"),
  phrase(
    "nous sommes|nous accueillons|nous|on est|we are|we're|we|nos|notre|votre|our|your|the|is|are|est|sont|c'est|elle|il|" +
      "vous accueille(?:nt|ons)?|vous recoit|to the public|au public|a la clientele|vous"
  ),
  phrase(
    "du|de|des(?! ?(?:le |la |\\d))|les|le|la|from|on|at|in|of|for|pour|dans|lors|chaque|each|every|par semaine|" +
      "a week|per week"
  ),
  // What stands behind them has other hours than the days before.
  phrase(
    "with|w/|avec|(?:a bit |un peu )?(?:extended|shorter|longer|prolongees?|late)(?: nights?| hours)?|nocturnes?|" +
      "half[- ]days?|demi-journees?",
    { _tag: "Apart" }
  ),
  phrase(
    "hebdo(?:madaire)?|weekly|(?:of )?the working week|venez nous voir|apart|note that|(?:please )?note|" +
      "(?:veuillez |svp )?(?:prenez|prendre) note(?: que)?|(?:veuillez|a) noter(?: que)?|par contre|however|instead|" +
      "(?:instead of|au lieu de|rather than|plutot que?) (?:a |at )?(?:\\d{1,2}(?: ?[h:.] ?\\d{2}| ?h)?(?: ?[ap]\\.?m)?|noon|midi)"
  ),
  phrase("seulement|uniquement|only|aussi|also|toujours|always|inclusivement|inclusively|inclusive|incl\\."),
  phrase(
    "here|there|available|staff|team|(?:you can )?(?:reach|find|visit|call) us|" +
      "(?:come|drop|stop) (?:by|in|see us|visit us)|sharp|day|days|both(?: days)?|as well|too|just|full|currently|time|" +
      "local time|doors|take|operat(?:e|es|ing)|remains?|will be|be|has|have|it's|it|their|this is|business|all|serving|you"
  ),
  phrase(
    "ici|disponibles?|joignables?|equipe|personnel|on|" +
      "(?:vous )?pouvez nous (?:joindre|rejoindre|trouver|appeler|visiter)|(?:venez|passez)(?: nous voir)?|soit|juste|" +
      "les deux jours|egalement|de plus|tous|toutes|journees?(?! continue)|jours?|presente?s?|recevons|servons|pile|" +
      "restent|reste|demeure|y"
  ),
  phrase(
    "sans interruption(?: (?:le|a|pour le|sur le) midi)?|en continu|journee continue|non[- ]stop|sans pause|without interruption|straight thr(?:ough|u)|straight|(?:without (?:a )?(?:lunch )?|no )break"
  ),
  phrase("a l'annee(?: longue)?|toute l'annee|a longueur d'annee|all year(?: round| long)?|year[- ]round"),
  phrase(
    "cordialement|cdlt|cdt|accessibles?(?= (?:tous|7|every|24))|brunch(?= ?:? ?(?:de |from )?\\d)|walk-?ins? (?:are )?(?:fine|ok|okay|accepted|accueillis)|madame|monsieur|svp|s'il vous plait|please|bonjour|bienvenue|walk-?ins?(?: are)? welcome|welcome|hello|merci|thank you(?: (?:so much|for (?:calling|your (?:call|patience|business))))?|" +
      "see y?(?:ou|a|u)(?: soon| then)?|(?:et )?a bientot|au plaisir|pas (?:besoin )?de (?:rendez-vous|rdv)(?: (?:necessaires?|requis))?(?= ?[,.;!]|$)|" +
      "first come,? first served?|premier arrive,? premier servi|desolee?s?|sorry|sans (?:rendez-vous|rdv|reservation)|" +
      "(?:no|without) (?:appointments?|bookings?|reservations?) (?:is |are )?(?:needed|necessary|required)|" +
      "(?:sur |avec )?(?:rendez-vous|rdv|reservations?) (?:de preference|conseillee?s?|recommandee?s?|souhaitee?s?|preferables?)|" +
      "de preference sur rendez-vous|preferably by appointment|" +
      "(?:appointments?|appts?|bookings?|reservations?) (?:are |is )?(?:preferred|recommended|encouraged|suggested)|" +
      "(?:voice ?mail|answering machine|boite vocale|repondeur|messagerie)(?: (?:is|est|available|disponible|service|on|in service))*" +
      " (?:after hours|en dehors de|hors de|outside(?: of)?|after)(?: (?:ces|these|those|our|nos|les) (?:heures|hours|temps)|(?: d')?heures)?|" +
      "(?:after hours,? )?(?:please )?(?:veuillez )?(?:leave|laisse[rz]?)(?:[- ](?:nous|moi|us|me))? (?:an?|un|your|ton|votre) (?:voicemail|message)" +
      "(?: (?:en dehors de|hors de|outside(?: of)?|after) (?:(?:ces|these|our|nos|les) )?(?:heures|hours|hrs))?"
  )
]
