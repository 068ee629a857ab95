/**
 * CEL, as Kubernetes has it.
 *
 *   const shape = shapeOf(schema, true)                       // a structural schema (plain JSON schema), at the root of a resource
 *   const env = environment({ minor: 36, variables: { self: shape.type, oldSelf: shape.type }, types: structTypes(shape) })
 *   const compiled = compile('self.spec.replicas <= 5', env)  // { ok: Program } | { issues, text: "ERROR: <input>:1:5: …" }
 *   const result = compiled.ok.evaluate({ self: adapt(object, shape) }, { costLimit })
 *                                                             // { value, cost } | { error, cost, outOfBudget }
 *   estimateCost(compiled.ok, shape)                          // { min, max }: what it could cost for the largest object
 *
 * What the server says of a wrong expression is `compilation failed: ` and `text`; `program.type` is for the question
 * whether it may be used there. New expressions may use what the previous minor had, stored ones everything: see
 * `expressions` in `environment`. `oldSelf` of a rule with optionalOldSelf is `optionalOf(shape.type)`, bound to an
 * `Optional`. What a rule costs in a definition is `estimateCost(…).max` times the `maxItems` and `maxProperties` of
 * what surrounds it, or times `maxCardinality(shape)` when one of these has no bound.
 *
 * Policies: `object`, `oldObject` and `params` are dyn and bound by `adapt(json)`; `request` and `namespaceObject` have
 * the shapes ADMISSION_REQUEST and NAMESPACE_OBJECT; `variables` has `variablesType` and is bound to a `LazyObject`;
 * `authorizer` is `authorizerValue(ask)`, `authorizer.requestResource` (one variable with a dot in its name) is
 * `requestResourceValue`. Mutations add `mutationType` and JSON_PATCH_LIBRARY; what they make becomes JSON by `toJson`
 * once `misnamedType` finds nothing. Device selectors have `deviceType` and BINDINGS_LIBRARY.
 *
 * An evaluation never throws and never hangs: it ends with a value, with an error, or out of budget.
 * Programs and environments are immutable; keep them as long as the schema lives. `adapt` never copies.
 *
 * Stages: `syntax` (text → tree, macros), `check` (types and overloads), `run` (tree → closures, values, what things
 * cost), `estimate` (costs before anything runs), `library` (functions, by the minor they came with), `kubernetes`
 * (schemas and objects as types and values).
 *
 * Why our own and no library: users see cel-go's messages, with its positions and its type names, and the limits on
 * cost are part of the API. The parsers at hand recover from errors in another way, check types only in part, know
 * neither optional syntax nor costs, or run JavaScript's regular expressions, which a hostile pattern can hang.
 */

export { type Environment, type EnvironmentOptions, environment, type Library } from './environment.ts'
export { estimateCost, type Range } from './estimate/estimate.ts'
export { formatIssues, type Issue } from './issue.ts'
export { adapt, toJson } from './kubernetes/adapt.ts'
export {
  ADMISSION_REQUEST,
  BINDINGS_LIBRARY,
  deviceType,
  misnamedType,
  mutationType,
  NAMESPACE_OBJECT,
  variablesType,
} from './kubernetes/declared.ts'
export { escapeProperty, isIdentifier } from './kubernetes/escape.ts'
export { LazyObject, type Made } from './kubernetes/lazy.ts'
export { hasShape, maxCardinality, type Shape, shapeOf, structTypes, withMetadata } from './kubernetes/shape.ts'
export {
  AUTHORIZER_TYPE,
  type AuthorizationAnswer,
  type AuthorizationQuestion,
  type Authorize,
  authorizerValue,
  RESOURCE_CHECK_TYPE,
  requestResourceValue,
} from './library/authorizer.ts'
export { JSON_PATCH_LIBRARY } from './library/index.ts'
export { quantityValue } from './library/quantity.ts'
export { semverValue } from './library/semver.ts'
export {
  DEFINITION_ESTIMATE_LIMIT,
  excessFactor,
  MATCH_CONDITIONS_BUDGET,
  PER_CALL_LIMIT,
  RULE_ESTIMATE_LIMIT,
  RUNTIME_BUDGET,
} from './limits.ts'
export {
  type Compiled,
  compile,
  type EvaluateOptions,
  type Evaluation,
  type Program,
} from './program.ts'
export {
  ArrayList,
  Double,
  Duration,
  EntryMap,
  List,
  Mapping,
  Opaque,
  Optional,
  Timestamp,
  type Value,
} from './run/value.ts'
export * from './types.ts'
