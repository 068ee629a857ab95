import { expect, test } from 'vitest'
import { RULES } from '../../../rules/rules.generated.ts'
import { ManifestEngine } from '../../../src/check/manifest-engine.ts'
import { Source } from '../../../src/text/source.ts'
import { SKELETONS } from './skeletons.ts'

const engine = new ManifestEngine(
  {
    minors: [30, 36],
    unknownKinds: 'error',
    definitions: [],
    profile: 'recommended',
    wantedRules: [],
    ownRules: [],
    ruleOptions: {},
    complete: false,
    assumptions: {},
  },
  RULES,
)

/** What a person gets who fills nothing in. */
const filled = (snippet: string): string =>
  snippet
    .replaceAll(/(?<=[ {])#$/gm, 'name')
    .replaceAll(/\$\{\d+\|([^,|]*)[^}]*\}/g, '$1')
    .replaceAll(/\$\{\d+:([^}]*)\}/g, '$1')

test.each(Object.entries(SKELETONS))('the %s that is offered is taken by the server', (_kind, snippet) => {
  const source = new Source('new.yaml', filled(snippet))
  const { diagnostics, objects } = engine.file({ source, role: 'objects', asked: true })
  expect(objects).toBe(1)
  expect(diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toEqual([])
})
