import { oneOf } from "../SpokenPattern.ts"

/** What is recorded when a call is: it may be the object, and the subject of the passive. */
export const ofCall = oneOf(
  `call|calls|story|business|matter|phone|telephone|phonecall|conversation|conversations|discussion|chat|talk|line|audio|session|exchange
  |voice|voices|rest|part|parts|bit|one|people|word|words|thing|things|time|moment|interaction`,
  `appel|appels|histoire|histoires|affaire|affaires|coup|communication|communications|echange|entretien|voix|propos|paroles|ligne|reste|partie|bout|fois
  |instant|temps que|prochaine|prochain|suite|suivant|suivante|monde|gens|personnes`
)

/** Who records the call. */
export const us = oneOf(
  "system|machine|robot|bot|computer|assistant|company|office|systeme|compagnie|bureau|ordinateur|agent"
)

/** Who can be on the line, and not want to be recorded. */
export const people = oneOf(
  `mother|mom|mum|father|dad|husband|wife|partner|son|daughter|kid|kids|child|children|baby|sister|brother|friend
  |client|clients|customer|customers|patient|patients|grandmother|grandfather|caller|doctor|doc|nurse|lawyer|boss
  |people|person`,
  `mere|pere|maman|papa|mari|femme|fils|fille|enfant|enfants|conjoint|conjointe|chum|blonde|soeur|frere|ami|amie
  |cliente|docteur|medecin|avocat|patron|gens|monde`
)

export const determiner = oneOf(
  `my|your|his|her|our|their|the|a|an|this|that|these|those|any|some|another`,
  `mon|ma|mes|ton|ta|tes|son|sa|ses|notre|nos|votre|vos|leur|leurs|le|la|les|l|un|une|des|du|au|aux|cet|cette|ce|ces
  |quelques`
)

export const adjective = oneOf(
  `phone|telephone|telephonique|whole|entire|entier|entiere|full|present|presente|current|own|next|first|last|private`
)

/** What may follow a verb, or a pronoun, that has no noun behind it. */
export const noNoun = oneOf(
  `and|or|but|for|at|if|because|without|with|on|now|anymore|any|right|today|is|was|are|ok|okay|thanks|thank|then
  |either|too|so|while|when|in|into|to|by|as|again|you|i|we|he|she|they|it|not|do|does|did|can|could|would|will|should
  |may|must|from|during|until|before|after|here|sir|madam|me|us|going|please|unless|since|of|all|anyway|yet|that|this
  |off|morning|afternoon|evening|week`,
  `et|ou|abord|mais|pour|si|car|parce|sans|avec|sur|maintenant|aujourd|est|soit|vous|tu|je|on|ils|il|elle|ca|c|qui|que|qu
  |lors|pendant|avant|apres|ici|monsieur|madame|merci|daccord|a|en|dans|par|y|pis|depuis|quand|comme|hein|pas|plus
  |jamais|donc|alors|non|oui|no|yes|moi|nous|de|d|l|tout|tant|tous|au|aux|du|des|jusqu|puis|ces|afin|partir|compter|nouveau|present|l|mon|ma|votre|cette|matin|soir|midi|semaine|complet|entier|total`
)

export const auxiliary = oneOf(
  `be|been|being|is|are|was|were|not|get|getting|never|ever|also|already|have|has|had|needs to|should|must|will|could`,
  `etre|ete|soit|est|sont|etait|sera|serait|pas|plus|jamais|deja|bien|aussi|a|ont|doit|doivent`
)

/** The verbs and nouns that mean a recording only with a voice or a call behind them. */
export const keeping = oneOf(
  `keep|keeping|save|saving|store|storing|retain|retaining|gard[a-z]+|conserv[a-z]+|sauvegard[a-z]+|stock[a-z]+|capt(e
  |er|ez|iez)|capture`
)
export const kept = oneOf(`kept|stored|saved|retained|taped|captured|(gard|conserv|stock|sauvegard|capt)ee?s?`)
export const erase = oneOf(`delete|erase|destroy|wipe|(effac|supprim)(e|er|ez|iez)|detrui(re|sez|s)`)
export const destroyed = oneOf("effacee?|detruite?|supprimee?|arretee?|jetee?")
export const thisCall = `(this|the|our|my|cet|cette|l|la|notre|mon|ma) ((phone|whole) )?(call|conversation|discussion
|appel)`

/** What records something else: a film, a street. */
export const device = oneOf(
  `pvr|dvr|camera|cameras|dashcam|doorbell|television|tele|decodeur|box|emission|emissions|shows|serie|site|website|portal|portail|page|form|formulaire|appli|application`
)
