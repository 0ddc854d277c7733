import { change, oneOf } from "./Phrase.ts"

// What is recorded when a call is: it may be the object, and the subject of the passive.
const ofCall = oneOf(
  `call|calls|phone|telephone|phonecall|conversation|conversations|discussion|chat|talk|line|audio|session|exchange|voice|voices
  |rest|part|parts|bit|one|word|words|thing|things|time|moment|interaction`,
  `appel|appels|coup|communication|communications|echange|entretien|voix|propos|paroles|ligne|reste|partie|bout|fois|instant`
)
const us = oneOf("system|machine|robot|bot|computer|assistant|company|office|systeme|compagnie|bureau|ordinateur|agent")
const people = oneOf(
  `mother|mom|mum|father|dad|husband|wife|partner|son|daughter|kid|kids|child|children|baby|sister|brother|friend|client|clients
  |customer|customers|patient|patients|grandmother|grandfather|caller`,
  `mere|pere|maman|papa|mari|femme|fils|fille|enfant|enfants|conjoint|conjointe|chum|blonde|soeur|frere|ami|amie|cliente`
)
const determiner = oneOf(
  "my|your|his|her|our|their|the|a|an|this|that|these|those|any|some|another",
  "mon|ma|mes|ton|ta|tes|son|sa|ses|notre|nos|votre|vos|leur|leurs|le|la|les|l|un|une|des|du|au|aux|cet|cette|ce|ces|quelques"
)
const adjective = oneOf(
  "phone|telephone|telephonique|whole|entire|entier|entiere|full|present|presente|current|own|next|first|last|private"
)
/** What may stand behind a verb, or behind a pronoun, that has no noun. */
const noNoun = oneOf(
  `and|or|but|for|at|if|because|without|with|on|now|anymore|any|right|today|is|was|are|ok|okay|thanks|thank|then|either|too|so
  |while|when|in|into|to|by|as|again|you|i|we|he|she|they|it|not|do|does|did|can|could|would|will|should|may|must|from|during|until
  |before|after|here|sir|madam|me|us|going|please|unless|since|of|all|anyway|yet|that|this|off`,
  `et|ou|mais|pour|si|car|parce|sans|avec|sur|maintenant|aujourd|est|soit|vous|tu|je|on|ils|il|elle|ca|c|qui|que|qu|lors|pendant
  |avant|apres|ici|monsieur|madame|merci|daccord|a|en|dans|par|y|pis|depuis|quand|comme|hein|pas|plus|jamais|donc|alors|non|oui|no|yes
  |moi|nous|de|d|l|tout|tant|tous|au|aux|du|des|jusqu|puis|ces|afin`
)

const device = oneOf(
  "pvr|dvr|camera|cameras|dashcam|doorbell|television|tele|decodeur|box|emission|emissions|shows|serie"
)
const verb = oneOf("record|recording|recorded|enregistr[a-z]+|recorde|recorder|recordez|recordiez")
const active = oneOf("record|recording|enregistre|enregistrer|enregistrez|enregistriez")
const passive = oneOf("recorded|enregistre|enregistree|enregistres|enregistrees|recorde")
const auxiliary = oneOf(
  "be|been|being|is|are|was|were|not|get|getting|never|ever|also|already|have|has|had|needs to|should|must|will|could",
  "etre|ete|soit|est|sont|etait|sera|serait|pas|plus|jamais|deja|bien|aussi|a|ont|doit|doivent"
)

const thing = `(?!${oneOf(ofCall, noNoun, "REC")} )[a-z0-9]+`
const subject = `(?!${oneOf(ofCall, people, us, noNoun, auxiliary, "REC|insu")} )[a-z0-9]+`

const keeping = oneOf(
  "keep|keeping|save|saving|store|storing|retain|retaining|gard[a-z]+|conserv[a-z]+|sauvegard[a-z]+|stock[a-z]+"
)
const kept = oneOf("kept|stored|saved|retained|taped|garde|gardee|conserve|conservee|stocke|stockee|sauvegardee?")

/** What means this call by any sense; its first word becomes the mention. */
const certain = [
  "on (the )?(record|tape|cassette)|sur (une )?(bande|cassette|tape)|records (me|us|it|this|that)",
  `(record|recorded|recording) (my|our) ${people}`,
  `(record|trace|enregistrement) (of|de) (this|our|the|l|cet|cette|notre|la) ${ofCall}`,
  `${keeping} ((pas|plus|aucun|any|a|an|my|our|this|the|ma|notre|cette|la|l|d|de) )*(voice|audio|voix|conversation)`,
  `(tape|taping|taped|bug|bugging|wiretap|wiretapping) (me|us|this|that|it|(the|our|my) ${ofCall})`
]
/** The same, where the last word does. */
const certainAtLast = [
  "(be|being|get|getting) (taped|bugged|wiretapped)",
  `(this|that|it|me|us|voice|voix|audio|conversation|call) ((soit|be|is|to be|est|etre|being|pas|not|get|getting) )*${kept}`,
  "(effac[a-z]+|supprim[a-z]+|detrui[a-z]+|delete|erase|destroy) (mon|mes|my) (enregistrements?|recordings?)",
  "(mon|mes|my) (enregistrements?|recordings?)(?= ((soit|be|to be) )?(deleted|erased|removed|destroyed|gone|efface|detruit|supprime))"
]

