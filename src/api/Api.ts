import { OpenApi } from "effect/http-api"
import { Told } from "./Authorization.ts"
import { ConsoleApi } from "./ConsoleApi.ts"
import { ErasureGroup, WorkerGroup } from "./Worker.ts"

/** The whole contract of the office: what the worker asks of any backend, and what the console asks of this one. */
export class Api
  extends ConsoleApi.add(WorkerGroup).add(ErasureGroup).middleware(Told).annotateMerge(OpenApi.annotations({
    title: "Receptionist: the office",
    version: "1",
    description: "Calls, messages and agents of a phone line. The worker has a key; people sign in."
  }))
{}
