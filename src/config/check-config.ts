import schema from '../../docs/schema/drydock.schema.json' with { type: 'json' }
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { isObject } from '../resource/json.ts'
import { suggest } from '../resource/suggest.ts'
import { readMinors } from '../resource/version.ts'
import type { Document } from '../yaml/document.ts'
import { keyPlaceOf, placeOf } from '../yaml/place.ts'
import { pathText, sentence } from './problem-words.ts'
import { type SchemaProblem, schemaProblems } from './schema-problems.ts'

/** The problems of a configuration file, at its lines. */
export function checkConfig(document: Document): Diagnostic[] {
  const problems = withoutEchoes(schemaProblems(document.value), document.value)
  return problems.length > 0 ? problems.map(problem => diagnosticOf(document, problem)) : unknownReleases(document)
}

/** What reads like a release, but is none that drydock knows. */
function unknownReleases(document: Document): Diagnostic[] {
  const { value } = document
  const versions = isObject(value) && Array.isArray(value['kubernetesVersions']) ? value['kubernetesVersions'] : []
  return versions.flatMap((version, index): Diagnostic[] => {
    const read = readMinors([String(version)])
    if (!('problem' in read)) return []
    const path = ['kubernetesVersions', index]
    const at = placeOf(document, path)
    return [{ code: 'config/invalid', severity: 'error', message: read.problem, at, path: pathText(path) }]
  })
}

/**
 * Of a value that fits no alternative, ajv reports each of them and the failed choice: the first one says enough, and
 * of a mapping what is wrong in it.
 */
function withoutEchoes(problems: readonly SchemaProblem[], value: unknown): SchemaProblem[] {
  const told = new Set<string>()
  return problems.filter(({ path, keyword, params }) => {
    if (keyword === 'oneOf') return false
    if (keyword === 'enum' && isObject(valueAt(value, path)) && problems.some(other => isBelow(other, path)))
      return false
    const key =
      keyword === 'additionalProperties' ? `${path.join('/')} ${params['additionalProperty']}` : path.join('/')
    if (told.has(key)) return false
    told.add(key)
    return true
  })
}

/** Something is wrong in the value at a path, rather than with it. */
function isBelow(other: SchemaProblem, path: readonly string[]): boolean {
  const inside = path.every((step, index) => other.path[index] === step)
  return inside && (other.path.length > path.length || other.keyword === 'additionalProperties')
}

const valueAt = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (at, step) => (isObject(at) ? at[step] : Array.isArray(at) ? at[Number(step)] : undefined),
    value,
  )

function diagnosticOf(document: Document, problem: SchemaProblem): Diagnostic {
  const { path, keyword, params } = problem
  const steps = stepsIn(document, path)
  const where = path.length > 0 ? pathText(steps) : 'drydock.yaml'
  if (keyword === 'additionalProperties') {
    const key = String(params['additionalProperty'])
    const known = knownKeys(path)
    const meant = suggest(key, known)
    return {
      code: 'config/unknown-key',
      severity: 'error',
      message: `${where} has no key "${key}"`,
      at: keyPlaceOf(document, [...steps, key]),
      path: pathText([...steps, key]),
      advice: meant ? `Did you mean "${meant}"?` : `Known keys: ${known.join(', ')}.`,
    }
  }
  const advice = adviceFor(problem, document)
  return {
    code: 'config/invalid',
    severity: 'error',
    message: `${where} ${sentence(problem)}`,
    at: placeOf(document, steps),
    ...(path.length > 0 && { path: where }),
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

/** `kubernetesVersions: [1.30]` is the number 1.3 to YAML. */
function adviceFor({ path, keyword, params }: SchemaProblem, document: Document): string | undefined {
  if (path[0] === 'kubernetesVersions' && keyword === 'type')
    return 'Write versions in quotes: "1.30" without them is the number 1.3.'
  if (keyword === 'enum' && Array.isArray(params['allowedValues'])) {
    const value = valueAt(document.value, path)
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
