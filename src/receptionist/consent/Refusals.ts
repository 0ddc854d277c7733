import { beginsWith, oneOf, says } from "../SpokenPattern.ts"
import { against, ended, knowing, negation, neutral, not, stop, willing, wishing } from "./RefusalWords.ts"

const person = oneOf("you|they|we|it|this|that|call|conversation|he|she|system|line")

/** Up to so many words, of which none begins a question. */
const upTo = (most: number) =>
  `((?!(know|knowing|savoir|why|pourquoi|whether|si|comment|how|copy|copie|understand|comprends) )\\S+ ){0,${most}}`

const between =
  `((be|being|to|ever|get|getting|have|having|dare|start|keep|continue|you|it|go on|do|this|call|the|any|a|me|us) )*`
const entre =
  `((etre|d|de|que|qu|vous|tu|on|soit|sois|m|me|nous|l|la|le|se|faire|laisser|fasse|fassiez|appel|conversation|ca|cet
  |ait|a|avoir|quelconque|un|en|sur|ce|je|ma|voix|y|surtout|du tout) )*`

/** "You do not record", "is this not recorded", "c'est pas enregistré": what is, not what is wanted. */
const states = says(
  `(((it|this|that|call|conversation|he|she|system|line|there)_(is|was|does|did|has|had))|((you|they|we)_(are|were|do
  |did|have|had)))_not_((be|being|been|ever|going to) )*REC`,
  `(do|does|did|is|are|was|were|have|has)_${person}_(${person}_)?not_((be|being|been|ever) )*REC`,
  `(why|pourquoi|how come) ~4 not_((be|being) )*REC`,
  `(i|we)_(do|did|have)_not_((have|make|made|got|receive|find|a|the|any)_)+REC|(ai|avons)_(pas|jamais)_((fait|recu
  |trouve|eu|d|l|un|de)_)+REC`,
  `(est|suis|sont|etait|sera|ete|etes|ai|avez|as|a|ont|serai)_(tu_)?(pas|plus|jamais)_((un|d|ete|encore|en train de
  |vraiment)_)*REC`,
  `(vous|tu|ils|ca|l|c est)_((l|la|le)_)*REC_(pas|plus|jamais)`
)

/** The same words as an order, where nothing asks behind them: "you are not recording me!" */
const orders = says(
  `you (are|do|will) not (going to )?REC (me|us|this|(this|my|our) (call|voice|conversation))#|vous (m|nous) REC pas#
  |vous REC pas( (hein|ok|compris))#|vous REC pas (ma voix|l appel|la conversation|cet appel|ca)#|non vous ((l|m|nous) )?REC (pas|rien)#
  |(?<=^ )que ~3 REC pas`
)

/** "I hope you're not recording", "assurez-vous que ce soit pas enregistré". */
const wishes = says(
  `${wishing} ${upTo(7)}(not|never) ~3 REC`,
  `${wishing} ${upTo(7)}(pas|plus|jamais|aucun) ${entre}REC`,
  `${wishing} ${upTo(6)}REC ((moi|nous|cet|l|appel|ca|la|conversation|cette) )*(pas|plus|jamais)`,
  `(pour|afin|sorte|facon) (que|qu) ~3 REC ~2 (pas|plus)`,
  `${wishing} ${upTo(4)}REC ~2 ${ended}`,
  `(a l aise|mieux|bien|bon|gentil|plaisir|aimerais|prefererais|apprecierais) ((ca|mieux|plus) )*si ~4 (pas REC|REC pas)`,
  `(pas|not) ~1 REC ~1 (je espere|i hope)|(quand|une fois que|tant que|pourvu que) ~2 REC (plus|pas)`,
  `REC ~12 (it is|c est) ((encore|aussi|still|a) )?(non|no)( (too|aussi|again|encore))*#`,
  `REC ~6 (i|je) (do not want|would rather not|veux pas|aime pas)( (it|that|this|to|ca))?#`,
  `REC ~8 (because|cause|and|so|car|parce que|pis|et|fait que) ~3 ${not} ~2 (okay|ok|comfortable|fine|happy|cool|good|alright
  |agreeing|daccord|a l aise|confortable) (with|by|about|avec) (that|it|this|ca|cela)#`,
  `(talk|talking|speak|speaking|continue|continuing|parler|parle|continuer|discuter) ~2 (if|si) ~3 (not REC|pas REC|REC pas)`,
  `(line|call|ligne|appel) (that|which|qui) ((is|are|does|do|est|soit) )?(not|pas) REC|(ligne|line) (that|qui) REC pas`
)

