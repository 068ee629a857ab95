import type { Line } from './line.ts'

/** Order and hygiene. */
export const HYGIENE: readonly Line[] = [
  { line: 151, idea: 'The namespace default', rules: ['no-default-namespace'] },
  { line: 152, idea: 'The namespaces of the cluster', rules: ['no-system-namespace'] },
  {
    line: 153,
    idea: 'Labels and annotations that must be there',
    rules: ['has-required-labels', 'has-required-annotations', 'has-recommended-labels'],
  },
  { line: 154, idea: 'Labels that are none', not: 'The API server says it: FieldValueInvalid.' },
  { line: 155, idea: 'Variables defined twice', not: 'The API server warns of it: api/warning.' },
  { line: 156, idea: 'Unsorted keys', rules: ['keys-are-sorted'] },
  {
    line: 157,
    idea: 'Traps of YAML 1.1',
    rules: ['file-mode-is-octal'],
    besides:
      'Texts that YAML makes something else of: schema/wrong-type. Tabs, anchors and keys that come twice: yaml/tab, yaml/anchor, yaml/duplicate-key.',
  },
  {
    line: 158,
    idea: 'Schemas of CustomResourceDefinitions',
    not: 'The API server says it, with the code of the field.',
  },
  { line: 159, idea: 'Objects and annotations that are too large', not: 'The API server says it: FieldValueTooLong.' },
  {
    line: 160,
    idea: 'Names that are none',
    rules: ['name-follows-pattern'],
    besides: 'The API server says what is no name at all: FieldValueInvalid.',
  },
  {
    line: 161,
    idea: 'What tools left behind',
    rules: ['no-template-leftovers', 'no-server-written-fields'],
    besides: 'Templates that are no YAML: yaml/template. Kustomizations are built; what cannot be built: input/render.',
  },
]
