import { beginsWith, oneOf, says } from "../SpokenPattern.ts"
import * as People from "./PersonWords.ts"

/** The frames that a language stands in, asked for or not; for each what is said before it, or after it. */

const article = oneOf("the|le|l|la|en|in")
const possessive = oneOf("my|our|mon|ma|notre")

// The language as a word or a name

/** `How do you say that in French`, `le mot en anglais`. */
export const asksForWord = says(
  `how (do|would|can|to|does) ((you|i|we|one) )?(say|call|spell|write|pronounce)`,
  `comment ((on|ca|vous|tu|est ce (qu|que) on) )?(se dit|ca se dit|dit|dire|dites|appelle|traduit|s appelle)`,
  `(the|a|that|le|un|ce) (word|words|term|expression|mot|terme|nom)(?! (de|d|of) )`,
  `(what's|what is|whats) (?!(that|this|it|the|your|my) )\\S+ (\\S+ )?in#|(know|say|connais|sais) ((just|juste|only|seulement) )?(?!(it|that|this|how|a|un|une|some|very|what|everything|things|anything|enough|me|us|ca|ce|cela|tout|le|la|les|so|again|more|much|rien|nothing) )\\S+ (in|en)#|on dit \\S+ en#|(ca|ce|c) (se dit|s appelle|s ecrit|se traduit|dirait)|vient de|comes from|means?|called|veut dire|mot pour`
)
/** `Pardon my French`, `my name is English`. */
export const isIdiom = says(
  `(excuse|pardon|pardonnez) (my|mon|the|le)#|(names?|nom) (is|est|c est)#|(names?|nom|name's)#|(appelle|nomme|named)( \\S+)?#`
)
export const allGreek = says(`(it's|was|is) all#`)
/** What comes before somebody's or a street's name. */
export const isTitle = says(
  `(rue|street|avenue|boulevard|chemin|madame|monsieur|mr|mrs|ms|miss|mme|m|dr|docteur|doctor|mister|sir|saint)#`
)
/** `I'm French`, `you sound English`. */
export const isOfOrigin = says(
  `((you|i|he|she|they|it)'d|would|must|could|to) be#|(i'm|im|am|we're|are|were|been|he's|she's|they're|sounds?|looks?|seems?)#|(is|was) (that|this|it)#`
)
export const isPredicate = says(`(is|was|it's|that's)#`)
/** ... but `my first language is English`. */
export const isOwnLanguage = says(
  `(language|tongue|prefer\\S*|preference|speak|know|have|need|choice|langue|parle)`
)

// Several languages

export const theTwo = says(`les deux|both(?! of us )|peu importe`)
export const orElse = beginsWith(`(or|ou) (just|only|juste|seulement)`)
export const between = says(`(?<=^ )(to|into|vers|a|au)( (le|l))?#`)
export const prefersTo = says(`(prefer|prefere|preferer|prefererais|preferais|aime|aimerais)`)
/** `Rather French than English`. */
export const compared = says(`(than|qu|que|from)( (${article}|my|mon))?#`)
export const comparing = says(`(mieux|plus|plutot|better|more|rather|easier)`)
export const insteadOf = says(`instead of|rather than|plutot (qu|que)|au lieu`)

// How well somebody speaks it

export const isSkill = says(`(${possessive}|your|votre|ton)#`)
export const isOwnSkill = says(`${possessive}#`)
export const isSorryFor = says(`(sorry|desole|desolee) (for|about|pour)`)
/** `I don't think my English is good enough`. */
export const doubts = says(
  `(don't|not|isn't|pas) ~9 (think|believe|sure|confident|trust|comfortable|crois|pense|trouve|confiance|certain)`
)
export const isBetter = beginsWith(`(\\S+ ){0,3}(?<!getting )(better|best|mieux|meilleur)`)
export const reported = says(`told|dit a`)
/** `I can't find my words in English`. */
export const wordsFail = says(
  `(find|have|lack|lose|losing|missing|know|trouve|cherche|chercher|manque|perds) ~9 (mes mots|les bons mots|my words
  |the (right )?words|enough (words|vocabulary)|vocabulaire)`
)
/** `Very little English`, `I only know ten words of French`. */
export const tooLittle = says(
  `(very little|not much|hardly any|barely any|tres peu|trop peu|pas beaucoup|pas gros|presque pas|not a word of|no
  |zero|aucun|just a (little|few|bit))( (de|d|of|the|words of))?#`,
  `(only|just|juste|seulement|like|pas|not) ~9 (words?|mots?) (of|de|d|en|in)#`
)
export const aWordOf = says(`(mots?|words?) (de|d|of|en)#`)
export const tooMuch = says(
  `too (fast|quick|hard|much)|trop (vite|dur|difficile|rapide|complique)|fait deux|gives? up|beyond me|over my head
  |lost|up to|mal|(parle|parler|parlez|speak|talk|talking|going|go|allez|vas)( \\S+)? (vite|fast)`
)
export const partly = says(`half|moitie|presque rien|pas grand chose|almost nothing`)
export const secondLanguage = says(`(second|third|deuxieme|troisieme) (language|langue)|langue seconde`)
export const lessSo = says(`moins|less|not as|pas aussi|not so`)
export const learned = says(`(learn|learned|learning|taught|studied|took|appris|apprendre|etudie)`)
/** `I speak English`: the caller has it. */
export const speaks = says(
  `(?<=^ )(?!i'll )\\S+ (\\S+ )?((can|could|do|also|peux|sais) )?(speak|know|parle|parler|jase)( (${article}|bien|very
  |good))*#`
)
export const identifies = says(`(i'm|im|i am|we're|we are|suis|sommes|chus|chu|chui)( (a|an|un|une))?#`)
export const understands = says(
  `(?<=^ )\\S+ (\\S+ )?(understand|manage|handle|get by|comprends|comprendre|connais|debrouille)( (${article}|bien|with
  |avec|very|good))*#`
)
export const hasSome = says(`(speak|know|understand|parle) some#`)

