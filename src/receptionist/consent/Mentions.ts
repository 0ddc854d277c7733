import { change, says } from "../SpokenPattern.ts"
import { destroyed, erase, keeping, kept, people, thisCall } from "./MentionWords.ts"
import { otherSenses } from "./OtherSenses.ts"

/** What means this call in any case; its first word becomes the mention. */
const atFirst = [
  `on ((your|the|any) )?(record|tapes?|cassettes?)|sur ((une|vos|votre|la) )?(bande|cassettes?|rubans?|tapes?|ecoute)`,
  `(la|cette|une|votre) (bande|cassette)(?= (tourne|roule|(soit|etre) ${destroyed}))`,
  `records (me|us|it|this|that)`,
  `(record|recorded|recording) (my|our) ${people}|enregistr(ez|e) (pas|plus) (ma|mon|mes|notre) ${people}`,
  `(record|trace|audio|enregistrement|recording) (of|from|de) ((my|ma) (voice|voix)|${thisCall}|what)`,
  `${keeping} ((pas|plus|aucun|any|a|an|my|our|this|the|ma|notre|cette|la|l|d|de) )*(voice|audio|voix|conversation)`,
  `${keeping} ((pas|not) )*(any of (this|it)|anything|nothing|rien|what (i|we) (say|said|tell)|ce que je (dis
  |vais dire))`,
  `${keeping} ((pas|plus|aucun|aucune|any|a|an|no|my|our|this|the|de|d) )*(copy|copies|copie|trace|record|recording
  |rien) (of|de) ${thisCall}`,
  `(save|saving|store|storing|retain|archive|sauvegard[a-z]+|conserv[a-z]+|archiv[a-z]+) ((pas|plus) )?${thisCall}`,
  `(keep|keeping|gard[a-z]+) ((pas|plus) )?${thisCall}#`,
  `(tape|taping|taped|bug|bugging|wiretap|wiretapping|monitor|monitoring|reecout[a-z]+) ((pas|plus) )?(me|us|this|that
  |it|ca|${thisCall})`,
  `(use|using|utilis[a-z]+) ((pas|not) )?(my|ma|mon|this|cet) (call|voice|appel|voix)`,
  `(you|vous) (to )?(keep|gardiez) (this|ca|it|that)#`,
  `(my|ma|our) (voice|voix) ~4 (in|on|dans|sur) (your|vos|votre)`,
  `(gard[a-z]+|keep) (me )?(on|sur|in|dans) (your|vos|votre) (machines?|systeme?s?|servers?)`,
  `(listen|listening|ecout[a-z]+|entende|reecout[a-z]+) ((back|to|this|ca|that|it|me|moi|the|call) )*(later|afterwards
  |after this|apres|plus tard|back to this)`
]

