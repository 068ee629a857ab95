import schema from '../../docs/schema/drydock.schema.json' with { type: 'json' }
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { isObject } from '../resource/json.ts'
import { suggest } from '../resource/suggest.ts'
import type { Document } from '../yaml/document.ts'
import { keyPlaceOf, placeOf } from '../yaml/place.ts'
import { type SchemaProblem, schemaProblems } from './schema-problems.ts'

/** The problems of a configuration file, at its lines. */
export function checkConfig(document: Document): Diagnostic[] {
  const problems = schemaProblems(document.value)
  return withoutEchoes(problems).map(problem => diagnosticOf(document, problem))
}

/** Of a value that fits no alternative, ajv reports each of them and the failed choice: the first one says enough. */
function withoutEchoes(problems: readonly SchemaProblem[]): SchemaProblem[] {
  const told = new Set<string>()
  return problems.filter(({ path, keyword, params }) => {
    if (keyword === 'oneOf') return false
    const key =
      keyword === 'additionalProperties' ? `${path.join('/')} ${params['additionalProperty']}` : path.join('/')
    if (told.has(key)) return false
    told.add(key)
    return true
  })
}

function diagnosticOf(document: Document, problem: SchemaProblem): Diagnostic {
  const { path, keyword, params } = problem
  if (keyword === 'additionalProperties') {
    const key = String(params['additionalProperty'])
    const known = knownKeys(path)
    const meant = suggest(key, known)
    return {
      code: 'config/unknown-key',
      severity: 'error',
      message: `${where(path)} has no key "${key}"`,
      at: keyPlaceOf(document, stepsIn(document, [...path, key])),
      path: [...path, key].join('.'),
      advice: meant ? `Did you mean "${meant}"?` : `Known keys: ${known.join(', ')}.`,
    }
  }
  const advice = adviceFor(problem, document)
  return {
    code: 'config/invalid',
    severity: 'error',
    message: `${path.length > 0 ? path.join('.') : 'drydock.yaml'} ${sentence(problem)}`,
    at: placeOf(document, stepsIn(document, path)),
    ...(path.length > 0 && { path: path.join('.') }),
    ...(advice !== undefined && { advice }),
  }
}

/** A JSON Pointer does not tell an index from a key; the value does. */
function stepsIn({ value }: Document, path: readonly string[]): (string | number)[] {
  let here: unknown = value
  return path.map(name => {
    const step = Array.isArray(here) ? Number(name) : name
    here = Array.isArray(here) ? here[Number(name)] : isObject(here) ? here[name] : undefined
    return step
  })
}

const where = (path: readonly string[]): string => (path.length > 0 ? path.join('.') : 'drydock.yaml')

function sentence({ keyword, message, params }: SchemaProblem): string {
  if (keyword === 'enum' && Array.isArray(params['allowedValues']))
    return `must be one of ${params['allowedValues'].filter(value => typeof value === 'string').join(', ')}`
  if (keyword === 'required') return `needs "${params['missingProperty']}"`
  if (keyword === 'type') return `must be of type ${params['type']}`
  return message
}

/** `kubernetesVersions: [1.30]` is the number 1.3 to YAML. */
function adviceFor({ path, keyword, params }: SchemaProblem, document: Document): string | undefined {
  if (path[0] === 'kubernetesVersions' && keyword === 'type')
    return 'Write versions in quotes: "1.30" without them is the number 1.3.'
  if (keyword === 'enum' && Array.isArray(params['allowedValues'])) {
    const value = path.reduce<unknown>(
      (at, step) => (isObject(at) ? at[step] : Array.isArray(at) ? at[Number(step)] : undefined),
      document.value,
    )
    const meant = typeof value === 'string' ? suggest(value, params['allowedValues'].map(String)) : undefined
    return meant && `Did you mean "${meant}"?`
  }
  return undefined
}

interface SchemaNode {
  readonly description?: string
  readonly type?: string
  readonly $ref?: string
  readonly enum?: readonly (string | boolean)[]
  readonly properties?: Readonly<Record<string, SchemaNode>>
  readonly items?: SchemaNode
}

/** The keys that the schema knows at a path. */
function knownKeys(path: readonly string[]): string[] {
  let node: SchemaNode | undefined = schema
  for (const step of path) node = referred(node?.properties?.[step] ?? node?.items)
  return Object.keys(node?.properties ?? { severity: {}, options: {} }).filter(key => key !== '$schema')
}

const DEFINITIONS: Readonly<Record<string, SchemaNode>> = schema.$defs

const referred = (node: SchemaNode | undefined): SchemaNode | undefined =>
  node?.$ref ? DEFINITIONS[node.$ref.slice('#/$defs/'.length)] : node
