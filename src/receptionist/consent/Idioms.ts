import { change, oneOf } from "../SpokenPattern.ts"

const problem = oneOf(
  "problem|problems|issue|issues|objection|objections|worries|concern|concerns|trouble|biggie|sweat|harm|big deal"
)
const probleme = oneOf(
  "probleme|problemes|trouble|souci|soucis|objection|objections|inconvenient|misere|stress|chicane"
)
const bother = oneOf("derange|derangera|gene|agace|fatigue|embete|ennuie|bloque|fait rien|contrarie")
const goAhead = oneOf(
  "go (right )?ahead|go on|go for it|feel free|be my guest|by all means|record away|allez y|vas y|(you can|vous pouvez)(?! (not|pas))"
)
/** What is said of the question alone, or with a yes behind it. */
const thenYes = "(#|_,|(?= (yes|yeah|sure|ok|okay|fine|go|oui|ouais|daccord|allez|correct)))"
const emphasis = oneOf("at all|whatsoever|there|du tout|pantoute|vraiment|pas mal|d aucune facon")

/** Puts `FINE` in the place of what has a no in it and means yes: "no problem", "ça me dérange pas". */
export const softenNos = change([
  `(no|without|zero|have no|see no) ${problem}( ${emphasis})?`,
  `(not|no) ((have|see) )?((a|an|any|really a|much of a|at all a) )?${problem}( ${emphasis})?`,
  `(do|does|did|would) not ((really|at all|particularly|actually) )?(mind|care(?! (for|to)))( ${emphasis})?`,
  `(will|would|should) not be (a|any) ${problem}|(devrait|serait|sera|va) pas (etre )?((un|une|de|d) )?${probleme}|none whatsoever|no complaints`,
  `(does|did|would|will) not ((really|at all|particularly|actually) )?(matter|hurt|bother)( (to )?me)?( ${emphasis})?`,
  `not (against|opposed|bothered|worried|uncomfortable|objecting|refusing|oppose|object|refuse|disagree
  |say no)( ${emphasis})?`,
  `(pas|plus|aucun|aucune|sans|aucunement|jamais) ((de|d|un|une|du tout de) )?${probleme}( ${emphasis})?`,
  `((ca|cela|c) )?((me|m|nous) )?${bother} (pas|plus|point|aucunement|nullement)( ${emphasis})?`,
  `((suis|serais) )?(pas|aucunement|pas du tout) ((bien|si|tres) )?(contre|inconfortable|mal a l aise|derange|derangee
  |oppose|opposee|grave)( ${emphasis})?`,
  `((m|me|se) )?(oppose|refuse|deteste|objecte) (pas|aucunement)( ${emphasis})?`,
  `pas de refus|(dis|dirais) pas non|would not say no|not say no|fine by me|why not|pourquoi pas|nothing against
  |could not care less|(see|have) (not|no) (any )?reason (to )?(not|refuse|say no|object)|not see (why|any reason|a reason) (not|(i would |to )*(refuse|say no|object|decline))
  |(vois|voit) pas (pourquoi|de raison|la raison) ((je|de|que|pour) )*(dirais non|refuserais|refuser|dire non|pas)|aucune raison de (refuser|dire non)|no reason not to|nothing to hide`,
  `(ai )?rien contre|y a rien( la)?#|m importe peu|peu importe|rien a cacher|je m en (fous|fiche|balance|sacre)
  |ca (me )?fait rien`,
  // "If it's for training, sure."
  `(if|si) (it is|that is|this is|c est|ca sert) (for|pour|a) ~4 (sure|fine|ok|okay|yes|yeah|alright|go ahead|oui|daccord|correct|allez y)#`,
  "inquiet(ez|e) (vous|toi) pas|(do not|no) worry",
  `(fait|font|change|changes|make|makes) (pas|rien|not|no) ((de|a|any) )?(difference|pour moi|to me)?|(does
  |do) not make (a|any) difference( to me)?`,
  `ca change rien|ca (me )?fait ni chaud ni froid|(ca m est|c est) (bien )?egal|peu m importe|y a pas (d offense
  |de quoi|de mal( a ca)?|de faute)|gene(z)? (vous|toi) pas|not be shy`,
  `if you (must|have to|want|want to|like|insist|wish|need|need to)${thenYes}|(if|si) (it|that|this|ca) (helps|helps you|peut aider|peut vous aider|vous aide
  |aide)${thenYes}|(si c est|s il le|s il|si y) (necessaire|faut)${thenYes}|(ok|oui|daccord|correct) d abord#
  |faites ce que vous avez a faire`,
  `si (vous|tu) (avez besoin|voulez|veux|y tenez|y tiens|insistez|devez)${thenYes}|si ca (vous|te) (chante|tente|arrange
  |convient|plait)#`,
  // "No, I don't mind": the no of the answer goes with it.
  "(no|nope|nah|non) ((i|je|it|that|this|ca|c est|is|there|on|y a|ai|have) )*"
  + `(FINE|${goAhead})`,
  `(no|non) ((it is|that is|c est) ((all|bien|tout) )?(good|fine|ok|okay|beau|correct|bon|parfait)( ,)? )${goAhead}`,
  `(no|non) (it|that|c) (is|est) ((perfectly|totally|absolutely|completely) (fine|ok|okay|alright|all right|good|cool)
  |parfait)`,
  "FINE (non|no)#",
  `non pas du tout (allez y|vas y)`,
  `(yeah|yes|yep) no (that|it) is (fine|ok|okay|alright|all right|cool)`
], () => " FINE")
