import { beginsWith, change, oneOf, says } from "../SpokenPattern.ts"
import { clearWords, lead, ofAnswers, yesWords } from "./AnswerWords.ts"
import { willing } from "./RefusalWords.ts"

/** The caller speaks of the question, and of nothing else. */
const answers = (text: string) => text.split(" ").every((word) => word === "" || ofAnswers.has(word))

const negative = says(
  `no|nope|not|never|neither|nothing|without|non|pas|plus|jamais|aucun|aucune|aucunement|nullement|ni|sans|rien|niet
  |nada|point`
)

const wills = says(willing)

const noWord = oneOf(
  "no|nope|nah|naw|nay|negative|never|non|nan|naon|nonon|nenni|negatif|jamais|pantoute|aucunement|niet"
)
const trail = oneOf(
  "thanks|thank you|sorry|sir|madam|merci|desole|desolee|madame|monsieur|way|beaucoup|then|alors|moi|la|please|from me"
)

/** "No", then a break or a word of their own: "no hot water" is no answer. */
const beginsWithNo = beginsWith(
  `(${lead} )*(non|nope|nah|naw|nan|naon|nonon|nenni|negatif|no( (already|again|absolutely|definitely|really|sorry
  |still|nope|today|tonight|dear|honey|hon|love|sweetie|buddy|man|bud|miss|mister|pal|mate|darling|gracias|good|bueno
  |thanks|thank|thx|ty|sir|madam|way|please|but|and|i|it|you|we|that|he|she|my|do|can|never|put|transfer|connect|give
  |tell|let|get|send|take|call|to|for|from|on|what|where|is|are|not|record|recording|REC|just)|_,|#)|(never|jamais
  |pantoute|aucunement|negative|niet)( (thanks|sir|madam|merci)|_,|#))`
)
const beginsWithNot = beginsWith(
  `((well|so|sorry|thanks|yeah|desole|desolee|moi|alors|merci) )*(not (?!(yet|sure|working|here|really sure
  |quite sure) )|pas (?!(encore|sur|sure|de|d|recu|capable|certain|certaine|compris|entendu|bien) )|(never
  |jamais) (?!(got|received|had|heard|seen|recu|eu|vu|entendu) ))\\S+`
)
const endsWithNo = says(`${noWord}( ${trail})*#`)

/** Not an answer yet, for all its "no" and "pas". */
const notHeard = says(
  `no (idea|clue|wait|hold on|hang on|speak|hablo|one|thing)|not ((so|really|entirely|too) )?sure|(do|did|can
  |could) not ((really|quite) )?(know|understand|hear|catch|get|follow|remember)|what did you|repeat|pardon`,
  `(sais|comprends|entends|compris|entendu|saisi|catche) pas|pas ((bien|tout|trop|vraiment|tout a fait) )?(compris
  |entendu|saisi|suivi|sur|sure|certain)|non attend(s|ez)|repet(er|ez)|ca (marche|va) pas#`
)
const supposes = says(`(if|si) (i|je) ~2 (say|said|refuse|dis|disais)( (no|non))?#`)

