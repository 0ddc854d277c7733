import { change, oneOf } from "./Phrase.ts"

const problem = oneOf(
  "problem|problems|issue|issues|objection|objections|worries|concern|concerns|trouble|biggie|sweat|harm|big deal"
)
const probleme = oneOf(
  "probleme|problemes|trouble|souci|soucis|objection|objections|inconvenient|misere|stress|chicane"
)
const bother = oneOf("derange|derangera|gene|agace|fatigue|embete|ennuie|bloque|fait rien|contrarie")
const emphasis = oneOf("at all|whatsoever|there|du tout|pantoute|vraiment|pas mal|d aucune facon")

/**
 * Puts `FINE` in the place of what has a no in it and means yes: "no problem", "I don't mind", "ça me dérange pas", "j'ai
 * rien contre".
 */
export const softenNos = change([
  `(no|without|zero|have no|see no) ${problem}( ${emphasis})?`,
  `not (have )?((a|an|any|really a|much of a|at all a) )?${problem}( ${emphasis})?`,
  `(do|does|did|would) not ((really|at all|particularly|actually) )?(mind|care)( ${emphasis})?`,
  `(does|did|would|will) not ((really|at all|particularly|actually) )?(matter|hurt|bother)( (to )?me)?( ${emphasis})?`,
  `not (against|opposed|bothered|worried|uncomfortable|objecting|refusing|oppose|object|refuse|disagree|say no)( ${emphasis})?`,
  `(pas|plus|aucun|aucune|sans|aucunement|jamais) ((de|d|un|une|du tout de) )?${probleme}( ${emphasis})?`,
  `((ca|cela|c) )?((me|m|nous) )?${bother} (pas|plus|point|aucunement)( ${emphasis})?`,
  `((suis|serais) )?(pas|aucunement|pas du tout) (contre|inconfortable|mal a l aise|derange|derangee|oppose|opposee|grave)( ${emphasis})?`,
  `((m|me|se) )?(oppose|refuse|deteste|objecte) (pas|aucunement)( ${emphasis})?`,
  "fine by me|why not|pourquoi pas|nothing against|could not care less|do not see why not|no reason not to|nothing to hide",
  "(ai )?rien contre|y a rien la|m importe peu|peu importe|rien a cacher|je m en (fous|fiche|balance|sacre)|ca (me )?fait rien",
  "inquiet(ez|e) (vous|toi) pas|(do not|no) worry",
  "(fait|font) pas (de )?difference|if you (must|have to|want|want to|like|insist|wish|need to)(#|_,)|(ok|oui|daccord|correct) d abord#|faites ce que vous avez a faire",
  "si (vous|tu) (voulez|veux|y tenez|y tiens|insistez|devez)(#|_,)|si ca (vous|te) (chante|tente|arrange|convient|plait)#",
  // "No, I don't mind": the no of the answer goes with it.
  "(no|nope|nah|non) ((i|je|it|that|this|ca|c est|is|there|on|y a|ai|have) )*(FINE|go ahead|go for it|allez y|vas y)"
], () => " FINE")
