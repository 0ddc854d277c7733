import { oneOf, says } from "../SpokenPattern.ts"
import { permits } from "./Answers.ts"
import { ofCall } from "./MentionWords.ts"

const agreeing = oneOf(
  `consent|agree|accept|allow|authorize|authorise|permit|approve|give (you )?(my )?(permission|consent|ok)`,
  `accepte|consens|autorise|permets|veux bien|suis daccord|donne (mon|ma) (accord|permission|consentement
  |autorisation)`
)
/** "Vous pouvez enregistrer ma lecture" is of a meter. */
const nothingElse = `(?! (mon|ma|mes|le|la|les|un|une) (?!${ofCall} ))`
const allowsIt = says(
  `(you|they) (can|may|could|are (allowed|free|welcome) to) ~2 REC|(vous pouvez|tu peux) ~2 REC${nothingElse}`,
  `(${permits}) ~3 REC`,
  `FINE ~6 REC|REC ~2 (FINE|is (fine|ok|okay|all right|alright)|est correct)`,
  `(ok|okay|fine|alright|all right|good|cool|happy|comfortable|yes|yeah|(?<!(make|be|not) )sure|go ahead|feel free|oui
  |daccord|parfait|correct|beau|a l aise|ca me va|ca me convient) ((with|for|to|if (you|this|it)|that you|you can|you|this
  |being|be|and|it|of|the|go ahead|your|call|pour|avec|a|l|et|d|de|(que|qu|si) (vous|on|ca|l appel)|vous pouvez|nous|m
  |me|moi|soit|allez y|cet|appel) )*REC`,
  `(?<=^ )((so|then|alors|donc|and|allez|yes|yep|yeah|sure|ok|okay|oui|ouais) )*REC (this|it|me|away|everything|(the|this|our) (call|conversation)|moi|ca
  |le|la|l appel|cet appel|tout)#`,
  `(?<=^ )(allez|go on|go)( and)? REC#`,
  `REC (tant que|autant que|all|as (much|long) as) (vous|you) (want|like|voulez)`,
  `(i|je) ((do|will|would|also|hereby|can|am willing to|vous|te) )*${agreeing} ~6 REC`,
  `(resume|restart|continue|keep|recommencez|reprenez|redemarrez|repartez|remettez|continuez|rallumez) ((the|l|your
  |votre|a|d|de|with) )*REC`,
  `(turn|put|switch) ~3 REC (back )?on|turn (back )?on ~2 REC`,
  `(i|je) (want|would like|prefer|veux|voudrais|aimerais|prefere) ((this|it|that|the|you|to be|you to|que|qu|etre|l
  |appel|vous|ca|soit|m|me|call|conversation|cet|on) )+REC`,
  // The no is to the end of it.
  `(not|no need to|never) ((have to|need to) )?(stop|turn off|switch off|pause|shut off|disable) ~3 REC`,
  `(arret|coup|ferm|cess)(ez|e|er) (pas|surtout pas) ~3 REC|pas ((besoin d|besoin de) )?(arreter|couper|fermer
  |cesser) ~3 REC`
)

const asksAbout = says(
  `(if|si) (you|vous|tu) (keep|still|go on|continuez?) ~2 REC`,
  `why|what|who|how|whether|know|says?|said|told|only|as long as|unless|condition|(do|did|are|can) you|is (it|this)`,
  `savoir|dit|pourquoi|comment|combien|qui|seulement|est ce|(pouvez|avez|etes) vous`
)

/** A yes to the recording by name: it counts whenever it is said. */
export const allowsRecording = (text: string): boolean => !asksAbout(text) && allowsIt(text)
