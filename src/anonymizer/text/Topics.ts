/** What a number, or an answer, is about. */
export type Topic =
  | "ACCOUNT"
  | "ADDRESS"
  | "CARD"
  | "CVV"
  | "DOB"
  | "EMAIL"
  | "EXPIRY"
  | "HEALTH"
  | "LAST_DIGITS"
  | "NAME"
  | "ORDER"
  | "PHONE"
  | "PIN"
  | "POSTAL"
  | "READBACK"
  | "SIN"

// Read from folded words with one space in between: no accents, apostrophes as `d' acces`.
const topics: ReadonlyArray<readonly [Topic, RegExp]> = [
  [
    "HEALTH",
    /\b(?:health (?:card|insurance|number|care)|medicare(?: card)?(?: number)?|(?:alberta|manitoba|saskatchewan|pei|nwt|yukon|nunavut|scotia|brunswick|newfoundland|ontario) health|care ?cards?|services card|hcn|phn|phin|mcp|medical (?:card|number|insurance)|ohip|ramq|r a m q|cartes? soleil|(?:d' )?assurance maladie|cartes? maladie|(?:quebec|ontario|alberta|manitoba|saskatchewan|yukon) cards?|cartes? (?:du quebec|de l' ontario|d' ontario)|securite sociale|(?:numero de )?secu|nam|n a m|mhsc|ahcip|msp|nihb|nir|carte vitale|carte sante|numero de maladie|version codes?|code de version|^(?:vc|ver|version|hcv|(?:card|health|hcn|hc|ohip) ver(?:sion)?)$)\b/g
  ],
  [
    "SIN",
    /\b(?:(?<!')(?:sin|s i n|s ?\. ?i ?\. ?n)|social (?:insurance|security)|ssn|nas|n a s|n \. a \. s|(?:d' )?assurance sociale|social number|(?:my|'s|her|his|your) social|the social(?! (?:media|network|worker|event|club|committee|hour|services?|assistance|studies|security|side|room|part|distanc\w+))|nass)\b/g
  ],
  [
    "CVV",
    /\b(?:cvv2?|cvc|cvd|ccv|c v v|c v c|csc|[sc]e ?ve ?(?:ve|ce)|see ?vee ?vee|security (?:code|number)|verification (?:code|number)|code de (?:securite|verification)|cryptogramme|(?:three|3) (?:digits?|numbers?)|(?:trois|3) (?:derniers )?chiffres|(?:on|in|at) the back(?: of (?:the|my|it)(?: card)?)?|a l' (?:endos|arriere)(?: de (?:la|ma) carte)?|(?:au (?:dos|verso)|en arriere|derriere)(?: de)?(?: (?:la|ma) carte)?|card code|code (?:de la|on the|of the) (?:carte|card)|(?:little|small|tiny|wee|back|crypto|signature) (?:numbers?|digits?|code)|(?:petite?s?|derniers) (?:numeros?|chiffres?)(?= (?:en|au|a|derriere|sur|de la carte|c' est|est|:))|petit code|(?:numero|chiffres) de securite|code secret|crypto|signature (?:strip|panel|bar)|(?:four|4) digits? (?:on|at|in) the front|(?:quatre|4) chiffres (?:en avant|sur le devant|au recto|devant))\b/g
  ],
  [
    "EXPIRY",
    /\b(?:expir\w+|exp|valid (?:until|thru|through|till)|valide jusqu\w*|good (?:until|thru|through)|echeance)\b/g
  ],
  [
    "PIN",
    /\b(?:pin|nip|p i n|n i p|passwords?|mot de passe|passcode|pass code|access code|code d' acces|(?<!(?:postal|zip|post|area|version|promo|error|dial(?:l?ing)?|dress|course|colou?r|paint|product|tax|discount|bar) )codes?(?! (?:postal|postaux|regional|de version|de cours|de couleur|de (?:la )?peinture|(?:du|de) produit|promo|d' erreur|qr|barres?)\b)|(?:door|gate|alarm|entry|buzzer|lockbox) code|code (?:de la |de |du |d' )?(?:porte|alarme|entree|barriere))\b/g
  ],
  [
    "LAST_DIGITS",
    /\b(?:last (?:two|2|three|3|four|4|five|5|digits?|numbers?)|final (?:digits|two|three|four)|(?:at the end|a la fin)(?! (?:of|de|du|des|d')(?: |$))|ending|ends? (?:in|with|by)|finit|finissant|fini|se termin\w+|termin\w+ (?:par|en)|(?:deux|2|quatre|4|trois|3|cinq|5) derniers?|derniers (?:deux|2|quatre|4|trois|3|cinq|5)|derniers chiffres)\b/g
  ],
  [
    "DOB",
    /\b(?:born|birth\w*|ddn|^(?:(?:and|et|the|le|l'|day|jour|,) )*(?:month|mois)(?= \?|$| ,)|date of birth|dob|d o b|b day|bday|naissance|nee?s? (?:le|en|un|au|a)|nee|(?:je suis|il est|elle est|est|suis) nee?|anniversaire|(?:ma|sa|ta) fete|(?:date|jour) de (?:ma |sa |ta |votre |mon |son )?fete|(?:what|which) year(?= \?|$| were| was)|quelle annee(?= \?|$| etes| es)|year of birth|annee de naissance|^(?:l' )?annee(?= \?|$)|^(?:the )?year(?= \?|$)|and the year(?= \?|$)|et l' annee(?= \?|$)|(?:etes|etait) (?:- vous )?nee?s?|nee? quand|(?:le )?jour et (?:le )?mois|(?:suis|chus?) (?:de|du|un|une) (?=\d\d(?!\d)|(?:mille|mil|dix - neuf|quarante|cinquante|soixante|quatre - vingt|quatre vingt)(?: |$))|day and (?:the )?month|month and (?:the )?day|eu [^ ]+(?: [^ ]+){0,3} ans|turn(?:ed|s|ing)? [^ ]+(?: [^ ]+){0,2} (?:on|this)|aura [^ ]+(?: [^ ]+){0,3} ans|(?:he|she) (?:'ll|will) (?:be|turn) [^ ]+(?: [^ ]+){0,2} (?:on|in|this))\b/g
  ],
  [
    "CARD",
    /\b(?:credit|debit|cards?|visa|master ?card|amex|american express|cartes?(?: de credit| de debit)?|interac)\b/g
  ],
  [
    "ORDER",
    /\b(?:orders?|commandes?|catalogues?|catalogs?|invoices?|factures?|tickets?|tracking|suivi|colis|parcels?|model|modele|room|chambre|flight|vol|lot|item|article|(?<!(?:first|second|third|last|next|other|final) )(?:part|piece)|serial|serie|promo codes?|codes? promo|coupon|prescriptions?|rx|refills?|ordonnances?|cheques?|error codes?|codes? d' erreur|codes? qr|case)\b/g
  ],
  [
    "ACCOUNT",
    /\b(?:(?:booking|confirmation|reservation) (?:numbers?|no|codes?|ref(?:erence)?s?)|(?:numero|no|code|reference) (?:de |d' )(?:la |ma |votre |l' )?(?:confirmation|reservation)|(?:booking|confirmation|reservation)(?: (?:is|'s|c' est|est|:|,|#))*$|sinistres?|adherent\w*|folio|loyalty|fidelite|staff (?:number|id)|tag numbers?|accounts?|acct|comptes?|(?:loan|mortgage|badge|certificate|subscriber|beneficiary|patient|group|registration) (?:numbers?|no|account|file)|(?:numero|no) (?:de |du |d' )(?:la |l' )?(?:pret|hypotheque|badge|certificat|beneficiaire|abonnement|abonne|groupe|patient|inscription)|transit|institution|branch|succursale|polic(?:y|ies)|police|dossiers?|file|claims?|reclamation|ref(?:erence)?|licen[cs]e|driver 's|permis|passports?|passeports?|(?:licen[cs]e )?plates?|plaques?|immatriculation|matricule|member(?:ship)?|membre|client|customer|employee|employe|student|etudiant|contrats?|contract|iban|swift|routing|vin|mrn|chart|(?:record|health record) (?:number|no)|^record$|(?:tax|gst|hst|tps|tvq) (?:number|id|account|registration)|id)\b/g
  ],
  [
    "POSTAL",
    /\b(?:(?:postal|zip)(?: codes?)?|postale|post code|postcode|npa|(?:trois|3) (?:premiers|derniers) caracteres|(?:premiers|derniers) caracteres|(?:first|last) (?:three|3) characters)\b/g
  ],
  [
    "EMAIL",
    /\b(?:(?:before|after|avant|apres) (?:the |l' )?at(?= \?)|(?:what|which) domain|(?:quel|nom de) domaine|^(?:(?:the|le|et le|and the) )?domaine?(?= \?)|e ?-? ?mails?|courriels?|adresse electronique|mail|arobas\w*|at sign)\b/g
  ],
  [
    "PHONE",
    /\b(?:un(?: autre| bon)? numero(?= (?:ou|pour|a qui)(?: |$)| \?)|(?:an?|another|good) (?:good |other |better )?number(?= (?:for|where|to|we|i|in case)(?: |$)| \?)|(?:what|which)(?: 's| is)?(?: the)?(?: best)? number (?=(?:can|should|do|would|to|for|we|i)(?: |$))|^(?:and |et )?(?:the |le |votre )?(?:number|numero)(?= \?)|phones?|telephones?|tel|cell(?:ulaires?|ular|phone)?|mobile|call (?:me|us|him|her|you|back)|reach (?:me|us|him|her|you)|text (?:me|him|her|you)|rappel\w*|(?:re)?joindre|contacter|callback|call back|(?:my|your|his|her|our|best|contact) numbers?|(?:mon|votre|ton|son|notre) numeros?(?! (?:de|d') (?!tel|cel|mobile|maison|bureau|travail|rappel))|fax|sms|texto|landline|area codes?|codes? regiona\w+|country code|indicatif)\b/g
  ],
  [
    "ADDRESS",
    /\b(?:(?:room|bed|cabin|berth|slip|pitch|site|ward) (?:number|no)|(?:which|what) (?:room|bed|cabin|berth|slip|pitch|ward)|(?:numero|no) (?:de |d' )(?:la |l' |votre )?(?:chambre|lit|emplacement|cabine|couchette|roulotte)|quel(?:le)? (?:chambre|lit|emplacement|cabine|couchette|ponton)|address(?:es)?|adresses?|live|lives|living|located|habit\w+|demeur\w+|rest(?:e|ons|ent) (?:au|sur|dans)|vi(?:t|s|vent) (?:au|sur|dans|a)|on est (?:au|sur)|domicile|residence|street|rue|livr\w+|deliver\w*|ship\w*|mail (?:it|me|that)|(?:send|bring|drop) (?:it|them|that|this|everything|me|us)|envoy\w+|apartment|apt|unit|suite|appartement|appart|logement|civique|civic|house number|numero de porte|quelle maison|\d{1,5} (?:, )?(?:[^ ,?]+ ){0,3}(?:st|road|rd|avenue|ave|drive|lane|crescent|court|chemin|boulevard|boul|rang|montee|terrace)|\d{1,5} (?:, )?(?:chemin|boulevard|boul|rang|montee|avenue|cote)|(?:une?|votre|quelle|la|l') ?unite|(?:votre|quelle) porte|(?:votre|quel|l') ?(?:immeuble|batiment)|quel condo|legal (?:land )?(?:description|location)|(?:which|what) (?:house|door|place|property(?! tax)|building|tower|entrance|floor|street|lot|level|unit|stall|site|trailer|pad)|quelle roulotte|(?<=and )where(?= ?\?)|(?:vous|tu) (?:habit|demeur|rest)\w+|(?:on|nous|je|tu|vous|faut|il|elle|ils) [a-z' -]{1,24} ou(?= (?:pour|exactement|avec|ca|au juste)(?: |$)| ?[?,.]|$)|where(?= (?:is|'s|are|do|does|did|should|can|could|shall|would|will|to|exactly|you|the|your|we)(?: |$))|quel(?:le)? (?:etage|coin|rue|lot|tour|entree|batiment|immeuble|numero de rue)|(?:which|what) (?:floor|street|tower|entrance|lot)|emplacement|chantier|(?:^|\? |, )ou (?:est|sont|se|s'|ca|c'|on|exactement|habit\w+|demeur\w+|rest\w+|livr\w+|doit|devons|faut|voulez|peut|je|etes|vous)|ou exactement|ou(?= (?:ca )?\?$))\b/g
  ],
  // A number is read back: what is said next corrects it.
  ["READBACK", /\b\d{3} [-.] \d{3} [-.] \d{1,3}$|\b\d{3} (?:[-.) ]+ ?)?\d{3} (?:[-.] )?\d{4}\b|\b\d{10}\b/g],
  [
    "NAME",
    /\b(?:names?|noms?|prenoms?|who am i|whom|who is (?:this|calling|it)|who 's (?:this|calling|speaking)|speaking with|speak to|a qui ai|qui (?:est|parle|appelle|dois)|vous appelez|appelle t|t' appelles|spell(?:ed|ing)?|spelt|ecri(?:t|vez|re)|epeler|epelez|epelle|surname|(?:monsieur|madame|mister|mr|mrs|ms|miss)(?= (?:comment|who)|(?: \.)* \?)|nommez)\b/g
  ]
]

/** The topics that `words` name, and where each is named last (`end`) and first (`start`). */
const mentions = (words: string, among?: ReadonlySet<Topic>) =>
  topics.flatMap(([topic, pattern]) =>
    (among !== undefined && !among.has(topic)) || words.search(pattern) < 0
      ? []
      : [...words.matchAll(pattern)].map(({ 0: match, index }) => ({ topic, start: index, end: index + match.length }))
  )

/** Whether `words` are about that, among other things. */
export const isAbout = (words: string, topic: Topic): boolean =>
  topics.some(([about, pattern]) => about === topic && words.search(pattern) >= 0)

/** Everything that `words` are about. */
export const topicsOf = (words: string): ReadonlySet<Topic> =>
  new Set(topics.flatMap(([topic, pattern]) => words.search(pattern) < 0 ? [] : [topic]))

/** The topic named last in `words`; of two that end together, the longer. */
export const lastTopic = (words: string, among?: ReadonlySet<Topic>): Topic | undefined =>
  mentions(words, among).sort((a, b) => a.end - b.end || b.start - a.start).at(-1)?.topic

/** The topic named first in `words`. */
export const firstTopic = (words: string, among?: ReadonlySet<Topic>): Topic | undefined =>
  mentions(words, among).sort((a, b) => a.start - b.start || b.end - a.end)[0]?.topic
