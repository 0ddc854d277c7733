import { oneOf, says } from "./Phrase.ts"

const yes = oneOf(
  `yes|yeah|yep|yup|yah|yea|ya|sure|ok|okay|okey|kay|fine|absolutely|certainly|definitely|totally|agreed|affirmative|perfect|great|good
  |cool|alright|all right|of course|go ahead|go right ahead|go for it|you can|you may|feel free|be my guest|by all means|sounds good|works for me
  |i agree|i consent|i accept|i do|i guess|i suppose|i allow|i approve|permission granted|as you wish|you bet|gladly|that works|sure thing|okey dokey|very well|you got it|(?<=^ )do( it)?#|FINE`,
  `oui|ouais|ouaip|ouin|mouais|daccord|correct|parfait|certain|certainement|absolument|bien sur|evidemment|volontiers|entendu|allez y
  |vas y|allons y|c est beau|c est bon|ca va|ca marche|tiguidou|excellent|super|mets en|envoye|envoyez|faites|vous pouvez|tu peux
  |tout a fait|je veux bien|je accepte|je consens|je autorise|je permets|ca me va|ca me convient|si vous voulez|si vous y tenez
  |je dis oui|je suppose|c est sur|fais donc|affirmatif|go#|je y consens|a l aise avec ca|fais le|certes|exactement|effectivement|avec plaisir|comme vous voulez|positif|assurement`
)
/** What may stand beside a yes that is nothing but a yes. */
const beside = oneOf(
  `that|this|it|is|s|with|by|for|me|i|am|will|can|do|may|you|think|so|and|then|well|very|much|just|totally|completely|perfectly|thanks
  |thank|if|must|want|like|need|to|have to|the|now|sir|madam|maam|ma|record|REC|call|go|ahead|right|us|as|guess|suppose|would|be|really|a
  |all|agree|consent|accept|works|let|one|time|allow|of|quite|whatever|conversation|there|in`,
  `c|est|ca|moi|pour|va|vous|pouvez|tu|peux|bien|sur|bon|merci|monsieur|madame|mademoiselle|la|le|l|y|je|suis|accepte|avec|de|d|cet
  |appel|faire|en|donc|tout|fait|aussi|alors|beaucoup|imagine|suppose|pense|que|crois|dis|consens|veux|si|voulez|tenez|veut|ici|nous
  |toute|facon|choix|ai|on|peut|soit|comme|un|une|fois|cette|plaisir|mon|consentement|accord`
)
const nothingElse = says(`(?<=^ )(${oneOf(yes, beside)} )*${yes}( ${oneOf(yes, beside)})*#`)

const allowed = oneOf("permission|consent|ok|okay|blessing|authorization|consentement|accord|autorisation")
const permits =
  `(you have|you have got|vous avez|tu as) (my|ma|mon) ${allowed}|(i|je) ((vous|te) )?(give|donne) ((you|my|mon|ma|la|the) )*${allowed}`

/** As clear as a yes, whatever else is said in the same breath. */
const clearYes = says(
  permits,
  `(you can|you may|vous pouvez|tu peux)( (do (that|it)|le faire|continuer|record|yes|oui|sir|madam|madame|monsieur))*#`,
  `go ahead|go right ahead|go for it|feel free|be my guest|by all means|i agree|i consent|sounds good|works for me|FINE
  |permission granted|(that|it) is ((perfectly|totally|absolutely) )?(fine|ok|okay|alright|all right|good)|(fine|okay|ok) (with|by) (me|that|it)`,
  `allez y|vas y|je accepte|je consens|je suis daccord|c est (correct|beau|bon|ok|parfait)|ca me (va|convient)
  |faites donc|je veux bien`,
  `(yes|yeah|oui|ok|okay|ouais) (sure|of course|absolutely|certainly|definitely|daccord|parfait|absolument|certainement|bien sur)`
)