// What is said of it, and does not ask

/** It is in that language: a thing, and not what the caller wants. */
export const isIn = says(
  `(is|are|was|were|be|been|being|it's|that's|they're|est|c est|etait|sont|sera|etaient|comes?|came)( (it|this|that
  |they|there|ca|cela|only|just|all|not|always|both|also|juste|seulement|tout|toute|toujours|pas|aussi))? (in|en)#`
)
export const mayBe = says(
  `(better|mieux|easier|can|could|may|might|peut|peux|pourrait|pourrais|pouvez|pourriez|would|possible)`
)
export const ofCaller = says(`(moi|me)`)
export const ofAnother = says(`(lui|elle|eux)`)
/** `The one in French`. */
export const oneOfThem = says(
  `(celui|celle|ceux|celles|the ones?|that one|which one)( (qui est|qui sont|that's|that is))? (in|en)#`
)
export const didSpeak = says(
  `(a|ont|avait|avaient|avez|avons) ((deja|toujours|juste|tout) )?(parle|repondu|dit|ecrit|explique|servi|servie
  |transfere|transferee|refere|crie|mis)`
)
export const wished = says(
  `(want|wants|wanted|meant|hope|hoped|hoping|wonder|wondering|wondered|wish|wished|ask|asked|asking|press|pressed|chose
  |picked|selected|need|needed|voulais|aimerais|demande|choisi|pese|appuye|promised|if (you|we)|si (vous|tu|on)
  |i said|i told|thought|pensais|croyais)`
)
/** A machine: `it keeps talking to me in French`. */
export const isMachine = says(
  `(?<=^ )it (keeps?|kept|talks?|speaks?|started|starts|switched|switches|went|goes|plays|only)|stuck (on|in)#`
)
export const isSet = says(`(set|reset|changed|defaulted) ~5 (on|in|to)#`)
/** Which key it is: "do I press two for French", "why does it say press nine for French". */
export const asksForKey = says(
  `(do|should|must|why|whether|if|says?|said|told) ~6 (press|hit|push|dial|punch) ~3 for( the)?#`,
  `(est ce (que|qu)|dois|faut|pourquoi|si|dit|disait) ~6 (fais|fait|faire|pese|peser|appuie|appuyer|compose|composer)
  ~4 pour( (l|le))?#`
)
/** Whoever somebody was put through to: that is over. */
export const wasPassed = says(
  `(was|were|got|been) (transferred|sent|connected|passed|put through|put on) (over )?(to|with)|(m|nous) (a|ont|avez) (transfere|passe|envoye|mis)`
)
/** Somebody in another place, or at another time, and not on this line. */
export const otherwhere = says(
  `(in|at) (the|your) (?!(phone|line|call|other|moment|same|end|bank) )\\S+|on (weekends?|(mon|tues|wednes|thurs|fri|satur|sun)days?)
  |en cuisine|au (comptoir|magasin|garage|chantier|guichet)|(la|les|en) fins? de semaine|le (lun|mar|mercre|jeu|vendre|same|diman)(di|che)|demain|tomorrow`
)
/** « Faut-il parler anglais pour réserver » */
export const mustOne = says(
  `(faut|doit|dois|doivent|oblige|obliges|obligee|prend) ~4 (parler|savoir|comprendre|maitriser|connaitre)( (l|le))?#`
)
export const inOrderTo = beginsWith(`pour (?!parler )\\S+(er|ir|re|oir)`)
/** « L'Anglais m'a dit » */
export const actedOn = beginsWith(
  `(m|me|nous|lui) (a|ont|avait) (dit|demande|appele|rappele|repondu|envoye|vendu|donne rendez vous)`
)
/** How many speak it, or have it; what else is spoken; what is spoken elsewhere. */
export const counts = says(
  `how many(?! times)|combien (d|de)(?! fois)`,
  `languages? ~6 (besides|other than|apart from|except|outside|outside of)( (the|just))?#|autres? langues? ~3 (que|qu)( (l|le))?#`,
  `(do|does|did) (anybody|anyone|people|they|customers|clients|you) ever|(sounds?|sounded|looks?|looked) like( (a|an))?#`,
  `(people|everybody|everyone|folks|they|gens|monde) (there|over there|out there|down there|up there|la bas|in town|en ville)`
)
/** Somebody has the caller ask. */
export const asksForAnother = says(
  `(wants to know|asked|asks|is asking|was asking|wonders|(?<!se )demande|demandait|veut savoir) (if|whether|si)
  |for when|pour quand`
)
export const told = says(`told`)
/** A job, a course, a place asks for it. */
export const isRequired = says(
  `(required|mandatory|compulsory|asset|requirement|obligatoire|exige|exigee|requis|atout)|to work there
  |(for|pour) (le|la|l|the|this|that|un|a) (poste|emploi|job|position|travail|cours|stage)`
)
export const exigeQue = says(`(exige|exigent) que`)
export const needsIt = says(
  `(do|does|would|will|must) (i|they|he|she|people|we) (need|have to|speak|know)|to apply|pour (postuler|travailler|etre engagee?)|to (work|get a job|be hired) (there|here|with|at|for)`
)
/** What people say that one has to do. */
export const hearsay = says(
  `(they|people|everybody|everyone|the law|la loi|le monde|on) (says?|tells? (you|us|me)|dit|m a dit) ~3 (have to|need to|must
  |should|faut|doit|doivent)`
)
/** "Tell me if the tour is in French": what is told is about something else. */
export const asksWhether = says(
  `(tell|say|know|check|dire|dis|dites|savoir|verifier) ((me|us|moi|nous) )?(if|whether|si)`
)
/** « Personne chez nous parle anglais » */
export const nobodyHere = says(
  `(nobody|no one|none|personne) (chez nous|ici|here|of us|in (my|our) \\S+|dans (ma|notre) \\S+) ~2 (parle|comprend|speaks?
  |understands?|knows?)`
)
export const nobodyNeeds = says(`(nobody|no one|none|personne) ~3 (needs?|wants?|requires?|asked|besoin|veut|demande)`)
/** Who lives, works or reads in a language does not ask for it. */
export const elsewhere = says(
  `(at|a) ((my|the|la) )?(home|work|school|job|maison)|with (the|my) (kids|children|family|wife|husband|parents)
  |(in|at) (high )?school|growing up|grew up|raised|grandi|elevee?|au travail|au bureau|a l ecole|en famille|avec les enfants
  |at the office|every day|all day|a longueur de|toute la journee|toute ma vie|my whole life|i used to|years ago
  |(avec|with) (mes|my) (clients?|collegues|coworkers|colleagues|friends|amis|enfants)`
)
export const livesIn = says(
  `(married|marry|marier|sings?|chante|rides?|watch|watched|watching|regarde|ecoute|listens?|travaille|travailler|works?
  |lives?|lived|habite|deals?|sells?|vend|vendez|rents?|dreams?|reve|reads?|write|lis|lire|ecris|ecrire) ~4 (in|en)#`
)
export const reads = says(`(reads?|write|lis|lire|ecris|ecrire|ecrit)`)
export const observes = says(`(?<=^ )(vous|tu) (me|m) (parlez|parles|repondez|reponds)( (en|in))?#`)
export const usually = says(
  `(always|usually|normally|d habitude|toujours|habituellement) ~5 (you|vous|tu)|(d habitude|toujours) on (me|m)`
)
export const mayDo = says(`(you (can|may|could)|vous pouvez|tu peux)`)
/** `L'anglais, je le comprends`, `French I can read`: what the caller does with it, said after it. */
export const isTheirs = beginsWith(
  `((moi|mais) )?(je|j|on|nous) (le|l) (comprends|comprend|comprenons|lis|lit|ecris|connais|connait|enseigne|apprends|etudie)
  |(i|we) ((can|could|do) )?(understand|read|write|know|teach|study)`
)
export const likeA = beginsWith(`(like|comme)`)
/** `I don't mind`, `ça me dérange pas`. */
export const carefree = says(`(don't|dont) (mind|care)|(me|nous) derange pas|m est egal`)
export const yourChoice = says(`(vous|te|you|if|si)`)
export const unneeded = says(
  `no need|(don't|dont|do not|doesn't) (need|have to)|needn't|(not|isn't) (necessary|needed)|unnecessary|never asked
  |didn't ask|(don't worry|no worries) about|pas (besoin|necessaire|oblige|obliges|obligee|obligees|a|la peine)
  |inutile|jamais demande|inquietez vous pas (pour|de|avec)`,
  `(?<=^ )(no thanks|no thank you|non merci) (pour|for|on|to|the|l|le)`
)
export const afterUnneeded = beginsWith(
  `(\\S+ )?((is|isn't|n|est|c est) )*((not|pas) )?(necessary|needed|required|necessaire|obligatoire|utile|requis|besoin)`
)
export const noProblem = says(`(problem|issue|probleme|souci|trouble)`)

