import { wordSet } from "../text/Tokens.ts"

export const englishTypes = wordSet(
  `street st avenue ave av road rd boulevard blvd drive dr lane ln court ct crescent cres place pl
  way terrace terr trail parkway pkwy highway hwy route rte circle cir square sq gardens gdns grove heights hill park
  ridge row gate close line townline sideroad concession mews loop path landing manor quay wharf bay cove crossing green
  private run walk alley common commons glen meadow meadows bend chase knoll croft expressway freeway turnpike pike
  view vista village woods estates esplanade promenade hollow heath point rise island corner corners`
)
/** Types that are ordinary words: they need a name that is not. */
export const weakEnglish = wordSet(
  "way place court close line gate park hill green row path square circle bay loop landing st dr drive route"
)
/** Words that are hardly ever types: they need a capital themselves, or a name that nothing else explains. */
export const rareEnglish = wordSet(
  `private run walk alley common commons glen meadow meadows bend chase knoll croft pike view vista village woods
  estates hollow heath point rise island corner corners`
)
export const numberedTypes = wordSet("road highway hwy route rte sideroad line concession autoroute")
export const frenchTypes = wordSet(
  `rue avenue av ave boulevard boul bd blvd chemin ch place route rte rang rg cote montee impasse
  allee ruelle croissant terrasse carre square quai cours sentier promenade autoroute passage esplanade pl faubourg
  traverse cul chaussee venelle sente lotissement hameau`
)
export const weakFrench = wordSet("place cours cote square quai carre passage route sentier terrasse montee croissant")
export const directions = wordSet(
  `north south east west northeast northwest southeast southwest nord sud est ouest n s e w o ne nw se sw`
)
export const particles = wordSet("de du des la le les l' d' of the saint sainte st ste - ' . mont")
export const unitWords = wordSet(
  `apartment apt appartement app appart apparte unit unite suite ste flat escalier bloc block tower tour entree
  boite bureau local condo logement # floor etage
  porte building batiment numero number box lot site comp compartment chambre room cabin trailer roulotte stall level niveau
  pad wing aile townhouse townhome quai dock`
)
export const stop = wordSet(
  `and et est is c' it i je j' my mon ma on at a for pour in en dans the near pres with avec but mais so
  donc then that que qui ou or we nous you vous please svp thanks merci yes oui no non not pas to from by off uh um euh
  heu hum`
)
export const measured = wordSet(
  `minute minutes hour hours mile miles km kilometre kilometres block blocks metre metres meter meters foot feet day days
  week weeks month months year years time times percent dollar dollars lane lanes way people person piece pieces
  more other different main busy dirt heures jours mois ans semaines fois`
)
export const ordinalWord =
  /^(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|[a-z]+teenth|[a-z]+tieth|hundredth|premiere?|seconde?|[a-z]+ieme)$/
export const tens =
  /^(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|one|cent|vingt|trente|quarante|cinquante|soixante|quatre|et|-)$/

/** What streets are called so often that people leave out what they are: `618 College`, `48 b Pine`. */
export const commonStreets = wordSet(
  `main king queen church mill park college pine maple oak elm cedar birch willow spruce poplar ash walnut chestnut cherry
  front water bay high market station school bridge spring dundas bloor yonge jarvis spadina bathurst dufferin ossington
  victoria wellington elgin bank rideau somerset gladstone barton james john george charles william albert edward richmond
  york simcoe portage broadway granville hastings davie robson burrard pender jasper whyte barrington agricola gottingen
  kenmount water duckworth broad albert regent pembroke sussex laurier papineau sherbrooke fabre berri ontario masson
  beaubien jarry rachel principale crescent mountain peel stanley drummond bishop guy atwater university mcgill masson
  garnier chambord marquette bordeaux cartier frontenac iberville champlain turenne racine talbot wharf harbour lakeshore
  centre center central lower prince princess duke first second third fourth fifth sixth seventh eighth ninth tenth`
)

/** What the names of streets end in, where nothing else explains them: `fifty willowmere`. */
export const streetEnding =
  /^[a-z]{3,}(?:mere|wood|woods|dale|view|ridge|crest|brook|field|side|gate|hurst|haven|lawn|vale|grove|hill|creek|bend|croft|meadow|glen|wick|worth|leigh|shire|mount|bourne|cliffe|cliff|crescent|way|court|place)$/

/** Whom streets are named after goes on behind these: `1515 Docteur Penfield`, `770 Lady Meade`. */
export const honoured = wordSet(
  `docteur doctor dr sir lady lord king queen president general marechal monseigneur mgr cure abbe pere frere major captain
  capitaine colonel cardinal prince princess duke mount mont lac lake old notre`
)

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