/** Where they mean something else. */
const otherSenses = [
  // "Enregistrer un colis", "record that payment", "the recording of my show".
  `${verb} ((pas|plus|jamais|of|de|d|all|tout|toute) )*${determiner} (${adjective} )*${thing}`,
  // "My absence was not recorded", "I do not want my payment recorded", "my DVR will not record".
  `${determiner} (${adjective} )*${subject} (${auxiliary} )*${passive}`,
  `${device} ~4 ${verb}`,
  `${verb} ~4 ${device}`,
  `${determiner} ${subject} (will|does|can|did|is|do|would) not record(ing)?`,
  // "Record it in my file", "me as present".
  `${active} ((me|it|this|that|le|la|ca|moi|us|nous|pas) )*(in|into|on|onto|under|to|dans|sur|sous|a|au) ${determiner} (?!${
    oneOf(ofCall, us, "end|side|server|cloud|place|case|cas|cote|insu|first|other|same|part|computer|begin|debut")
  } )${thing}`,
  `${verb} ((me|it|this|that|moi|ca|le|la) )*(as|comme|under|sous|online|en ligne|at the hotel) [a-z]+`,
  `${verb} (that|que) (i|je|he|she|they|we|my|il|elle|mon|ma)`,
  // What the caller records: a number, this call.
  "(?<!(can|could|should|may) )(i|we) ((am|are|have|had|never|already|also|did|do|will|not|can|could|always|was|should|may) )*(record|recorded|recording)(?! (calls?|lines?|conversations?))",
  `je ((ai|avais|vais|dois|peux|pourrais|vous|le|la|l|les|pas|plus|deja|aussi|suis en train d|suis en train de|viens d|jamais|essaie d) )*enregistr[a-z]+`,
  // Checking in, and registers.
  `je (veux|voudrais|voulais|dois|devais|peux|pourrais|aimerais|arrive|essaie|essaye|souhaite|ai|suis) ((pas|pu|besoin|a|de|d|bien|du|reussi) )*m enregistrer`,
  "me (suis|etais) (pas )?(bien )?enregistre[a-z]*|s enregistr[a-z]+",
  "enregistr[a-z]+ (pour|a|au|de|du|sur) ((mon|le|un|la|l|une|mes|les|ma) )?(vol|voyage|cours|camp|site|hotel|avion|colis|vehicule|entreprise|bagage|bagages)",
  `(numero|numeros|studio|certificat|confirmation|frais|bureau|formulaire|comptoir|date|seance|preuve|processus|borne|delai|cours|marque|courrier|lettre|colis|poste|caisse|message|messages|menu) ((d|de l|d un) )?enregistr[a-z]+`,
  "(mon|mes|ton|son|ses|my|his|her|their) (recordings?|recorder|enregistr[a-z]+)",
  // The noun.
  `(${determiner}|medical|criminal|public|police|health|dental|tax|birth|court|school|land|track|world|vinyl|employment|of|for|have no|has no|is no|was no|had no|found no|find no|find|see|got no) records?`,
  "(un|le|du|de|des|les|nouveau) records?",
  "records",
  "recording (studios?|sessions?|artists?|labels?|devices?|equipment|software|engineers?|secretary)",
  "records? (store|label|number|keeping|breaking|high|low|deal|player|company|shop|of|for|date|request|department)",
  "(voicemail|video|music|pre|tape|digital|voice) (recorder|recordings?)",
  "(recorded|recording) (message|messages|announcement|mail|greeting|menu|delivery|music|program|show)",
  // The machine that speaks: "am I talking to a recording?"
  `(talk|talking|speak|speaking|spoke|listen|listening|connected|parl[a-z]+|ecout[a-z]+|tomb[a-z]+) ((to|with|a|an|the|avec|sur|que|un|une|l|le|cet|your|votre|de) )*(recording|recordings|enregistrement|enregistrements)`,
  `(is|was|it|this|are you|c est|etait|es tu|etes vous|heard|hear|got|get|entendu|suis) (a|an|another|un|tu un|vous un|pas un|not a|only a) (recording|enregistrement)`,
  "(copy|copies|copie|transcript|transcription) (of|de) ((the|l|that|my|cet|all|un|une) )*(recordings?|enregistrements?)"
]

const forms =
  / (?:record|recording|recordings|recorded|recorder|recordez|recordiez|recorde|enregistr[a-z]+|taping|taped)(?= |$)/g

const offTheRecord = change([
  "(off|out) (of )?(the |your |any )?(records?|tape|recordings?)",
  "unrecorded|no (tape|taping)#"
], () => " not REC")
const firstWords = change(certain, (found) => found.replace(/^ \w+/, " REC"))
const lastWords = change(certainAtLast, (found) => found.replace(/\w+$/, "REC"))
const elsewhere = change(otherSenses, (found) => found.replace(forms, " THING"))

/** Whether a text can be about a recording at all: most that callers say is not, and is read no further. */
const worthReading =
  /record|enregistr|\b(?:tap(?:e|ed|ing)|cassette|bande|bugg\w*|wiretap\w*|voice|voix|audio|trace|conversation)\b/

/**
 * A piece's text with `REC` wherever the recording of this call is meant, in whichever form: verb, participle or noun; and
 * with `THING` where the same word means something else.
 */
export const markMentions = (text: string): string =>
  worthReading.test(text) ? elsewhere(lastWords(firstWords(offTheRecord(text)))).replace(forms, " REC") : text