/** What would be, and is not: `I'd do this in French if I could`, `j'allais demander l'anglais`. */
export const isUnreal = says(
  `(was|were) going to|if i could|wish (i|we) (could|spoke|knew|had)|allais|aimerais savoir|(aurait|aurais) (fait|aime
  |pu)|would've
  |(worried|afraid|scared|nervous|peur) ((that|que|qu) )?(you|you'd|you'll|you're|vous|it|it'd|ca|everything|tout)`
)
export const afterUnreal = says(`if i could|but i can't|mais (je|j) peux pas`)
/** `Julie usually helps me in French`. */
export const usuallyOthers = says(`(always|usually|normally|d habitude|toujours|habituellement) ~4 (me|m|with|avec)`)
export const conditional = says(`(if|si) (only )?(my|our|mon|notre)#`)
/** It can go on as it is, whatever was said of somebody's English or French. */
export const reassures = says(
  `bear with me|be patient|i (manage|understand (everything|you|it))|(i|we|you)'ll (manage|try|do fine|be fine)
  |(go|carry) on(?! (in|a))|go ahead(?! in)|keep going(?! in)|practi[sc]e (it|my|mine)|no (worries|problem)|don't worry
  |(it's|that's|i'm|we're) (fine|ok|okay|good|all right|alright)(?! (in|with|for) )|i'm learning|works fine|so go on
  |speak slowly|fine like this`,
  `ca va aller|on continue(?! en)|continuez(?! en)|soyez patient|(veux|voudrais) pratiquer|comprends tout|allez y(?! en)
  |c est pas grave|inquietez vous pas|ca va etre (correct|bon)|mais bon|j apprends|me debrouille(?! (mal|mieux|pas))
  |parler lentement|c est correct(?! (en|si))|ca va de meme`
)

