/** What a transcript has of so many keys that were typed: which, is nobody's business but the model's. */
export const typedText = (keys: number): string => `[${keys} keys pressed]`

/** How many keys a turn of the transcript stands for; none where it was spoken. */
export const keysTyped = (text: string): number => Number(/^\[(\d+) keys pressed\]$/.exec(text)?.[1] ?? 0)
