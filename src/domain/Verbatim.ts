/** Makes the model say a line word for word, where there is no other voice to say it. */
export const verbatimInstruction = (line: string): string =>
  `Say exactly the following, word for word, and nothing else: ${JSON.stringify(line)}`
