import { oneOf } from "../SpokenPattern.ts"
import { adjective, auxiliary, determiner, device, noNoun, ofCall, people, us } from "./MentionWords.ts"

const verb = oneOf("record|recording|recorded|enregistr[a-z]+|recorde|recorder|recordez|recordiez")
const active = oneOf("record|recording|enregistre|enregistrer|enregistrez|enregistriez")
const passive = oneOf("recorded|enregistre|enregistree|enregistres|enregistrees|recorde")

const thing = `(?!${oneOf(ofCall, noNoun, "REC")} )[a-z0-9]+`
const subject = `(?!${oneOf(ofCall, people, us, noNoun, auxiliary, "REC|insu")} )[a-z0-9]+`
const person = oneOf("person|human|someone|somebody|personne|humain|quelqu")

/** On, in or to what a call is recorded: anything else is a file, a name, an account. */
const whereCallsAre = oneOf(
  ofCall,
  us,
  "end|side|server|cloud|place|case|cas|cote|insu|first|other|same|part|computer|begin|debut"
)

/** A clause of its own behind "record": "don't record, my wife is ill". */
const ofNextClause = `(?! (is|are|was|has|had|will|would|wants?|does|did|est|sont|veut|va|s|c) )`

/** What is recorded or registered, and is no call: nothing may come between, not even a comma. */
const objects = [
  // "Enregistrer un colis", "record that payment", "the recording of my show".
  `${verb} ((pas|plus|jamais|encore|all|tout|toute) )*${determiner} (${adjective} )*${thing}${ofNextClause}`,
  `${verb} (of|de|d) ((all|tout|toute) )?${determiner} (${adjective} )*${thing}|enregistrements? (du|des|de|d) ${thing}`,
  // "My absence was not recorded", "I do not want my payment recorded", "my DVR will not record".
  `${determiner} (${adjective} )*${subject} (${auxiliary} )*${passive}`,
  `${determiner} ${subject} (will|does|can|did|is|would) not record(ing)?`,
  `${device} ((is|not|will|does|has|stopped|can|did|still|keeps|that|pas|plus|est|veut|peut|sur|qui|a) )*${verb}`,
  `${verb} ((my|the|a|on|that|mes|mon|une|des|les|sur) )*${device}`,
  // "Record it in my file", "me as present", "that I called".
  `${active} ((me|it|this|that|le|la|ca|moi|us|nous|pas) )*(in|into|on|onto|under|to|dans|sur|sous|a
  |au) ${determiner} (?!${whereCallsAre} )${thing}`,
  `${verb} ((me|it|this|that|moi|ca|le|la|pas) )*(as (a|an|paid|present|absent|late|received|done|[a-z]+ed)|comme une?
  |under [a-z]+|online|en ligne|at the hotel)`,
  `${verb} (that|que) (i|je|he|she|they|we|my|il|elle|mon|ma)`
].map((phrase) => phrase.replace(/\s*\n\s*/g, "").replaceAll(" ", "_"))

/** What callers record themselves, and where they check in. */
const byCaller = [
  `(?<!(can|could|should|may|if) )(i|we) (am|are|was|were) ((also|already|not|still) )*recording`,
  `(?<!(can|could|should|may|if) )(i|we) ((have|had|never|already|also|did|do|will|not|can|could|always|should
  |may) )*(record|recorded)(?! (calls?|lines?|conversations?))`,
  `je ((ai|avais|vais|dois|peux|pourrais|vous|le|la|l|les|pas|plus|deja|aussi|suis en train de?|viens d|jamais
  |essaie d) )*enregistr[a-z]+`,
  `je (veux|voudrais|voulais|dois|devais|peux|pourrais|aimerais|arrive|essaie|essaye|souhaite|ai|suis) ((pas|pu|besoin
  |a|de|d|bien|du|reussi) )*m enregistrer`,
  `me (suis|etais) (pas )?(bien )?enregistre[a-z]*|s enregistr[a-z]+`,
  `enregistr[a-z]+ (pour|a|au|de|du|sur) ((mon|le|un|la|l|une|mes|les|ma) )?(vol|voyage|cours|camp|site|hotel|avion
  |colis|vehicule|entreprise|bagages?)`,
  `(drop|dropping|send|sending|porter|apporte|envoie|bring|leave|left|leaving|laisse|laisser|made|fait) ~3 (a|un) (recording|enregistrement)`,
  `(mon|mes|ton|son|ses|my|his|her|their) (recordings?|recorder|enregistr[a-z]+)`
]

