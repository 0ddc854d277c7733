/** Whether words of the agent's ask for a number. */
export const asksForNumber = (text: string): boolean =>
  (text.includes("?") || asks.test(text)) &&
  /num[ée]ro|number|chiffres|digits|code|composez|clavier|keypad|dossier|extension|poste/i.test(text)

/** Without a question: "please type your file number, followed by the pound key". */
const asks =
  /(?<!\p{L})(?:composez|tapez|entrez|saisissez|(?:dites|donnez|laissez|indiquez)-moi|(?:composer|taper|entrer|saisir|me (?:dire|donner|laisser|indiquer)) votre|(?:type|enter|key in|punch in)(?: in)? (?:your|the|it)|(?:give|tell|leave) me)(?!\p{L})/iu