/** "Don't record", "not recorded", "pas d'enregistrement", "sans être enregistré". */
const excludes = says(
  `not ${between}REC`,
  `(pas|plus|jamais|aucun|aucune|sans) ${entre}REC`,
  `without ${between}REC`,
  `REC ((moi|nous|ca|le|la|l|cet|cette|ce|appel|conversation|donc|surtout|rien|en|les|tout|voix|ma|mon) )*(pas|plus
  |jamais|rien)`,
  `no_((more|audio|call|phone|voice) )*REC|non (a|au|pour) ~2 REC|(zero|rien d) REC|REC (nothing|none)`,
  `no (need|reason|way|point|right|permission|desire|interest) ~5 REC`,
  `(nobody|no one|nothing|none of this|never|personne) ~2 ((is|should|to be|gets|can|may|be|will|must|ever) )*REC`
)

/** What a caller says that they will do if they are recorded. */
const leaving = oneOf(
  `hang|hanging|raccroche[a-z]*|call back|calling back|rappel[a-z]*|leav[a-z]+|i am (out|gone|done)|en (vas|vais)|je
  (pars|quitte)|go elsewhere|not (continu[a-z]+|going on|talking)|(continue|parle) (pas|plus)`
)

/** "I don't want to be recorded", "recording makes me uncomfortable", "stop the recording". */
const resists = says(
  `${not} ${upTo(3)}${willing} ${upTo(9)}REC`,
  `${willing} ~2 ${not} ${upTo(9)}REC`,
  `REC ~5 ${not} ~2 ${willing}( (that|it|this|ca|cela|to be|you to|with that|with it|du tout|at all)|#)
  |REC ~6 ${willing} (pas|not)#`,
  `${against} ${upTo(9)}REC|REC ~5 ${against}|REC ~8 (refuser|refuse it|decline it)`,
  `${stop} ~8 REC|REC (a )?${ended}|REC (my|voice|thing|machine|system|mine) ~1 off|(off|out|out of) ~2 REC`,
  `(once|until|till|when|quand|que) ~3 REC ~2 (${ended}|stops?|arrete)|REC ~2 (has|have|needs?|must|should
  |doit) ~3 (stop|go|off|end|arreter|arrete|stopped)|REC stops( now)?#|(it|that|le|la) ${ended} ~1 REC`,
  `(around|past|a cote (de|d)|contourn[a-z]+) ((the|l|le|cet|this|your) )*REC|(off|stop) (button|switch) ~3 REC`,
  `(since when|depuis quand|who (said|told|gave|allowed)|qui ((vous|t) )?a (dit|permis|donne)) ~8 REC`,
  `REC ~4 pass( (on (it|that)|thanks|thank you|for now))?#`,
  `(turn|shut|switch|put|take|cut|leave|keep) ~4 REC ~1 ${ended}`,
  `(want|wants|need|like|have|get|prefer) ~4 REC ~2 ${ended}|REC (soit|be|soient|to be) ${ended}`,
  `(instead of|than|plutot (que|qu|de|d)|au lieu (de|d)|a la place (de|d)) ~4 REC|(prefer|prefere|mieux
  |rather) ~5 (over|que|to) ((d|etre|being) )*REC`,
  `(without|sans) ((my|mon|ma|our|any) )?(permission|consent|authorization|consentement|autorisation|accord)`,
  `(if|si) ~5 REC ~5 (${leaving}|rather|mieux|${stop})|${leaving} ~2 (if
  |si) ~5 REC`,
  `(never|not|jamais|pas) (said|told|gave|dit) ~2 (could|can|may|pouviez|pouvez|yes|oui) ~4 REC`,
  `REC ~4 (do|did) not#|REC ~5 not to be#|REC ~5 ${stop}( (it|that|le|ca|la|right now|now|at once|immediately|tout de suite|maintenant|immediatement))*#|(while|since|as long as|tant que|if|si|quand
  |when) ~3 REC ~2 (i|je|rien) ~2 ${negation}|(not|pas|rien|nothing) ~5 (while|as long as|if|when|si|tant que|quand) ~3 REC`,
  `REC ~6 not do (that|it)|REC ~4 (no|non|stop|arretez)( (thanks|thank you|merci))?#`
)

