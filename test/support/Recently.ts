const anHourAgo = Date.now() - 60 * 60_000

/** A moment of the last hour, so many seconds into it: what an office is told of then it does not sweep as too old. */
export const recently = (seconds: number): string => new Date(anHourAgo + seconds * 1000).toISOString()
