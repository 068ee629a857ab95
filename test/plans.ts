import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { objectsIn } from '../src/manifest/objects.ts'
import type { Consequence, ConsequenceKind } from '../src/plan/consequence.ts'
import { nodesFrom } from '../src/plan/machine/nodes.ts'
import { makePlan } from '../src/plan/make-plan.ts'
import type { Plan } from '../src/plan/plan.ts'
import type { Manifest, Question } from '../src/plan/question.ts'
import type { Result } from '../src/plan/scene.ts'
import { Source } from '../src/text/source.ts'
import { readDocuments } from '../src/yaml/read.ts'

export const NOW = '2026-01-01T00:00:00Z'

export const manifestsOf = (text: string, file = 'm.yaml'): Manifest[] =>
  readDocuments(new Source(file, text))
    .flatMap(objectsIn)
    .map(({ value }) => ({ value, file }))

/** Every manifest of a folder. */
export const folder = (path: string): Manifest[] =>
  readdirSync(path)
    .sort()
    .flatMap(name => manifestsOf(readFileSync(join(path, name), 'utf8'), `${path}/${name}`))

interface Story extends Partial<Omit<Question, 'from' | 'to' | 'nodes'>> {
  readonly from?: string | readonly Manifest[]
  readonly to: string | readonly Manifest[]
  readonly nodes?: string
}

const manifests = (side: string | readonly Manifest[]): readonly Manifest[] =>
  typeof side === 'string' ? manifestsOf(side) : side

/** A plan from two texts. */
export function planResult({ from = '', to, nodes, ...rest }: Story): Result {
  return makePlan({
    minor: 36,
    now: NOW,
    from: { side: { kind: 'files', name: 'before' }, manifests: manifests(from) },
    to: { side: { kind: 'files', name: 'after' }, manifests: manifests(to) },
    ...(nodes === undefined ? {} : { nodes: nodesFrom(nodes)! }),
    ...rest,
  })
}

export const planOf = (story: Story): Plan => planResult(story).plan

export const found = <K extends ConsequenceKind>(plan: Plan, kind: K): Extract<Consequence, { kind: K }>[] =>
  plan.consequences.filter((one): one is Extract<Consequence, { kind: K }> => one.kind === kind)

interface Shape {
  readonly name?: string
  readonly replicas?: number
  readonly image?: string
  readonly spec?: string
  readonly pod?: string
  readonly container?: string
}

/** A Deployment in YAML; `spec`, `pod` and `container` are more of each, in flow style. */
export const deployment = ({
  name = 'web',
  replicas = 2,
  image = 'app:1',
  spec = '',
  pod = '',
  container = '',
}: Shape = {}): string => `
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: shop }
spec: { replicas: ${replicas}, selector: { matchLabels: { app: ${name} } }, ${spec}
  template: { metadata: { labels: { app: ${name} } }, spec: { ${pod}
    containers: [{ name: c, image: '${image}', ${container} }] } } }
`

export const service = (name = 'web', selects = name): string => `
---
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: shop }
spec: { selector: { app: ${selects} }, ports: [{ port: 80 }] }
`

export const READINESS = 'readinessProbe: { httpGet: { port: 80 }, periodSeconds: 5 }'
