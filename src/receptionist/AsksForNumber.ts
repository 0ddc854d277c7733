/** Whether words of the agent's ask for a number. */
export const asksForNumber = (text: string): boolean =>
  text.includes("?") &&
  /num[ée]ro|number|chiffres|digits|code|composez|clavier|keypad|dossier|extension|poste/i.test(text)
