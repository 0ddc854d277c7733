/** What the contract asks of a password; the office checks it again. */
export const shortestPassword = 10