/** Refusals in words of their own: whatever else is said, in the same breath, of the reason. */
const objects = says(
  `certainly (is|do|does|will) not#|(husband|wife|mother|father|mom|dad|son|daughter|boss|lawyer) (would|does|will|is) not
  (want|like|allow|agree|accept|approve|appreciate|(be )?(okay|ok|happy|pleased|comfortable|thrilled|fine|let me))|(rather|prefer|better|think|hope|guess|afraid|soon) not|(?<!(or|why|if|is|am|are|was|does|did|do|it|he|she
  |that) )not#|not (going to )?work (for|with) me|(choose|choosing|chosen|elect|opt) not|told ~1 (never|not) to|(prefer|rather) (if )?(we )?(could )?(talk|speak|chat)( privately)?#|[a-z]+ment pas#|(keep|leave) (it|that) off|(?<=^ )(off|declined?|refused|denied)#|(?<=^ )(${lead} )*${noWord} (because|cause|since|parce que|car)|abstain|(if|si) ~5 (avoid(ed)?|evit[a-z]+)|avoid (it|that|this)|(like|want) (it
  |that) (off|stopped|gone)#|(fat|no) chance|(next|other|another) time|autre fois|(notes?|write
  |ecri[a-z]+) ~4 (instead|a la place)|take notes|discretion|(not|pas) sure? ((que|that) )?(i|ca|je) ~2 (want|tente
  |like|veux|comfortable|aime)|no (dice|deal)|as if#|refrain( from ~1 (it|that|this))?#|jamais de la vie|(rather|prefer|appreciate|better|happier|easier
  |nicer|glad|grateful|love|best|like|soon) ~4 (do|did|would|be|were|was) not|(prefer|rather) (without|no)|(better|happier|rather) if not#|not think ~3 (good|right|okay|ok|comfortable
  |necessary|want|like|should|so)|(do|will|can) not (want|consent|agree|accept|allow|authorize) (to )?(that|it|this
  |you to)|((more|most) [a-z]+( ease)?|better|happier|easier|nicer) without( (it|that|this))?#|told you (not to|to stop|no)`,
  `(refuse|decline|disagree|oppose|opposed|object|uncomfortable|unnecessary|creepy|private)( (on|to|with) (that|this
  |it))?#|i (do )?(refuse|decline|object)|i ((will|would|think|guess|am|going|to|have|must|rather|might|shall|i|suppose) )+(refuse|decline|pass|abstain|opt out|skip)(?! (the|my|a|your) )
  |(stay|remain|be|staying) (anonymous|private|confidential|off the record)|pass on (that|this|it)|i will pass|opt ((me|us) )?out|count me out|no way|no need
  |hard pass|(?<=^ )pass#|(do|would) mind|i mind|against (it|that)|forget (it|that|about it)|skip (it|that)|leave (it
  |that) (off|out)|under no circumstances|turn (it|that) off|stop (that|it)|(cancel|omit|cut|drop|lose|scrap|ditch|nix
  |kill|deny) (it|that|this)|(is|est|pose|cause) ((a|an|un|real) )?(problem|issue|probleme)|take issue|(want|me
  |keep ~1) out (of|from)|exclude me|be excluded|opting out|(denied|negatory|nyet|nein|nix)#|withhold|deny|concerned
  |wary|cancel that|hate that|let us not|(have|see) (a|an) (problem|issue|objection)|(?<!not )bothers? me|not bother
  |(keep|keeping|stay|remain) ~2 (private|between us)|my privacy|my (principles|beliefs|religion|values)|(mes|mon
  |ma) (principes?|valeurs?|convictions?|religion)|not my thing|(?<=^ )do not#|private person|quelqu un de (tres |plutot |assez )?(prive|discret|reserve)|prefer privacy|spare me
  |dead body|leave me out|uneasy|concerns|reservations|worries me|religion|shut (it|that) off|(will|am|going to) pass#
  |without my lawyer|not anymore|uncomfortable|a refusal`,
  `(absolument|certainement|surtout|plutot|sur que|mieux|autant|vaut mieux) (que )?(pas|non)|pas (question|daccord
  |necessaire|la peine)|(?<=^ )pas de (ca|cela)|je (refuse|decline)|hors de question|(m|me|nous|ca
  |vous) (derange[a-z]*|gene[a-z]*|enerve|ecoeure|stresse|inquiete|achale|chicote)|rend (mal|nerveu[a-z]+)
  |des reserves|genant|derangeant|en aucun cas|d aucune facon|vie privee|personne privee|(reste|rester|garder) ((ca
  |le) )?(prive|privee|anonyme|entre nous)|sans mon avocat|regarde pas|rien savoir|suis opposee?|(suis|serais
  |moi) contre(#| (ca|cela))|(?<=^ )contre#`,
  `lais?s(ez|e|er|ons) ((donc|ca) )?faire|oubli(ez|e|ons) (donc )?ca|on oublie ca|sans facon|sous aucun pretexte
  |en passer[a-z]*|(aime|aimerais|prefere|prefererais) (mieux )?sans#|passez vous en|passer? (mon|votre) tour|hais ca|aucune envie|(arret|enlev|ferm|coup|ot)(ez|e|er) ((moi|donc) )*(ca
  |le)|le (fermer|arreter)|(gardez|laissez) ca ferme|faites (donc )?(pas|jamais) ca|(mari|femme|mere|pere|chum|blonde
  |on) (veut|aime|accepte|voudrait) pas( ca)?#|(?<=^ )je passe#|interdi(s|t)|inconfortable|mal a l aise|m (y )?oppose
  |m objecte|je ((vais|pense|crois|que|prefere|dois|voudrais|aimerais|mieux|devoir) )+(refuser|decliner|passer (mon|votre) tour|m abstenir)|(a l aise|mieux|bien|content|contente|tranquille) si ~5 pas#|(prefere|aime mieux|veux|vais) passer#|un non( [a-z]+)?#|refus#|c est refuse|m absten(s|ir)|m abstiens|decliner|evit(er|ez|e|ons)( ca)?#|tres peu pour moi|inutile
  |(marchera|ira|conviendra|fonctionnera) pas|(marche|va|convient) pas (pour|avec) moi|dit de (pas|jamais)|donne(ra)? rien|sert a rien|s absten(ir|s)|anonymat|(ai|vois) (un|une|des) (probleme|objection|malaise)|(allez|vas) y pas|(vais|dois|prefere|veux) refuser
  |refusee#|embete|mefi(e|ant|ante)|excluez|etre exclu|en dehors de ca|laiss(ez|e) tomber( ca)?#|loin de( la)?#
  |moi je passe#|(jamais|pas) (dit oui|signe|accepte)`
)
const stops = says(`(?<=^ )(${lead} )*(stop|arretez|arrete)( ${trail})*#`)

