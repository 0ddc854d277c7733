import { plainWords } from "./Spoken.ts"
import { beginsWith, oneOf, says } from "./SpokenPattern.ts"

/** What goes before the word that counts. */
const opening = oneOf("oh|no|non|but|mais|ok|okay|oui|yes|yeah|sorry|pardon|excuse me|excusez moi|euh|uh|um|hey|ah")

/** A "no" that minds nothing. */
const harmless = beginsWith(
  `(${opening} )?(no|non) (no |non )?(problem|worries|rush|hurry|trouble|(pas de|aucun|y a pas de) (probleme|souci|trouble)|it is fine
  |that s (fine|ok|okay|good|great|perfect|right)|it s (fine|ok|okay)|go ahead|c est (parfait|beau|bon|correct|bien)|ca va( aller)?
  |allez y|vas y|parfait)`
)

const saysNo = beginsWith(`(${opening} )*(no|non|nope|nah|nan)`)

/** "Wait", where it is asked of us: who says "I'll wait" does. */
const waits = beginsWith(
  `(${opening} )*(wait|hold on|hang on|stop|one (second|moment|minute)|just a (second|moment|minute)|attendez|attends|arretez
  |une (petite )?(seconde|minute)|un (petit )?(instant|moment)|minute)(?! (je|j|i) (attends|wait|ll wait))`
)

const callsOff = says(
  `never ?mind|nevermind|forget (it|that|about)|cancel( (it|that|this|the transfer))?|call (it|that) off
  |(do not|don t|please don t) (transfer|put|connect|send|pass|bother|call them)|no need|not (now|yet|that one|them|him|her)
  |changed my mind|on second thought|wrong (department|place|person|one)|rather (not|stay|leave|talk to you|speak (to|with) you)
  |(do not|don t) want (to be|to (talk|speak)|that|this|you to|a transfer)|stay with you|instead|before you (transfer|do|connect|put|send|go)
  |actually (i|can|could|no|wait|let|don t|do|is|are|what|just)|wait a (second|minute|sec|moment)|stop it`,
  `laiss(ez|e) (donc )?(faire|tomber|ca)|oubli(ez|e) (ca|cela|le transfert|tout)|annul(ez|e|er)|raccrochez pas
  |transfer(ez|e|rez) (moi )?pas|(pas|plus) (besoin|la peine|necessaire)|chang(e|er) d (idee|avis)
  |finalement (non|je|j|est|laissez|c|pas|ca)|en fait (non|je|j|est|laissez|c|pas|avant)
  |(veux|voulais|voudrais|veut) (pas|plus|plutot)|(prefere|prefererais|aimerais mieux) (rester|pas|laisser|vous|plutot|que)
  |pas (ca|le bon|la bonne|ce (service|departement|numero)|maintenant|tout de suite|eux|elle|lui|celui la)
  |avant (de|que|ca|le transfert)|plutot (laisser|un message|vous|parler)|mauvais (service|departement|numero)
  |me suis tromp(e|ee)`
)

/**
 * Whether a caller who is told that they are being put through calls that off, or asks for something else first. What
 * neither says is taken for consent: they wait.
 */
export const callsOffTransfer = (text: string): boolean => {
  const words = plainWords(text)
  if (words.trim() === "" || harmless(words)) return false
  return saysNo(words) || waits(words) || callsOff(words)
}
