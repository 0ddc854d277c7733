import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { makeCovering } from "../../bench/mutation/Covering.ts"
import { mutantsOf, mutated } from "../../bench/mutation/Mutants.ts"
import { root } from "../../bench/mutation/Trial.ts"

/** What each mutant makes of a statement, in the order in which they are found. */
const made = (source: string) => mutantsOf("a.ts", source).map((mutant) => mutated(source, mutant))

describe("a mutant", () => {
  it("is another comparison, connection, number or answer", () => {
    assert.deepStrictEqual(made("f(a < b)"), [";", "f(a <= b)", "f(a >= b)"])
    assert.deepStrictEqual(made("const x = a && b"), ["const x = a || b"])
    assert.deepStrictEqual(made("const x = a + 2"), [
      "const x = a - 2",
      "const x = a + 3",
      "const x = a + 1",
      "const x = a + 0"
    ])
    assert.deepStrictEqual(made("const x = true"), ["const x = false"])
    assert.deepStrictEqual(made("if (a) b()"), ["if (!(a)) b()", "if (a) ;"])
    assert.deepStrictEqual(made("const x = a?.b ?? c"), ["const x = a?.b", "const x = a.b ?? c"])
    assert.deepStrictEqual(made(`const x = { _tag: "Say" }`), [`const x = { _tag: "SayX" }`])
  })

  it("leaves an arm, an element or a step out, or waits ten times as long", () => {
    assert.deepStrictEqual(made("const x = f.pipe(g, Effect.ensuring(h))"), ["const x = f.pipe(g)"])
    assert.deepStrictEqual(made("const x = Effect.andThen(a, b)"), ["const x = b", "const x = a"])
    assert.deepStrictEqual(made("const x = [a, ...b]"), ["const x = [...b]", "const x = [a]"])
    assert.deepStrictEqual(made("const x = all(a, b)"), ["const x = all(b)", "const x = all(a)"])
    assert.deepStrictEqual(made("function* f() { yield* g }"), ["function* f() { ; }"])
    assert.deepStrictEqual(made(`const x = Effect.timeout("5 seconds")`), [`const x = Effect.timeout("50 seconds")`])
    assert.deepStrictEqual(made("const x = Duration.seconds(5)").slice(0, 1), ["const x = Duration.seconds(50)"])
  })

  it("is none of a type, a text, an import, a log line or the name of a span", () => {
    assert.deepStrictEqual(made(`type A = "a" | "b"; interface B { readonly c: 1 }`), [])
    assert.deepStrictEqual(made(`import a from "a"; import { type B } from "b"`), [])
    assert.deepStrictEqual(made(`const x = "a text for a reader"`), [])
    assert.deepStrictEqual(made(`const x = Effect.fn("Span")`), [])
    assert.deepStrictEqual(made("function* f() { yield* Effect.logInfo(`it is over`) }"), [])
  })
})

it.effect("the tests of a file are those that run it, the nearest first, and none in real time but of what is", () =>
  Effect.gen(function*() {
    const covering = yield* makeCovering(root)
    const [near = [], far = []] = covering("src/receptionist/machine/Floor.ts")
    assert.include(near, "test/receptionist/machine/Machine.test.ts")
    assert.include(far, "test/programs/HandleCall.test.ts")
    assert.notInclude(far, "test/sandbox/Scenarios.test.ts")
    // It is started as a process: no import leads there.
    assert.include(covering("src/Main.ts").flat(), "test/deploy/Metrics.test.ts")
    assert.include(covering("src/adapters/voice/Turn.ts").flat(), "test/adapters/voice/Turn.test.ts")
  }).pipe(Effect.provide(NodeServices.layer)))