/** What is announced is no thing that somebody asks for. */
export const announced = says(`(site|website|menu|sign|message) (says|said)`)

// Requests

export const plea = beginsWith(
  `(please|plz|svp|stp|s v p|s il (vous|te) plait|je vous prie)( (thank you|thanks|merci|madam|madame|sir|monsieur
  |miss))?#`
)
export const pleads = beginsWith(`(please|plz|svp|stp|s il)`)
export const provided = beginsWith(`(if|si|please|svp|s il)`)
export const asYouLike = beginsWith(`(si vous voulez|if you (want|like))`)
/** What is said of the language itself, after it: `en anglais ça irait`, `English would be safer`. */
export const suits = beginsWith(
  `((ca|c|ce|it|that|m|me|nous) )?(irait|serait|se (peut|pourrait)|va ((tu|etre) )?(mieux|bien)|est (possible|mieux
  |correct|parfait|plus)|would|'d be|works|arrange|arrangerait|convient|conviendrait)`
)
/** `C'est en français que je veux parler`. */
export const thatI = beginsWith(`que (je|j|on|nous|ca)`)
export const denied = beginsWith(`(c est )?(no|non)`)
export const declined = says(`(?<=^ )(non merci|no thanks|no thank you) \\S+`)
export const refusesDirectly = says(`(?<!no )no( (in|en))?#`)
export const andMe = beginsWith(`(et|pis|and) (moi|me|i (don't|do not|never))`)
export const whyThat = says(
  `(why|pourquoi|how come)( (in|en|the|le|l|du|is it|are we in|c est))*#|pourquoi ca ((me|m) )?(parle|repond) en#`
)
/** `That was too much French for me`. */
export const excessive = says(`(too much|trop (de|d))#|enough (with|of)( (the|your|this))?#`)
export const neverMind = says(`(forget it|oublie ca|oubliez ca)`)
export const leaveThe = says(`leave the#`)
/** `Do we have to do this in French`. */
export const haveTo = says(
  `(do|does) (we|i) ((really|always) )?(have|need) to|must (we|i)|(faut|oblige|obligee|obliges) ~9 (vraiment|absolument)`
)
/** `I pressed the wrong button, I wanted English`. */
export const wrongOne = says(
  `(wrong|mauvais|mauvaise|bad) (language|langue|option|button|bouton|choix|choice|number|line|key)`
)
/** `Why are you talking to me in French`, `I'm lost when you speak English`. */
export const complains = says(
  `(why|pourquoi|how come|when|quand|lorsque|lorsqu|whenever|you're|stop)|(?<!(can|could|to|please) )keep`
)
export const youAre = says(`(?<=^ )you're`)
export const whatYouSay = says(
  `what (you|you're|you are) (say|said|saying)|ce que (vous dites|tu dis)|quand vous parlez`
)
export const wantsAhead = says(`(want|need|veux|voulons|like|aime)`)
/** `Can't we`, `on pourrait pas`. */
export const invites = says(`(can't|couldn't|don't|won't|shouldn't)#`)
export const onPeut = says(`(?<=^ )on (peut|pourrait)`)
export const weOrOn = says(`(?<=^ )(we|on)`)
export const noWay = says(
  `(pas|no|not|isn't|aucun) ((de|d|there|any|a) )*(moyen|facon|way(?! (i|we) )|possibilite|possible|possibility|chance|option
  |service)|(isn't|ain't|aren't) there|there isn't|y a pas|(n )?y a t il pas|y aurait pas`
)
export const misses = says(`(find|see|hear|trouve|vois|entends)`)
export const leavesMessage = says(`(leave|laisser) ~2 message`)
export const exclusively = says(`(only|just|juste|seulement|que|mieux|better)`)
export const ratherThat = says(`(rather|prefer|prefere|mieux|let's)`)
/** ... or it is somebody who is to be hired, sent, recommended. */
export const brings = says(
  `(hire|hiring|engager|embaucher|recommend|recommander|send|envoyer|bring|bringing|amener|amene|emmener|emmene
  |venir avec|come with|coming with|(if|si) (someone|somebody|quelqu))`
)
/** It is for somebody who is not there. */
export const forThem = says(
  `(for|to|with|pour|a|avec) (her|him|them|elle|lui|eux)|(parlez|parle|repondez|dites|ecrivez) (lui|leur)|(la|les|l) (servir|aider|accueillir|recevoir|rencontrer
  |rappeler|soigner)`
)
/** Behind a language, whose it is or how well it is had: « le français de mon fils », « mon niveau d'anglais est bon ». */
export const ofTheirs = beginsWith(`(de|d|du) (mon|ma|mes|son|sa|ses|notre|nos|leur|leurs) (?!(cote|point|vie) )\\S+`)
export const isLevel = says(`(level|niveau) (of|in|en|d|de)#`)
/** A question to the one who answers, or about what both do. */
export const invitation = says(
  `(can|could|may|might|would|do|don't|shall|does|is there) (i|we|you|someone|somebody|anyone|anybody|it|this)`,
  `(pouvez|pourriez|avez|auriez|parlez) vous|(peux|pourrais) tu|on (peut|pourrait|va|fait)|puis je
  |est ce (que|qu) (je|j|on|vous|tu)`,
  `(i'll|i will|we'll|i'm going to) (go|do|say|try|speak|continue|answer|switch|use|get)
  |(i'd|i would|we'd) (like|love|feel|be|prefer|rather|want)|any (way|chance|possibility|objection)|droit (a|au|d etre)
  |right to|vous avez|tu as|t as`,
  `(need|want|require|voudrais|veux|prends|besoin d|besoin de)( (the|some|le|l|du))?#|(more|better|easier|simpler
  |faster|clearer|further|happier|plus|mieux) ~3 (in|en|with|avec)( (l|le))?#`,
  `let's|let (me|us)|is it (cool|ok|okay|fine|alright|all right|possible) (if|to|for)`,
  `(say|explain|do|hear|get|handle) (it|this|that|everything) in#`
)
export const isSpeaking = (folded: string) => People.first.has(folded) || People.second.has(folded)
/** Moods of asking: `j'opterais`, `finissons`, `poursuivez`. */
export const isMood = (folded: string) => /^(?:.{2,}(?:rais|rait|riez|rions|raient)|.{3,}(?:ons|ez))$/.test(folded)
