// Preloaded into every process of a worker (`NODE_OPTIONS`): at SIGUSR2 it takes 600 MB that it never gives back, at
// SIGURG it throws where nobody catches. What a long life does to a process, on demand.
const kept: Array<Buffer> = []

process.on("SIGUSR2", () => void kept.push(Buffer.alloc(600 * 2 ** 20, 1)))
process.on("SIGURG", () => {
  throw new Error("somebody forgot to catch")
})
