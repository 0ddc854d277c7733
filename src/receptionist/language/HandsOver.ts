import { oneOf, says } from "../SpokenPattern.ts"
import { among, type Words } from "./Subject.ts"

const relative = oneOf(
  `mere|pere|maman|papa|femme|mari|fille|fils|blonde|chum|soeur|frere|conjoint|conjointe|ami|amie|personne|dame|monsieur
  |grand|belle|beau|collegue|voisin|voisine|tante|oncle|client|cliente|coloc|boss|patron|patronne|associe|associee`
)

/** The phone changes hands, or the one who has it: `je vous passe ma mère`, `I'm putting my dad on`. */
const passing = says(
  `(pass|passing|hand|handing|give|giving) (you|her|him|them|the phone|my|over)|(he|she|they)'ll give (it|you|them)`,
  `(put|putting|get|getting|bring|bringing) (him|her|them|(my|our|his|her|the) \\S+( \\S+)?) (on(?! (a|your|my|file|hold
  |record|it|the (list|file|form|website|account)) )|over here|to the phone)`,
  `(put|putting) on (my|her|him|the)|(have|let) ~3 (talk|speak) to you`,
  `(take|taking|takes|grab|grabbing) (over|the phone|the call|this call|the other phone|it from here)
  |picking up (now|the)|coming on|talking to you|put you through to|next voice
  |(wants|would like) to (talk|speak)#|wants to (talk|speak) (he|she|they)`,
  `here's (my|the|our|his|her)|here (he|she|they|is my|comes)`,
  `(want|wants|going|will|would like|gonna|needs|(he|she|they|who)'ll|(he|she|they)'d like) (to )?((talk|speak
  |be talking|be speaking|continue) ~2 (to|with) you|ask you|tell you|explain)`,
  `(is|are|\\S+'s|\\S+'re) (going to|gonna|about to) (ask|answer|speak|talk|explain|continue)
  |will (speak|talk|answer|explain|continue)|(who'll|who will|who's going to) (be )?(talk|speak|talking|speaking)
  |the one (talking|speaking|who's|who is|who will|who'll)`,
  `on ((the|this) )?(line|speaker|speakerphone)|on the phone now|speakerphone|haut parleur|mains libres`,
  `(vous|te|t|v|lui) (\\S+ )?(passe|refile|repasse|(donne|prete|tends) le telephone)(?! (un|une) (coup|commande))
  |passe (le telephone|le combine|la ligne)`,
  `(laisse|transfere|mets|donne) ((avec|a|le (telephone|combine) a) )?(\\S+ )?${relative}|laisse avec
  |(laisse|donne|passe) la parole`,
  `(vais|veux|voudrais|peux|dois) ((vous|te|lui) )?((la|le|l) )?(passer|repasser|transferer)
  |va (vous|te|lui) ((la|le|l) )?(passer|repasser|transferer)`,
  `(prend|prendre|prends|reprend) (le (telephone|combine|relais)|la ligne|l (appel|autre telephone))`,
  `((va|vont)( (vous|te))?|(veut|aimerait|voudrait|peut) (vous|te)) (parler|expliquer|repondre|dire|continuer
  |poursuivre|finir|terminer)`,
  `(voici|voila|tenez|tiens) (ma|mon|la|le|mes|un|une)|(arrive|vient|viens|embarque) (au telephone|sur la ligne)`
)

/** Somebody is there: enough where the caller does not speak for them. */
const present = says(
  `(is|are|mom's|he's|she's|they're|here) (right )?(here|beside me|next to me|with me|listening)
  |((i've got|i have) )my \\S+ here|(il|elle) ecoute`,
  `est (juste )?(a cote|avec moi|ici|la avec|pres de moi|a l autre bout)`
)
/** ... or is to be spoken to. */
const spokenTo = says(
  `(?<!(who|that) ((can|could|will|would) )?)(talk|speak|talking|speaking) ~2 (to|with) (him|her|them|my)
  |(english|french) with (him|her|them)`,
  `(explain|tell|say|repeat) ~4 to (him|her|them|my)`,
  `(parlez|parle|expliquez|explique|repondez|dites|repetez) (lui|y)|(lui|leur) (parler|expliquer|repondre)`,
  `(parler|parlez) ~2 (avec|a) (elle|lui|eux|ma|mon)`
)
/** ... by somebody else than the one who answers. */
const byAnother = says(
  `(the|your|a|my|le|la|votre|mon|ma|au) (?!(phone|line|caller) )\\S+ ((to|de|d|be|(who|qui) \\S+( out| in)?) )?(speak|speaking
  |talk|talking|say|parle|parler|dire)|be speaking with`
)
const onBehalf = says(
  `(call|calling|calls|booking|asking|appelle|reserve|speaking) ~3 (for|pour) (him|her|them|my|ma|mon|lui|elle|eux)`
)

/** Somebody who will speak another time, or whom the caller speaks for. */
const notNow = says(
  `on (his|her|their) behalf|translat\\S+|interpret\\S*|calls? back|called back|yesterday|tomorrow|earlier
  |when (he|she|you|they|my)|if ~4 (picks? up|answers?|calls?)|last (time|week|month)|the other day
  |(mon|tues|wednes|thurs|fri)day`,
  `a sa place|tradui\\S+|traduction|c est moi qui|rappelle?ra|hier|demain|(lun|mar|mercre|jeu|vendre)di
  |quand (il|elle|vous|mes|mon|ma)|si ~5 (repond|appelle|rappelle)|la (semaine passee|derniere fois)`
)

/** Whether somebody else is going to speak: `je vous passe ma mère`, `I'm putting my dad on`. */
export const handsOver = (words: Words): boolean =>
  (among(passing, words)
    || (among(present, words) && !among(onBehalf, words))
    || (among(spokenTo, words) && !among(onBehalf, words) && !among(byAnother, words))) && !among(notNow, words)
