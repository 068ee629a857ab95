import type { SchemaProblem } from './schema-problems.ts'

/** What a setting must be, in the words that the rest of drydock has: ajv speaks of schemas, not of settings. */
export function sentence({ path, keyword, message, params }: SchemaProblem): string {
  switch (keyword) {
    case 'enum':
      return `must be one of ${texts(params['allowedValues']).join(', ')}`
    case 'required':
      return `needs "${params['missingProperty']}"`
    case 'type':
      return `takes ${texts([params['type']].flat())
        .map(type => TYPES[type] ?? type)
        .join(' or ')}`
    case 'minItems':
      return 'needs at least one entry; leave the key out for none'
    case 'minLength':
      return params['limit'] === 1 ? 'must not be empty' : `needs at least ${params['limit']} characters`
    case 'minimum':
      return `must not be below ${params['limit']}`
    case 'exclusiveMinimum':
      return `must be above ${params['limit']}`
    case 'uniqueItems':
      return 'says the same twice'
    case 'pattern':
      return PATTERNS[path.filter(step => !/^\d+$/.test(step)).join('.')] ?? message
    default:
      return message
  }
}

const TYPES: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'a mapping',
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
}

const PATTERNS: Readonly<Record<string, string>> = {
  kubernetesVersions: 'is no release of Kubernetes; write "1.36"',
  output: 'is no format; there are text, json, sarif, junit, github, gitlab and markdown, each also as format=file',
  'ownRules.name': 'is no name for a rule: small letters and digits with hyphens between them, as in team-label',
}

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter(item => typeof item === 'string') : [])

/** `suppressions[0].code`, as every finding writes a path. */
export const pathText = (path: readonly (string | number)[]): string =>
  path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index > 0 ? `.${step}` : step)).join('')
