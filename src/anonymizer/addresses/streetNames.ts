import { list } from "../text/lists.ts"
import { wordSet } from "../text/Tokens.ts"

export const englishTypes = list("englishStreets")
/** Types that are ordinary words: they need a name that is not. */
export const weakEnglish = list("weakEnglishStreets")
/** Words that are hardly ever types: they need a capital themselves, or a name that nothing else explains. */
export const rareEnglish = list("rareEnglishStreets")
export const numberedTypes = wordSet("road highway hwy route rte sideroad line concession autoroute")
export const frenchTypes = list("frenchStreets")
export const weakFrench = list("weakFrenchStreets")
export const directions = list("directions")
export const particles = wordSet("de du des la le les l' d' of the saint sainte st ste - ' . mont")
/** Where somebody sleeps, moors or camps, and nothing else is numbered. */
export const berths = list("berths")
export const unitWords = new Set([...list("units"), ...berths, ...list("rooms")])
export const stop = list("noStreet")
export const measured = list("measuredWays")
export const ordinalWord =
  /^(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|[a-z]+teenth|[a-z]+tieth|hundredth|premiere?|seconde?|[a-z]+ieme)$/
export const tens =
  /^(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|one|cent|vingt|trente|quarante|cinquante|soixante|quatre|et|-)$/

/** What streets are called so often that people leave out what they are: `618 College`, `48 b Pine`. */
export const commonStreets = list("streetNames")

/** What the names of streets end in, where nothing else explains them: `fifty willowmere`. */
export const streetEnding =
  /^[a-z]{3,}(?:mere|wood|woods|dale|view|ridge|crest|brook|field|side|gate|hurst|haven|lawn|vale|grove|hill|creek|bend|croft|meadow|glen|wick|worth|leigh|shire|mount|bourne|cliffe|cliff|crescent|way|court|place)$/

/** Whom streets are named after goes on behind these: `1515 Docteur Penfield`, `770 Lady Meade`. */
export const honoured = list("honouredOnes")

/** Whose number is part of the street's name: `boulevard Pie-IX`, `rue Jean-XXIII`. */
export const crowned = wordSet(
  "pie jean louis henri georges george charles edouard francois leon paul benoit elizabeth"
)

/** Where people, and homes, are: a number and a name behind it are an address. */
export const whereabouts =
  /\b(?:where(?= (?:is|'s|are|do|does|did|should|can|could|shall|would|will|to|exactly|you|the|your|we)(?: |$))|quel(?:le)? (?:etage|coin|rue|lot|tour|entree|batiment|immeuble|numero de rue)|(?:which|what) (?:floor|street|tower|entrance|lot)|emplacement|chantier|(?:^|\? |, )ou (?:est|sont|se|s'|ca|c'|on|exactement|habit\w+|demeur\w+|rest\w+|livr\w+|doit|devons|faut|voulez|peut|je|etes|vous)|ou exactement|ou(?= (?:ca )?\?$))/

/** A door, a building or a piece of land is asked for, whatever else is. */
export const asksPlace =
  /\b(?:(?:room|bed|cabin|berth|slip|pitch|site|ward) (?:number|no)|(?:which|what) (?:room|bed|cabin|berth|slip|pitch|ward)|(?:numero|no) (?:de |d' )(?:la |l' |votre )?(?:chambre|lit|emplacement|cabine|couchette|roulotte)|quel(?:le)? (?:chambre|lit|emplacement|cabine|couchette|ponton)|(?:une?|votre|quelle|la|l') ?unite|(?:votre|quelle) porte|(?:votre|quel|l') ?(?:immeuble|batiment)|quel condo|legal (?:land )?(?:description|location)|(?:which|what) (?:house|door|place|property(?! tax)|building|tower|entrance|floor|street|lot|level|unit|stall|site|trailer|pad)|quelle roulotte|(?<=and )where(?= ?\?)|(?:vous|tu) (?:habit|demeur|rest)\w+|(?:on|nous|je|tu|vous|faut|il|elle|ils) [a-z' -]{1,24} ou(?= (?:pour|exactement|avec|ca|au juste)(?: |$)| ?[?,.]|$))/

/** Somebody says where they are, or where something is to go. */
export const placing =
  /\b(?:mov(?:ed|ing)|staying|demenag\w+|(?:my|our|'s|the) (?:place|house|home|office|cottage|property|apartment|shop|store|building) (?:is|'s)|(?:my|our) (?:place|house|home|cottage|apartment)(?= ,)|chalet|(?:chez moi|bureau|maison|condo|logement) (?:est|c' est)|mailing|(?:we 're|we are|i 'm|i am|it 's|she 's|he 's|they 're|je suis|chu|chuis|on est|c' est|situee? |located|parked|stuck|broke down|leak 's|leak is|up|off|lobby|upstairs|downstairs|office|come|go) (?:at|to|au)|wrong (?:house|address|door|place)|rent(?:s|ed|ing)?|closed on|bought|purchas\w+|sold|(?:i 'm|we 're|i am|we are) (?:in|out in|up in) [^ ]+(?= ,)|vendu|achet\w+|acquis|en avant du|en face du|devant le|coming to|tow truck|remorqu\w+|driver|livreur|facteur|mailman|property|propriete|neighbou?rs?|voisine?s?|landlord|proprietaire|tenants?|locataires?)\b/
