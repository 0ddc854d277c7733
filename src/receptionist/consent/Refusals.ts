import { oneOf, says } from "./Phrase.ts"

const not = oneOf("not|never|no longer|neither|pas|plus|jamais|aucunement|point|ni")
const willing = oneOf(
  `want|wanted|wish|like|love|agree|agreed|agreeing|consent|consented|consenting|accept|accepted|allow|allowed|authorize
  |authorized|authorise|permit|permitted|approve|appreciate|okay|ok|fine|comfortable|happy|good|cool|alright|all right|interested
  |willing|keen|need|care for|feel like|feel comfortable|give|giving|given|gave|have (my|our|any|the) (permission|consent|right)
  |have permission|have consent|supposed|enjoy|think you should|see why you need|opt in|sign up|going to let|let you|letting you`,
  `veux|veut|voulons|voudrais|voulais|souhaite|souhaiterais|desire|aime|aimerais|accepte|accepter|accepterai|consens|consent
  |consentir|autorise|autoriser|permets|permettre|donne|donner|donnerai|tiens|approuve|tente|interesse|envie|aise|daccord|confortable
  |ok|okay|correct|besoin|droit|permission|autorisation|consentement|question|oblige|obliges|obligee|necessaire|fan|chaud|chaude
  |veulent|tolere|apprecie|ideal|convient`
)
const against = oneOf(
  `refuse|refusing|refused|decline|declining|object|objecting|objection|oppose|opposed|reject|against|hate|dislike|withdraw
  |withdrawing|revoke|revoking|forbid|prohibit|uncomfortable|bothers me|bothered|disagree|take back|opt out|opting out|opted out
  |problem|issue|rescind|deny|do mind|i mind|creeps me out|makes me|would rather not|prefer not|pass on|say no|saying no|refrain|abstain|nervous|anxious|weird|creepy|unacceptable|skip|avoid|exempt|excluded|veto`,
  `refuse|refuser|refusons|oppose|opposons|decline|contre|objecte|derange|derangeant|derangerait|gene|achale|stresse|gosse|inacceptable|hors|agace|hais|hai|deteste|interdis|interdit|defends|defendu
  |inconfortable|mal a l aise|retire|retirer|revoque|probleme|evite|eviter|evitez|eviterais|pantoute|hors de question|objection
  |rien savoir|rechigne|passer? mon tour|m en passer|m en passerais|arret de|destruction|dire non|reticent|reticente|mieux pas|autant pas|prefere pas|prefererais pas`
)
const stop = oneOf(
  `stop|stopping|quit|cease|end|pause|halt|kill|cut|cut off|turn off|switch off|shut off|shut down|disable|deactivate|delete|erase
  |erasing|deleting|destroy|remove|cancel|wipe|get rid of|discard|scrap|throw out|turning off|drop|suspend|discontinue`,
  `arret(e|er|ez|iez|ons)|cess(e|er|ez|iez)|stop|stopper|stoppez|stoppe|coup(e|er|ez|iez)|ferm(e|er|ez|iez)|etei(gnez|ndre|ns|gniez)
  |desactiv(e|er|ez|iez)|effac(e|er|ez|iez)|supprim(e|er|ez|iez)|detrui(re|sez|siez|s)|annul(e|er|ez|iez)|interromp(re|ez|iez|s)
  |enlev(e|er|ez|iez)|retir(er|ez|iez)|mett(re|ez|iez) (fin a|sur pause|en pause)|debranch(e|er|ez|iez)|suspend(re|ez|iez)|jet(er|ez)
  |lach(e|er|ez)|ot(e|er|ez)|fini(r|ssez)`
)
const ended = oneOf(
  "off|stopped|erased|deleted|destroyed|removed|cancelled|canceled|disabled|paused|ended|gone|arrete|efface|detruit|supprime|ferme|coupe|desactive"
)
const wishing = oneOf(
  `hope|hoping|sure|prefer|rather|wish|want|appreciate|better|ask|asking|asked|demand|insist|long as|provided|condition|tant que|told
  |would like|comfortable|easier|happier|feel better|request|requesting|best if|grateful|need|only if|ensure|trust`,
  `espere|esperais|assur(ez|e|er)|prefere|prefererais|souhaite|souhaiterais|voudrais|veux|aimerais|exige|demande|demanderais|mieux
  |apprecierais|insiste|condition|faut|sure|certain|faites|tiens|garanti(r|ssez)|verifi(ez|er)`
)
const person = oneOf("you|they|we|it|this|that|call|conversation|he|she|system|line|there|vous|tu|on|ils|ca|c|appel")
/** Between the words of a wish and what is wished, but not where a question comes between. */
const gap = (most: number) =>
  `((?!${
    oneOf("know|knowing|savoir|why|pourquoi|whether|si|comment|how|copy|copie|understand|comprends")
  } )\\S+ ){0,${most}}`

const between =
  "((be|being|to be|ever|get|getting|have|having|dare|to|start|keep|continue|you|it|go on|do|this|call|the call|any|a|please|me|us) )*"
const entre =
  `((etre|d|de|que|qu|vous|tu|on|soit|sois|m|me|nous|l|la|le|se|faire|fasse|fassiez|appel|conversation|ca|cet|ait|a|avoir
  |quelconque|un|en|sur|ce|j|je|ma|voix|y|surtout|du tout|d accord) )*`

