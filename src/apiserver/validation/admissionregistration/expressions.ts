import {
  ADMISSION_REQUEST,
  AUTHORIZER_TYPE,
  type CelType,
  compile,
  DYN,
  type Environment,
  environment,
  JSON_PATCH_LIBRARY,
  mutationType,
  NAMESPACE_OBJECT,
  type Program,
  RESOURCE_CHECK_TYPE,
  sameType,
  structOf,
  structTypes,
  variablesType,
} from '../../../cel/index.ts'
import type { Minor } from '../../../resource/version.ts'

/** Where an expression stands decides what it may name. */
export interface Scope {
  readonly params: boolean
  readonly authorizer: boolean
  /** The types of the variables that came before; absent where there are none to name. */
  readonly variables?: ReadonlyMap<string, CelType>
  /** Whether objects may be constructed and patches written. */
  readonly mutation?: boolean
}

const TYPES = [...structTypes(ADMISSION_REQUEST), ...structTypes(NAMESPACE_OBJECT)]
const NAMED = new Map(TYPES.map(type => [type.name, type]))
const VARIABLES = 'kubernetes.variables'

/** Environments without variables, by what they depend on. */
const known = new Map<string, Environment>()

/** What expressions of policies and match conditions are compiled against. Truth: apiserver/pkg/admission/plugin/cel/compile.go */
export function policyEnvironment(minor: Minor, expressions: 'new' | 'stored', scope: Scope): Environment {
  if (scope.variables) return make(minor, expressions, scope)
  const key = `${minor} ${expressions} ${scope.params} ${scope.authorizer} ${scope.mutation ?? false}`
  let found = known.get(key)
  if (!found) known.set(key, (found = make(minor, expressions, scope)))
  return found
}

function make(minor: Minor, expressions: 'new' | 'stored', scope: Scope): Environment {
  const { params, authorizer, variables, mutation = false } = scope
  const declared = variables && variablesType(variables)
  return environment({
    minor,
    expressions,
    variables: {
      object: DYN,
      oldObject: DYN,
      request: ADMISSION_REQUEST.type,
      namespaceObject: NAMESPACE_OBJECT.type,
      ...(params ? { params: DYN } : {}),
      ...(authorizer ? { authorizer: AUTHORIZER_TYPE, 'authorizer.requestResource': RESOURCE_CHECK_TYPE } : {}),
      ...(declared ? { variables: structOf(VARIABLES) } : {}),
    },
    types: {
      struct: name => NAMED.get(name) ?? (name === VARIABLES ? declared : mutation ? mutationType(name) : undefined),
    },
    ...(mutation ? { libraries: [JSON_PATCH_LIBRARY] } : {}),
  })
}

/** The program, or what the server says against the expression. `allowed` are the types it may evaluate to. */
export function compileFor(
  text: string,
  scope: Environment,
  allowed: readonly CelType[] | undefined,
): { readonly program: Program } | { readonly complaint: string } {
  const compiled = compile(text, scope)
  if ('issues' in compiled) return { complaint: `compilation failed: ${compiled.text}` }
  const program = compiled.ok
  if (!allowed || allowed.some(type => sameType(type, program.type))) return { program }
  const names = allowed.map(typeText)
  const expected = names.length === 1 ? names[0] : `one of [${names.join(' ')}]`
  return { complaint: `must evaluate to ${expected} but got ${typeText(program.type)}` }
}

/** A type under its name at run time: `null_type`, `list(JSONPatch)`. Truth: cel-go common/types Type.String */
const typeText = ({ name, parameters }: CelType): string =>
  parameters.length === 0 ? name : `${name}(${parameters.map(typeText).join(', ')})`
