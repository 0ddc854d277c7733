import { loadCorpus } from "./Corpus.ts"
import { findIn } from "./Embedded.ts"
import { clinic } from "./Transcript.ts"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Effect } from "effect"
const c = (await Effect.runPromise(loadCorpus(100).pipe(Effect.provide(NodeServices.layer))))
let t0=performance.now(); let n=0
for (const x of c) { const t=performance.now(); findIn(x, clinic); const d=performance.now()-t; if (d>100) console.log(x.id,d|0); n++; if (n%1000===0) console.log(n, (performance.now()-t0)/n) }