/** "It upsets me that you record", "je trouve ça plate d'être enregistré", "unplug the recorder". */
const complains = says(
  `(it|that|this) (?!(suits|pleases|reassures|helps|interests|tells|reminds) )[a-z]+s me (out )?~5 REC`,
  `ca (me|m|nous) (?!(va|convient|plait|rassure|arrange|aide|dit|semble) )[a-z]+ ~4 (d|de|que|qu|quand) ~3 REC`,
  `ca (me|m|nous) (?!(va|convient|plait|rassure|arrange|aide|dit|semble) )[a-z]+ ~1 (l|cet|votre|ce) REC`,
  `(i find|je trouve) (?!.*(fine|ok|okay|good|useful|correct|bien|bon|normal|utile|beau) ).*REC`
)
const orderedAway = beginsWith(
  `((can|could|would|will|you|so|and|then|ok|okay|pouvez|pourriez|voulez|vous|donc|alors
  |bon) )*(?!${neutral} )[a-z]+ ((it|me|ca|moi|donc) )?(the|that|your|l|cet|votre) REC`
)

/** Any no beside the recording, unless it is what the caller knows, hears or has that is denied. */
const denies = says(`${negation} ~8 REC|REC ~8 ${negation}`)
const ofKnowing = says(`${negation} ~3 ${knowing}|${knowing} ~2 (pas|plus|jamais|not)`)

/** "Did you stop the recording?", "what happens if I refuse it?", "last time I refused": no refusal. */
const asksOrTells = says(
  `(did|have|has|was|is|are|when|why|avez|as|a|est ce que) ~3 (stopped|deleted|erased|destroyed|turned off|arrete
  |efface|supprime|detruit|coupe|ferme) ~4 REC`,
  `(?<=^ )((so|and|wait|but|well|alors|donc|et|bon) )*((did|have|has) (you|they|it|we) ~2 (stop|turn|switch|shut|delete|erase
  |pause|destroy)(ed)? ~3 REC|(is|was) ((the|this|that|your|my|our) )*REC ~1 ${ended}|(est ce que )?((l|cet|le|mon) )*REC
  (est|a) (il|t il|tu|ete) ~1 ${ended})`,
  `(happens?|arrive|passe|consequences?) ~2 (if|si) ~8 REC|what if i (refuse|decline|say no) ~4 REC`,
  `(can|could|will|est ce que|puis|peux) ~8 (if|si) (i|je) ~3 (refuse|decline|say no|do not want|dis non) ~5 REC`,
  `(was|got|been) (cut off|hung up) ~4 REC`,
  `(last time|la derniere fois|yesterday|hier|last week|la semaine passee) (i|je|we|on|you|vous) ~8 REC`
)

/** A no to the recording by name: it counts whenever it is said. */
export const refusesRecording = (text: string, question: boolean): boolean =>
  wishes(text) || (!question && orders(text)) || (!states(text) && !asksOrTells(text)
    && (excludes(text) || resists(text) || (!question && (complains(text) || orderedAway(text))) ||
      (!question && denies(text) && !ofKnowing(text))))