/** Not an answer yet: the caller asks, waits, sets a condition, or has not heard. */
export const hesitates = says(
  `why|what|who|whose|how|which|when|where|maybe|perhaps|possibly|depends?|wait|hold on|hang on|sec|second|instant|moment|minute|know
  |not sure|unsure|thinking|repeat|hear|heard|understand|catch|hello|hi|good (morning|afternoon|evening)|only|as long as|unless
  |provided|condition|before|first|whether|think about|question|(are|do|can|could|did) you|is (this|it)|(can|could|do) i|pardon`,
  `pourquoi|quoi|qui|comment|combien|quel|quelle|quels|quelles|quand|peut etre|depend|attend(ez|s)?|sais|savoir|reflechir|penser
  |repet(er|ez)|compris|comprends|entends|(ai|bien|mal|vous) entendu|allo|bonjour|bonsoir|seulement|sauf|avant|d abord|est ce|c est tu|excusez`
)

const negated = says("no|non|not|never|pas|jamais|plus|without|sans")
const conditional = says(
  "only|as long as|unless|provided|condition|first|before|after|(?<! know) if (you|it|this|i)|seulement|sauf|avant|apres|d abord|si (vous|tu|c est|je|ca)|pourquoi|why"
)

/** An answer to the question whether the call may be recorded, with nothing that holds it back. */
export const saysYes = (text: string): boolean =>
  !negated(text) && !conditional(text) && (clearYes(text) || (!hesitates(text) && nothingElse(text)))

const agreeing = oneOf(
  `consent|agree|accept|allow|authorize|authorise|permit|approve|give (you )?(my )?(permission|consent|ok)`,
  `accepte|consens|autorise|permets|veux bien|suis daccord|donne (mon|ma) (accord|permission|consentement|autorisation)`
)
const allowsIt = says(
  `(you|they) (can|may|could|are (allowed|free|welcome) to) ~2 REC|(vous pouvez|tu peux) ~2 REC`,
  `(${permits}) ~3 REC`,
  `FINE ~6 REC|REC ~2 (FINE|is (fine|ok|okay|all right|alright)|est correct)`,
  `(ok|okay|fine|alright|all right|good|cool|happy|comfortable|yes|yeah|sure|go ahead|feel free|oui|daccord|parfait|correct|beau|a l aise|ca me va|ca me convient)
  ((with|for|to|if|you|this|being|be|and|it|of|the|go|ahead|can|your|call|pour|avec|a|l|et|d|de|que|qu|si|vous|nous|m|me|moi|soit|allez|y
  |pouvez|on|cet|appel) )*REC`,
  `(?<=^ )((please|so|then|alors|donc|and) )*REC (this|it|me|away|everything|(the|this|our) (call|conversation)|moi|ca|le|la|l appel|cet appel|tout)#`,
  `(i|je) ((do|will|would|also|hereby|can|am willing to|vous|te) )*${agreeing} ~6 REC`,
  `(resume|restart|continue|keep|recommencez|reprenez|redemarrez|repartez|remettez|continuez|rallumez) ((the|l|your|votre|a|d|de|with) )*REC`,
  `(turn|put|switch) ~3 REC (back )?on|turn (back )?on ~2 REC`,
  `(i|je) (want|would like|prefer|veux|voudrais|aimerais|prefere) ((this|it|that|the|you|to be|you to|que|qu|etre|l|appel|vous|ca|soit|m|me
  |call|conversation|cet|on) )*REC`,
  // The no is to the end of it.
  `(not|no need to|never) ((have to|need to) )?(stop|turn off|switch off|pause|shut off|disable) ~3 REC`,
  `(arret|coup|ferm|cess)(ez|e|er) (pas|surtout pas) ~3 REC|pas ((besoin d|besoin de) )?(arreter|couper|fermer|cesser) ~3 REC`
)

const asksAbout = says(
  `why|what|who|how|whether|know|only|as long as|unless|condition|(do|did|are|can) you|is (it|this)`,
  `savoir|pourquoi|comment|combien|qui|seulement|est ce|(pouvez|avez|etes) vous`
)

/** A yes to the recording by name: it counts whenever it is said. */
export const allowsRecording = (text: string): boolean => !asksAbout(text) && allowsIt(text)