/** The nouns. */
const nouns = [
  `(numeros?|studio|certificat|confirmation|frais|bureau|formulaire|comptoir|date|seance|preuve|borne|delai|cours
  |marque|courrier|lettre|colis|poste|caisse|messages?|menu|bagages?|commande) ((a|d|de l|d un) )?enregistr[a-z]+`,
  `(${determiner}|medical|criminal|public|police|health|dental|tax|birth|court|school|land|track|world|vinyl
  |employment|of|for|have no|has no|is no|was no|had no|found no|find no|find|see|got no) records?|no records? of`,
  `(un|le|du|de|des|les|nouveau) records?|records`,
  `records? (store|label|number|keeping|breaking|high|low|deal|player|company|shop|date|request|department)`,
  `${determiner} (sermon|mass|meeting|webinar|concert|lecture|class|course|show|game|interview|music|band|video|wedding
  |choir|podcast|zoom|sleep|heart) recordings?`,
  `${verb} (voicemails?|shows?|videos?|music|songs?|episodes?)`,
  `recording (studios?|sessions?|artists?|labels?|engineers?|secretary|fees?|rooms?|services?)`,
  `recorder (lessons?|class|music|app)|(voicemail|video|music|pre) (recorder|recordings?)|(my|return|returning|buy
  |bought|sell|order|replacement|retourner|achete) ((a|the|my|un|une|mon) )*((voice|tape|digital) )?(recorder
  |enregistreu[a-z]+)`,
  `${determiner} recorded ${subject}|recorded (owner|mail|delivery)`,
  `(recorded|recording) (messages?|announcement|mail|greeting|menu|delivery|music|program|show|voice)`,
  `(copy|copies|copie|transcript|transcription) (of|de) ((the|l|that|my|cet|all|un|une) )*(recordings?
  |enregistrements?)`,
  // Tapes to stick, to measure and to play.
  `(duct|masking|scotch|packing|measuring|red|electrical|adhesive|clear|roll of|du|some|any|buy|bought|sell|need|have
  |old|vieille|vieux|lecteur de|un|une|a|an) ((a|some|any|old|du) )*(tapes?|cassettes?)(?! (of|running|rolling
  |recorder|de) )`,
  `(tapes?|cassettes?) (measure|deck|player|gun|a gommer|a mesurer|video|came|is (stuck|broken|loose))|(il|elle
  |je) tape`
]

/** The machine that speaks: "am I talking to a recording?", "I want a person, not a recording". */
const announcements = [
  `(?<!(anyone|anybody|people|somebody|personne|quelqu un) )(?!(?<=^ )(ecoutez?|listen) )(talk|talking|speak|speaking|spoke|listen|listening
  |connected|parl[a-z]+|ecout[a-z]+|tombe? sur) ((to|with|a|an|the|avec|sur|que|un|une|l|le|cet|your|votre
  |de) )*(recordings?|enregistrements?)(?! (off|on|running|going|ferme|arrete) )`,
  `(is|was|it|this|are you|c est|etait|es tu|etes vous|heard|hear|got|get|entendu|suis) (a|an|another|un|tu un|vous un
  |pas un|not a|only a) (recording|enregistrement)`,
  `${person} ~1 (not|pas|instead of|rather than|et non|plutot qu) (a|an|un) (recording|enregistrement)`,
  `(a|un) (recording|enregistrement) (i|je) (want|need|prefer|veux|voudrais) ~3 ${person}`,
  `(play|plays|playing|jouer|joue) ~3 (recording|enregistrement)|(recording|enregistrement) ~2 (play|plays|playing
  |joue|joues)`
]

/** Where "record" and "enregistrer" mean anything but this call. */
export const otherSenses = [...objects, ...byCaller, ...nouns, ...announcements]
