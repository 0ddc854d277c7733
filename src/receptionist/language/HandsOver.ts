import type { Word } from "./Words.ts"

const relative =
  "(?:mere|pere|maman|papa|femme|mari|fille|fils|blonde|chum|soeur|frere|conjointe?|amie?|personne|dame|monsieur|grand|belle|beau|collegue|voisine?|tante|oncle|cliente?|coloc|boss|patronne?)"

/** The phone changes hands, or the one who has it: `je vous passe ma mère`, `I'm putting my dad on`. */
const passing: ReadonlyArray<RegExp> = [
  /\b(?:pass|passing|hand|handing|give|giving) (?:you|her|him|them|the phone|this|it|my|over)\b/,
  /\b(?:put|putting|get|getting|bring|bringing|have) (?!me\b)(?:[a-z'-]+ ){1,4}?(?:on|over here|to the phone|talk to you|speak (?:to|with) you)\b/,
  /\b(?:take|taking|takes|grab|grabbing|picking up) (?:over|the phone|the call|this call|the other phone|it from here)\b/,
  /\bhere's (?:my|the|our|his|her)\b|\bhere (?:he|she|they|is my|comes)\b|\bcoming on\b|\bpicking up\b|\btalking to you\b/,
  /\b(?:wants?|going|will|would like|gonna|needs|(?:s?he|they|who)'(?:ll|d like)) (?:to )?(?:(?:talk|speak|be talking|be speaking|continue)(?: \S+){0,2} (?:to|with) you|ask you|tell you|explain)\b/,
  /(?:\bis|\bare|'s|'re) (?:going to|gonna|about to) (?:ask|answer|speak|talk|explain|continue)\b|\bwill (?:speak|talk|answer|explain|continue)\b/,
  /\bthe one (?:talking|speaking|who's|who is|who will|who'll)\b|\bwho(?:'ll| will|'s going to) (?:talk|speak|be talking|be speaking)\b/,
  /\bon (?:the |this )?(?:line|speaker|speakerphone)\b|\b(?:haut parleur|mains libres|speakerphone)\b/,
  /\b(?:vous|te|t|v|lui) (?:\S+ )?(?:passe|refile|repasse|donne le telephone|prete le telephone|tends le telephone)\b(?! (?:un|une) (?:coup|commande))/,
  new RegExp(`\\b(?:laisse|transfere|mets|donne) (?:avec |a |le telephone a |le combine a )?(?:\\S+ )?${relative}\\b`),
  /\b(?:vais|va|veux|voudrais|peux|dois) (?:vous |te |lui )?(?:la |le |l )?(?:passer|repasser|transferer)\b/,
  /\b(?:prend|prendre|prends|reprend) (?:le telephone|la ligne|l appel|l autre telephone|le combine|le relais)\b/,
  /\b(?:va|vont|veut|aimerait|voudrait|peut) (?:vous |te )?(?:parler|expliquer|repondre|dire|continuer|poursuivre|finir|terminer)\b|\blaisse avec\b|\bpasse (?:le telephone|le combine|la ligne)\b/,
  /\b(?:voici|voila|tenez|tiens) (?:ma|mon|la|le|mes|un|une)\b/,
  /\b(?:arrive|viens?t?|embarque) (?:au telephone|sur la ligne)\b|\b(?:laisse|donne|passe) la parole\b/
]

/** Somebody is there, and is spoken to: enough where the caller does not speak for them. */
const present: ReadonlyArray<RegExp> = [
  /\b(?:talk|speak|talking|speaking)(?: \S+){0,2} (?:to|with) (?:him|her|them|my)\b|\b(?:english|french) with (?:him|her|them)\b/,
  /\b(?:explain|tell|say|repeat) (?:[a-z']+ ){0,4}?to (?:him|her|them|my)\b/,
  /\b(?:is|are|mom's|is right|here) (?:here|beside me|next to me|with me|listening)\b/,
  /\b(?:parlez|parle|expliquez|explique|repondez|dites|repetez) (?:lui|y)\b|\b(?:lui|leur) (?:parler|expliquer|repondre)\b/,
  /\bparle[rz](?: \S+){0,2} (?:avec|a) (?:elle|lui|eux|ma|mon)\b/,
  /\best (?:juste )?(?:a cote|avec moi|ici|la avec|pres de moi|a l autre bout)\b/
]
const onBehalf = /\b(?:for|pour) (?:him|her|them|my|lui|elle|eux|ma|mon)\b/
const speaksForThem =
  /\b(?:on (?:his|her|their) behalf|translat\w+|interpret\w*|call(?:s|ed)? back|yesterday|tomorrow|monday|tuesday|wednesday|thursday|friday|a sa place|tradui\w+|traduction|c est moi qui|rappeller?a|hier|demain|lundi|mardi|mercredi|jeudi|vendredi|when (?:he|she) comes?|quand (?:il|elle) va)\b/

/** Whether somebody else is going to speak: `je vous passe ma mère`, `I'm putting my dad on`. */
export const handsOver = (words: ReadonlyArray<Word>): boolean => {
  const said = words.map(({ folded }) => folded).join(" ")
  const some = (frames: ReadonlyArray<RegExp>) => frames.some((frame) => frame.test(said))
  return (some(passing) || (some(present) && !onBehalf.test(said))) && !speaksForThem.test(said)
}
