import type { Cue } from "./Names.ts"

/** What leads to a name, as folded words with one space in between, ending where the name begins. */
const before: ReadonlyArray<readonly [Cue, RegExp]> = [
  [
    "strong",
    /\b(?:my|the|his|her|their|your|our|whose|full|first|last|middle|maiden|legal|family|sur|husband 's|wife 's|son 's|daughter 's|mother 's|father 's|patient 's|child 's) ?names? (?:is|'s|was|are|would be|should be|:)(?: (?:uh|um|actually|spelled|just|listed as|registered as|:))*$/
  ],
  ["strong", /\bname 's$/],
  ["strong", /\bnames? (?:is|was|:|of|,)(?: (?:uh|um|:))*$/],
  ["strong", /\b(?:under|in|by|for) (?:the )?(?:last |first |family |sur)?names?(?: of)?$/],
  ["strong", /\b(?:first|last|middle|maiden|family|married|birth|given|legal) names? ?,?$/],
  ["strong", /\bsurname(?: is| 's|,)?$/],
  ["strong", /\b(?:on behalf of|named|called me|i go by|goes by)$/],
  [
    "strong",
    /\b(?:somebody|someone|somebody else|someone else|(?:guy|woman|man|lady|girl|gentleman|fellow|nurse|kid)) (?:called|by the name of)$/
  ],
  [
    "strong",
    /\b(?:may|can|could|please|just|to|they|everyone|everybody|people|folks|friends|all|mostly|usually) calls? (?:me|him|her|us)$/
  ],
  [
    "strong",
    /\b(?:booked|reserved|book|put|listed|filed|registered|reservation|reservation 's|look|try|check|it|it 's|membership 's|account 's|policy 's|file 's|is) (?:it |that |me |us )?under$/
  ],
  ["strong", /\b(?:know|knows|known) (?:(?:me|him|her|them) )?as$/],
  [
    "strong",
    /\b(?:nicknamed|aka|a k a|also known as|better known as|short for|alias|surnommee?|connue? (?:sous le nom de|comme))$/
  ],
  [
    "strong",
    /\b(?:just|simply|you can|juste|peux|pouvez) (?:put|write|mettez|mettre|mets|ecrivez|ecrire|inscrivez|inscrire)(?: down)?$/
  ],
  ["strong", /\b(?:je m'|m'|s'|t'|il s'|elle s'|qui s') (?:appelle|appelais|appelait|appel|nomme)(?: (?:euh|donc))*$/],
  [
    "strong",
    /\b(?:mon|le|son|votre|notre|leur|ton) (?:nom|prenom)(?: complet| de famille| de fille| de jeune fille| de naissance)? (?:est|c' est|c' etait|serait|sera|etait|,|:)(?: (?:euh|c' est|:))*$/
  ],
  [
    "strong",
    /\b(?:nom|prenom)(?: complet| de famille| de fille| de jeune fille)? ?(?:est|c' est|:|,)?(?: (?:c' est|euh))*$/
  ],
  ["strong", /\b(?:au|sous le|le|du) (?:meme )?nom(?: de famille)? (?:de|d'|du|est)$/],
  ["strong", /\b(?:we 're|we are|it 's|this is|c' est|nous sommes|on est|ici) (?:the|les)$/],
  ["strong", /\b(?:appelez|appelle|appelles|appellent) moi$|\bappelez - moi$|\bm' appelle$/],
  ["strong", /\b(?:la famille|the family of)$/],
  ["strong", /\b(?:de la part|au nom) (?:de|d')$/],
  ["strong", /\b(?:moi )?c' est le (?:nom|prenom) (?:de|d')?$/],
  ["strong", /\b(?:nommee?s?|prenomme|prenommee|dite?) $/],
  [
    "strong",
    /\b(?:(?:une?|la|le) (?:nommee?|denommee?)|(?:quelqu'un|gars|monsieur|madame|dame|fille|femme|homme) (?:du nom de|nommee?))$/
  ],
  [
    "strong",
    /\b(?:patient|patiente|passenger|guest|tenant|account holder|card ?holder|beneficiary|titulaire|locataire|passager|emergency contact|contact|attn|attention|dear|cher|chere) (?:is|est|:|named|c' est|s' appelle|name is)?$/
  ],
  ["weak", /\b(?:made out to|addressed to|belongs to|signed by|owned by|sold to)$/],
  [
    "weak",
    /\b(?:this is|it 's|i am|i 'm|im|that 's|that is|it is|here is|we are|we 're|with|for|from|and|to|ask for|asking for|by|about|meet|see|saw|seeing|tell|told|know|thank you|thanks|hi|hello|hey|bye|goodbye|good morning|good afternoon|good evening|okay|ok|yes|no|sorry|welcome|talk to|speak to|speak with|spoke with|spoke to|talking to|talking with|met|called|regarding|reach|or|both|because|that|if|when|since|after)(?: ,)?$/
  ],
  [
    "weak",
    /\b(?:c' est|ici|je suis|moi c' est|moi|avec|pour|de|d'|et|a|chez|merci|bonjour|bonsoir|allo|salut|au revoir|bienvenue|oui|non|parfait|d' accord|parler a|parler avec|parle a|parle avec|rejoindre|voir|vu|vois|connais|demander|demande|appeler|rappeler|par|mon nom|contacter|dire a|dites a|ou|que|qu'|concernant|enchante|excusez moi)(?: ,)?$/
  ]
]

/** What follows a name: `… speaking`, `… à l'appareil`. */
const after =
  /^(?:,? ?(?:speaking|calling|here|on the line|a l' appareil|qui parle|qui appelle|qui vous parle|au telephone|au bout du fil)|,? ?(?:that 's|that is|c' est) (?:my|mon|ma) (?:husband|wife|son|daughter|partner|mom|mother|dad|father|sister|brother|friend|mari|femme|conjointe?|fils|fille|gars|garcon|mere|pere|soeur|frere|blonde|chum|ami|amie|voisine?))\b/

/** The cue that ends right in front of a word, if one does. */
export const cueBefore = (words: string): Cue | undefined => before.find(([, pattern]) => pattern.test(words))?.[0]

export const cueAfter = (words: string): boolean => after.test(words)

/** The speaker is about to say who they are. */
export const introduces =
  /(?:\b(?:this is|it 's|i 'm|im|i am|that 's|under|c' est|je suis|ici|merci|bonjour|bonsoir|hello|hi|hey|moi|allo|salut)(?: (?:uh|um|euh))?(?: ,)?)$/

/** Who is meant comes next: a capital here is a name, even of an ordinary word. */
export const identifies =
  /\b(?:this is|it 's|it is|i 'm|i am|is this|ask|ask for|asking for|speak with|speak to|speaking with|speaking to|spoke to|spoke with|talk to|talk with|talking to|talking with|tell|told|transfer me to|put me through to|connect me to|connect me with|message for|attention of|work with|met with|for|thanks|thank you|hi|hello|hey|bye|goodbye|under|was|c' est|ici|je suis|parlez? a|parler a|parle a|parlez? avec|parler avec|message a|message pour|transferer a|passer|dites a|dire a|dis a|demandez|demander|merci|bonjour|bonsoir|allo|salut|travaille avec|au nom de|rejoindre|joindre)(?: beaucoup| bien| so much| very much)?(?: ,)?$/

/** Nothing but a name comes next, or somebody who is spoken to. */
export const greets =
  /\b(?:hi|hello|hey|thanks|thank you|bye|goodbye|this is|i 'm|speak to|speak with|speaking with|spoke to|spoke with|ask for|husband|wife|merci|bonjour|salut|allo|ici|c' est|je suis|parler a|parle a|mari|femme|mr \.|mrs \.|m \.|mme)(?: beaucoup| bien| so much| very much)?(?: ,)?$/

/** Something is being spelled, and it is a name. */
export const spelling = /\b(?:names?|noms?|prenoms?|spell\w*|spelt|epel\w*|ecrit)\b/

/** `à` that leads to somebody, not somewhere. */
export const toSomebody =
  /\b(?:parle\w*|di[rt]\w*|message|donn\w+|demand\w+|envoy\w+|appartient|transf\w+|laiss\w+|remi\w+)(?: [a-z']+){0,2} a$|\b(?:celle|celui|ceux|celles|apres ca|ca va) a$/

/** Nothing but a name comes next: any word that is not of the commonest. */
export const calls =
  /\b(?:(?:m'|s'|t') appell?e|my name is|my name 's|mon (?:pre)?nom c' est|mon (?:pre)?nom est|calls? me)$/

/** What somebody does who is named in front of it. */
export const acts =
  /^(?:gave|told|said|says|called|calls|handles|knows|thinks|wants|picks|booked|appelle|dit|pense|sait|s' occupe|sent|recommended|referred|booked|promised|helped|m' a|m' avait|m' ont|va (?:me|vous|nous)|vous (?:a|avait|rappell\w+)|nous a)\b/

/** What nobody but somebody does, however common the word in front of it: `mark told me`. */
export const reports =
  /^(?:told (?:me|us|my|him|her)|said (?:he|she|i|we)|(?:was|is) supposed to|a dit qu|a dit que|m' a dit|m' avait dit|nous a dit)\b/

/** All that is left is what somebody is called. */
export const goesBy = /\b(?:everyone|everybody|people|folks|friends|tout le monde)(?: just)? (?:says?|dit)$/

/** A name is set right or looked up. */
export const singles =
  /\b(?:under|not|pas|through to|ask for|speak to|speak with|parler a|rejoindre|demandez|au nom de)$/

/** Somebody is asked for, whatever the case of the name. */
export const speaks =
  /\b(?:speak to|speak with|talk to|through to|ask for|asking for|parler a|parler avec|parle a|parle avec)$/

/** Streets that cross. */
export const corners =
  /\b(?:corner of|intersection of|coin de|coin|angle de|corner of \S+ and|coin de \S+ (?:et|pis)(?: de)?|angle de \S+ et(?: de)?)$/

/** Nothing but a name comes next, be it the commonest of words. */
export const appelle = /\b(?:m'|s'|t') appell?e$/

/** One name is said in the place of another. */
export const corrects = /\b(?:not|pas|rather than|instead of|plutot que)\b/

/** Who speaks stands in front of it. */
export const speaking = /^(?:speaking|a l' appareil|au telephone|qui parle)\b/

/** A house or a street is called after somebody. */
export const named = /\b(?:port\w+ le nom|nommee? en l' honneur|named (?:after|for|in honou?r of))(?: de| d'| du)?$/

/** Who made it comes next. */
export const authored =
  /\b(?:(?:anything|something|books?|novels?|poems?|songs?|albums?|records?|paintings?|films?|movies?|works?) by|(?:livres?|romans?|poemes?|albums?|disques?|toiles?|tableaux?) de|the (?:newest|latest)|le dernier)$/

/** Somebody is on a journey by air. */
export const flies =
  /\b(?:fly|flying|flies|flew|flights?|land|lands|landing|landed|airport|aeroport|terminal|vol|vols|avion|decolle\w*|atterri\w*|pars|partons|part|connection|layover|escale)\b/

/** What goes to a town. */
export const travels =
  /\b(?:bus|autobus|train|flight|vol|fly|flying|drive|driving|ship|shipping|deliver|delivery|livraison|livre[rz]?|moved|moving|demenager?|highway|autoroute|ferry|traversier) (?:to|a|vers|pour)$/

/** A make, a shop, a school, a work or the like is asked for, and nobody. */
export const asksThing =
  /\b(?:marques?|brands?|makes? (?:is|are|of|and)|(?:what|which|quel(?:le)?s?)(?: [a-z]+)? (?:make|models?|modeles?|kind|sorte|type|salon|magasin|store|shop|restaurant|resto|school|ecole|college|cegep|universite|university|pavillon|building|book|livre|films?|movie|songs?|chansons?|album|groupe|band|show|piece|play|spectacle|expo\w*|spice|epice|flavou?r|saveur|parfum|colou?r|couleur|banque|bank|insurer|assureur|airline|hotel|garage|team|equipe|outil|tool|pont|bridge|parc|park|station|metro|hospital|hopital|arret|stop|exit|sortie|aeroport|airport|arena|coverage|piano|guitar|guitare|velo|bike|car|auto|char|voiture|truck|camion|tractor|cheese|fromage|tea|coffee|biere|beer|wine|vin|dish|plat|sandwich|pizza|sauce|plant|plante|fleurs?|flowers?|variety|variete)|(?:book|song|movie|film|show|play|store|shop|place|livre|film|chanson) called|intersection|go to school|etudi\w+|did you study|study at|(?:buy|bought|achet\w+) (?:it|them|that|ca|at|from)|c' est quoi l' expo\w*)\b/

/** Somebody is asked for, though no name is. */
export const asksWho =
  /\b(?:who|whom|whose|qui|bride|groom|maries?|mariee)\b(?!.*\b(?:what|which|quel(?:le)?s?|when|quand|how much|combien|with|provider|insurer|carrier|company|compagnie|assureur|fournisseur)\b)/

/** An initial stands behind it. */
export const initials = /\binitiale?(?: (?:is|est|c' est|of|de|like|,|:))*$/

/** Whose number, card or birthday it is comes next. */
export const whose =
  /\b(?:nas|sin|ssn|social|insurance number|assurance sociale|health card|carte soleil|carte maladie|dob|birthday|date of birth|date de naissance|fete|anniversaire|phone|cell|cellulaire|telephone|courriel|email|permis|passeport|passport) (?:number )?(?:de|d'|for|of|a)$/