/** The same, where the last word does. */
const atLast = [
  `(be|being|get|getting) (taped|bugged|wiretapped|on tape)|(stop|quit|start|are|is|keep) taping`,
  `(this|that|it|ca|me|us|voice|voix|audio|conversation|call|appel|echange|paroles|propos|(nothing|anything|everything
  |what|rien de ce que|ce que) (i|we|je) (say|said|tell you|have said|dis)) ((soit|soient|be|is|gets|was|were|to be
  |est|etre|being|pas|not|get|getting) )*${kept}`,
  `(it|this|that|machine|system|who) records`,
  `(my|mon|ma) (call|voice|appel|voix) ((to|be|being|soit|get) )*(used|serve|utilisee?)`,
  `(turn|shut|switch) (that|this|your|the) (thing|machine|gadget|contraption|mic|mike|microphone)(?= off)`,
  `(turn|shut|switch|cut) off (that|this|your|the) (mic|mike|microphone)`,
  `(ferm|etei|coup|arret|stopp|effac|supprim|jet|detrui)[a-z]+ ((moi|ca|donc) )*(votre|cette|la|le|ce) (bande|machine|patente|bebelle|bidule
  |micro|magneto|magnetophone|dictaphone)`,
  `(stop|cut|kill|pause|end|turn off|switch off|shut off|arretez|arrete|coupez|fermez|ferme|stoppez) (the|that|your|la
  |le|votre) (recorder|record)`,
  `(stop|arretez|arrete|coupez|fermez|pause) (my|mon|mes) (recordings?|enregistrements?)`,
  `(call|conversation|line|appel) ((be|being|is|not) )*monitored|(voice|call|conversation) (kept )?on file|on file
  ~2 (audio|voice|call|conversation)|(au|dans (le|mon|votre)) dossier ~2 (audio|voix|appel|conversation)`,
  `(${erase}|remove|take|pull|retir(e|er|ez)|enlev(e|er|ez)) (mon|mes|my|ma) (enregistrements?|recordings?|voix|voice)`,
  `${erase} ((all|everything|tout|whatever|ce que|what|of|that) )*(i|je) ~3 (said|say|dit|dire)`,
  `${erase} (${thisCall}|(the|this|my|l|cet|mon) audio)`,
  `(mon|mes|my) (enregistrements?|recordings?)(?= ((soit|be|to be) )?(deleted|erased|removed|destroyed|gone|efface
  |detruit|supprime))`,
  `(want|like|veux pas que) (my|ma) (voice|voix)|(no|pas de|aucune|leave no|laissez pas de) traces?#`,
  `listening in|(etre|suis|soit|sois) ecoutee?s?|(quality|training) purposes`,
  `(anyone|anybody|people|somebody|personne|quelqu un|autre) ((else|d autre) )?(listens?|listening|hearing|ecoute
  |ecoutent|reecoute) ((to|ca|this|it|la|l|the|cet|cette|notre|our) )*(this|it|call|conversation|appel|ca)`
]

/** "Off the record", "no tape": the mention and its no in one. */
const refused = [
  `(off|out) (of )?((the|your|any) )?(records?|tape|recordings?)`,
  `(strike|remove|keep|take|leave|delete|scratch|exclude) (this|that|it|me|us|${thisCall}) (out of|from|off) (the|your
  |any) (records?|recordings?|tapes?)`,
  `unrecorded|(no|pas de|aucune|sans) (tape|taping|cassette|record|bande)(?! (of|de|for|on|measure|player|dessinee|yet
  |found) )`
]

const forms = / (?:record[a-z]*|enregistr[a-z]+|tap(?:e|es|ing|ed)|cassettes?)(?= |$)/g

/** Most that callers say is not about a recording at all, and is read no further. */
const worthReading = says(
  `[a-z]*(record|enregistr)[a-z]*|tap(e|es|ed|ing)|cassettes?|rubans?|bande|bugg[a-z]*|wiretap[a-z]*|monitor[a-z]*|voice|voix
  |audio|traces?|conversation|cop(y|ie)|purposes|saved?|stored?|retained|archiv[a-z]*|sauvegard[a-z]*|conserv[a-z]*|capt[a-z]*|keep
  |kept|garde[a-z]*|used?|using|utilis[a-z]*|serve|entende|delete|erase|destroy|wipe|effac[a-z]*|supprim[a-z]*
  |detrui[a-z]*|listen[a-z]*|(re)?ecout[a-z]*|hearing|machine|thing|gadget|contraption|mic|mike|microphone|patente
  |bebelle|bidule|micro|magneto|magnetophone|dictaphone`
)

const steps = [
  change(refused, () => " without REC"),
  change(atFirst, (found) => found.replace(/^ \w+/, " REC")),
  change(atLast, (found) => found.replace(/\w+$/, "REC")),
  change(otherSenses, (found) => found.replace(forms, " THING")),
  (text: string) => text.replace(forms, " REC")
]

/**
 * A piece's text with `REC` wherever the recording of this call is meant, in whichever form: verb, participle or noun;
 * and with `THING` where the same word means something else.
 */
export const markMentions = (text: string): string =>
  worthReading(text) ? steps.reduce((so, step) => step(so), text) : text