/** "Could you not?" asks for it all the same. */
export const requests = says(
  `(can|could|may) i (refuse|decline|say no|opt out)|(je peux|je pourrais|est ce que je peux|puis je|pourrais je) ((tu
  |vous|te) )?(refuser|dire non|decliner)|(can|could|would|will) (you|we) not( do (that|it))?#|(is it
  |would it be) ~2 (if (you|we|i) (do|did) not|not to)#|(can|could) (we|you|i) ~4 (without( it)?|skip (it|that))#|(can
  |could) (it|that|you|we) ((be|turn|shut|it|that) )*off#|(pouvez vous|peux tu|pourriez vous) ((le|l) )?(fermer
  |arreter|couper|enlever|eteindre)( ca)?#|(peut on|on peut|est ce qu on|pouvez vous|pourriez vous) ~4 (pas
  |sans)( ca)?#`
)

/** "No, what are your hours?", "absolutely not, why would you?" */
export const declinesFirst = beginsWith(
  `(no (thanks|thank you)|non merci|(absolutely|certainly|definitely|of course|rather) not|(absolument|certainement
  |surtout) pas)_,|(no|non|nope|nah)_,(?! (what did|pardon|sorry|why|who|quoi|hein|pourquoi|qui|attend[a-z]*|wait|really
  |repet[a-z]*)) \\S+`
)

/** A no to the question whether the call may be recorded, or to a recording that the caller has just named. */
export const saysNo = (text: string, asked: boolean): boolean => {
  if (supposes(text)) return false
  if ((endsWithNo(text) && !text.includes(" FINE")) || objects(text) || stops(text) || requests(text)) return true
  return !notHeard(text) && !text.includes(" FINE") &&
    (beginsWithNo(text) || beginsWithNot(text) ||
      (negative(text) && answers(text) && (asked || wills(text))))
}

const yes = says(yesWords, clearWords)
const withoutYes = change([clearWords, yesWords], () => "")
const twice = oneOf("yes|yeah|yep|oui|ok|okay|ouais|sure|fine|daccord|parfait")
const allowed = oneOf("permission|consent|ok|okay|blessing|authorization|consentement|accord|autorisation")

/** "You have my permission", "je vous donne mon accord". */
const permits =
  `(you have|you have got|vous avez|tu as) ((my|ma|mon) ${allowed}|(my|the|le|mon) (green light|go ahead|feu vert))|(i|je) ((vous|te|do|also) )*(give|donne) ((you|my
  |mon|ma|la|the) )*${allowed}|consent given|(consentement donne|permission accordee)`

/** As clear as a yes, whatever else is said in the same breath. */
const clearYes = says(
  permits,
  clearWords,
  `(you can|you may|vous pouvez|tu peux)( (do (that|it|so)|le faire|continuer|continue|proceed|y aller|record|yes|oui
  |sir|madam|madame|monsieur))*#`,
  `${twice} (sure|fine|of course|absolutely|certainly|definitely|daccord|parfait|absolument|certainement|bien sur|go
  |ok|okay|correct)`,
  `(?<=^ )${twice} (and|et|pis) (i|je|can|could|also|may|on|we|est ce)`
)

/** Not an answer yet: the caller asks, waits, or has not heard. */
export const hesitates = says(
  `(i am|we are) (good|okay|ok|fine|all set)( (thanks|thank you))?#`,
  `why|what|who|whose|how|which|when|where|maybe|perhaps|possibly|depends?|wait|hold on|hang on|sec|second|instant
  |moment|minute|know|not sure|repeat|hear|heard|understand|hello|hi|pardon|what for|is (it|this|that)|(are|do|did|can
  |could) you`,
  `pourquoi|ou#|quoi|qui|comment|combien|quel|quelle|quand|peut etre|depend|attend(ez|s)?|sais|repet(er|ez)|compris
  |comprends|entends|allo|bonjour`
)
const conditional = says(
  `only|as long as|unless|provided|condition|first|before|(?<! know) if (you|it|this|i)|why|what for`,
  `seulement|sauf|avant|apres|d abord|si (vous|tu|c est|je|ca)|pourquoi|(?<! ce )qui`,
  `(is|are|est|you|vous) (being )?REC`
)
const deniesYes = says("no|non|not|never|pas|jamais|sans|without")

/** An answer to the question whether the call may be recorded, with nothing that holds it back. */
export const saysYes = (text: string): boolean =>
  !deniesYes(text) && !conditional(text) &&
  (clearYes(text) || (yes(text) && !hesitates(text) && answers(withoutYes(text))))