/** "You do not record", "is this not recorded", "c'est pas enregistré": said of the recording, not of what is wanted. */
const states = says(
  `${person}_(is|are|was|were|do|does|did|have|has|had|will have)_not ((be|being|been|ever|going to) )*REC`,
  `(do|does|did|is|are|was|were|have|has)_${person}_(${person}_)?not ((be|being|been|ever) )*REC`,
  `(why|pourquoi|how come) ~4 not ((be|being) )*REC`,
  `(est|suis|sont|etait|sera|ete|etes|ai|avez|as|a|ont|serai) (tu )?(pas|plus|jamais) ((un|d|ete|etre|encore|en train de|vraiment) )*REC`,
  `(vous|tu|on|ils|ca|l|c est) ((l|la|le) )*REC (pas|plus|jamais)`
)

/** "You are not recording me!" Without a "right?" behind it, it is an order. */
const commands = says(`you are not (going to )?REC (me|us|this)#|vous (m|nous) REC pas#`)

/** "I hope you're not recording", "assurez-vous que ce soit pas enregistré". */
const wishes = says(
  `${wishing} ${gap(7)}(not|never) ~3 REC|(line|call|ligne|appel) (that|which|qui) (is|are|est|soit) (not|pas) REC`,
  `${wishing} ${gap(7)}(pas|plus|jamais|aucun) ${entre}REC`,
  `${wishing} ${gap(6)}REC ((moi|nous|cet|l|appel|ca|la|conversation|cette) )*(pas|plus|jamais)`
)

/** "Don't record", "not recorded", "pas d'enregistrement", "sans être enregistré". */
const excludes = says(
  `not ${between}REC`,
  `(pas|plus|jamais|aucun|aucune) ${entre}REC`,
  `(sans|without) (the )?${entre}${between}REC`,
  `REC ((moi|nous|ca|le|la|l|cet|cette|ce|appel|conversation|donc|surtout|rien|en|les|tout|voix|ma|mon) )*(pas|plus|jamais|rien)`,
  `no_((more|audio|call|phone|voice) )*REC|non (a|au|pour) ~2 REC`,
  `no (need|reason|way|point|right|permission|desire|interest) ~5 REC`,
  `(zero|nobody|no one|nothing|none of this|never|personne) ((is|should|to be|gets|can|may|be|will|must|ever) )*REC`
)

/** "I don't want to be recorded", "recording makes me uncomfortable", "stop the recording". */
const resists = says(
  `${not} ${gap(3)}${willing} ${gap(9)}REC`,
  `${willing} ~2 ${not} ${gap(9)}REC`,
  `REC ~5 ${not} ~2 ${willing}( (that|it|this|ca|cela|to be|you to|with that|with it|du tout|at all)|#)`,
  `${against} ${gap(9)}REC|REC ~5 (i|je|me|m|makes me|is) ~1 ${against}`,
  `${stop} ~6 REC|REC (a )?${ended}|(off|out|out of) ~1 REC|REC (nothing|none)|(turn|shut|switch|put|take|cut|leave|keep) ~4 REC (off|down|away|out)`,
  `(want|wants|need|like|have|get|prefer) ~4 REC ~2 ${ended}|REC (soit|be|soient|to be) ${ended}`,
  `(without|sans) ((my|mon|ma|our|any) )?(permission|consent|authorization|consentement|autorisation|accord)`,
  `(if|si) ~3 REC ~5 (hang|hanging|raccroche|raccrocherai|rather|${stop})|(hang|hanging|raccroche|raccrocher|raccrocherai) ~2 (if|si) ~3 REC`,
  `(never|not|jamais|pas) (said|told|gave|dit) ~2 (could|can|may|pouviez|pouvez|yes|oui) ~4 REC`,
  `REC ~6 not do (that|it)|REC ~6 ${willing} (pas|not)#`,
  `REC ~4 (no|non|stop|arretez|no thanks|no thank you|non merci)#`
)

const negation = oneOf(
  "not|no|never|nobody|none|neither|without|non|pas|plus|jamais|aucun|aucune|personne|rien|sans|ni"
)
/** Any no beside the recording, unless it is what the caller knows, hears or has that is denied. */
const denies = says(`${negation} ~8 REC|REC ~8 ${negation}`)
const ofKnowing = says(
  `know|knew|aware|hear|heard|understand|told|tell|mention|mentioned|say|said|think|sure|remember|find|got|received|receive|play|working|work
  |access|download|yet|wrong|sais|savais|savoir|entendu|compris|dit|dite|averti|avertie|informe|informee|prevenu|prevenue|pense|recu|trouve
  |marche|fonctionne|encore|rappelle|clair|comprends|vois|see|why|pourquoi|what|how|comment|certain|certaine`
)

/** "Did you stop the recording?", "what happens if I refuse it?", "last time I refused": no refusal. */
const asksOrTells = says(
  `(did|have|has|was|is|are|when|why|avez|as|a|est ce que|vous avez) ~3 (stopped|deleted|erased|destroyed|turned off|arrete|efface
  |supprime|detruit|coupe|ferme) ~4 REC`,
  `(happens?|arrive|passe|consequences?) ~2 (if|si) ~8 REC`,
  `(can|could|will|est ce que|puis|peux) ~8 (if|si) (i|je) ~3 (refuse|decline|say no|do not want|dis non) ~5 REC`,
  `(was|got|been) (cut off|hung up) ~4 REC`,
  `(last time|la derniere fois|yesterday|hier|last week|la semaine passee) ~9 REC`
)

const changesMind = says(`(changed|change|changing) (my mind|d idee|d avis)`)

/** A no to the recording by name: it counts whenever it is said. */
export const refusesRecording = (text: string, question: boolean): boolean =>
  wishes(text) || (!question && commands(text)) || (!states(text) && !asksOrTells(text)
    && (excludes(text) || resists(text) || (!question && denies(text) && !ofKnowing(text))))

/** "I changed my mind about the recording" is no longer a yes. */
export const takesBack = changesMind
