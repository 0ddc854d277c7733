import { beginsWith, oneOf, says } from "./Phrase.ts"

const noWord = oneOf("no|nope|nah|naw|nay|negative|never|non|nan|negatif|jamais|pantoute|aucunement")
/** What callers say before they come to their answer. */
const lead = oneOf(
  `well|so|sorry|thanks|thank you|look|listen|i am sorry|yes|yeah|ok|okay|wait|hello|hi|then|i said|i would say|if so|in that case|because
  |(the|my) answer is|it is a|that is a|that would be a|and|or|for that`,
  `desole|desolee|excusez|excusez moi|je suis desole|je suis desolee|merci|alors|moi|pour moi|ecoutez|ecoute|c est|la|oui|daccord|attendez
  |bonjour|je dis|je dirais|donc|que|ma reponse est|la reponse est|et|parce que|dans ce cas|a ca|pour ca`
)
const trail = oneOf(
  "thanks|thank you|sorry|sir|madam|maam|merci|desole|desolee|madame|monsieur|way|beaucoup|then|alors|moi|la"
)

const beginsWithNo = beginsWith(`(${lead} )*${noWord}`)
const endsWithNo = says(`${noWord}( ${trail})*#`)

/** No answer yet, for all its "no" and "pas". */
const supposes = says(
  `(can|could|may|puis|peux) (i|je) ~1 (say|dire) (no|non)|(if|si) (i|je) ~2 (say|said|dis|disais|refuse)`
)
const notHeard = says(
  `no (idea|clue|wait|hold on|hang on|sorry|speak|hablo)|not ((so|really|entirely|too) )?sure|pas ((trop|tout a fait|vraiment) )?(sur|sure|certain|certaine)
  |(do|did|can|could) not ((really|quite) )?(know|understand|hear|catch|get|follow|remember)`,
  `(sais|comprends|entends|compris|entendu|saisi|catche) pas|pas ((bien|tout|trop) )?(compris|entendu|saisi|suivi)|non attend(s|ez)`
)

/** What points back to the question; where anything else follows, it is something else that is refused. */
const it = oneOf(
  `that|it|this|to|you to|to be|(to|for|of|with|about) (that|it|this)|to do (that|it)|so|any of|thank|thanks|sorry|at all|today|sir|madam`,
  `ca|cela|etre|que vous|que ce|qu on|le|faire ca|non|merci|du tout|vraiment|trop|tellement|pantoute|daccord|aujourd hui|desole|desolee
  |moi|madame|monsieur|(a|de|avec|pour) (ca|cela|cette|cet|ce)|d etre|pas|plus|en`
)

const objects = says(
  `(rather|prefer|better|think|hope|guess|afraid) not( to)?|not think ~3 (good|right|okay|ok|comfortable|necessary|want|like|should)`,
  `(rather|prefer) ~4 (do|did|would|be|were) not|(prefer|rather) (without|no)`,
  `(absolutely|certainly|definitely|of course|probably|preferably|surely|hell|better|if possible|ideally|thanks but) not`,
  `not (really|today|this time|now|right now|comfortable|okay|ok|interested|necessary|needed|happening|for me|particularly|a chance|cool
  |a fan|a good idea|allowed|without)( (with|for|by) (me|us))?( ${it}|#)`,
  `(do|would|will|can|could|am|did|does) not (really )?(want|consent|agree|accept|wish|like|authorize|allow|approve|feel comfortable|think so
  |give|care for|permit|appreciate|feel like)( ${it}|#)`,
  `(do|did|does|would|can|may|must|should) not( (do (that|it)|want|thanks|thank you))?#`,
  `(refuse|decline|object|disagree|oppose|uncomfortable|withhold|refuser|m oppose|m y oppose|interdis|inconfortable|mal a l aise)( ${it}|#)`,
  `(faites|fais)( (le|ca))? pas( ca)?#|(vous pouvez|tu peux) pas#|(mieux|autant) pas#|peux pas (accepter|dire oui|consentir|etre daccord)|not (on|for|in|with) (this|my)
  |not if|keep ~2 private|evit(er|ez|e|ons)#|passer? mon tour|m en passer(ais)?#
  |no need|(have|ai|see) (a|an|un|des) (problem|issue|objection|probleme)|bothers? me|(?<=^ )(without|sans)#|will not be necessary|not bother
  |pass on (that|this|it)|i will pass|opt out|unnecessary|no way|(do|would) mind|i mind|against (it|that)|forget (it|that|about it)|skip (it|that)
  |leave (it|that) (off|out)|under no circumstances|turn (it|that) off|without (it|that)|stop (that|it)|hard pass|hate that|let us not|opposed`,
  `(absolument|certainement|surtout|plutot|evidemment|surement|bien sur que|vaut mieux|(aime|aimerais) (mieux|autant)|prefere|prefererais|souhaite
  |accepte|consens|autorise|permets|pense|crois|tente|interesse|veux|voudrais|aime|aimerais|tiens|convient|plait|suis|serais|marche) (que )?(pas|non)( ${it}|#)`,
  `pas (vraiment|question|daccord|aujourd hui|cette fois|necessaire|((trop|tellement|tres) )?a l aise|interesse|interessee|envie|besoin|correct|ok
  |maintenant|tellement|pour moi|(ca )?necessaire|le gout|mon consentement|acceptable|du tout|obligatoire|confortable|chaud|chaude|fan)( ${it}|#)`,
  `je refuse#|hors de question|(me|nous|ca|vous) (derange[a-z]*|gene[a-z]*)|lais?s(ez|e|er|ons) (donc )?faire|oubli(ez|e) ca|sans facon
  |on va s en passer|je passe mon tour|((suis|moi) )?contre( ca)?#|hais ca|aucune envie|arret(ez|e) ca|enlev(ez|e) ca|ferm(ez|e) ca|coup(ez|e) ca`
)
const stops = says(`(?<=^ )(${lead} )*(stop|arretez|arrete|arreter)( ${trail})*#`)

/** "Could you not?" asks for it all the same. */
export const requests = says(
  `(can|could|would|will) (you|we) not( do (that|it))?#|(is it|would it be) ~2 (if (you|we|i) (do|did) not|not to)#
  |(can|could) (we|you|i) ~4 without( it)?#|(peut on|on peut|est ce qu on|pouvez vous|pourriez vous) ~4 (pas|sans)( ca)?#`
)

/** A no to the question whether the call may be recorded, or to a recording that the caller has just named. */
export const saysNo = (text: string): boolean =>
  !supposes(text) && (endsWithNo(text) || objects(text) || stops(text) || requests(text)
    || (!notHeard(text) && !text.includes(" FINE") && beginsWithNo(text)))
