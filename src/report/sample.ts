import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { Source } from '../text/source.ts'
import { toFinding } from './finding.ts'
import { Mask } from './redact/mask.ts'
import { compareFindings, countSeverities, type Report } from './report.ts'

/** One small report with a bit of everything, for the golden files of every format. */
const WEB = new Source(
  'shop/web.yaml',
  `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: -1
  template:
    spec:
      containers:
        - { name: web, image: "nginx" }
`,
)

const BUDGET = new Source(
  'shop/budget, 50%: all.yaml',
  `kind: PodDisruptionBudget
spec:
  minAvailable: 2 # «all» of them
`,
)

const SECRET = new Source(
  'shop/secret.yaml',
  `kind: Secret
data:
  password: hunter2
  other: ""
`,
)

const at = (source: Source, part: string) => {
  const start = source.text.indexOf(part)
  return { source, start, end: start + part.length }
}

const web = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'web' }

const DIAGNOSTICS: Diagnostic[] = [
  {
    code: 'yaml/flow-style',
    severity: 'note',
    message: 'a pair <of> & "braces" | pipes',
    at: at(BUDGET, '«all»'),
  },
  {
    code: 'budget-leaves-room',
    severity: 'warning',
    message: 'PodDisruptionBudget web leaves no room to evict any of the 2 pods of Deployment shop/web',
    at: at(BUDGET, '2'),
    subject: { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', name: 'web' },
    path: 'spec.minAvailable',
    related: [{ at: at(WEB, '-1'), message: 'web runs 2 pods' }],
    advice: 'Ask for fewer available pods, or run more replicas.',
  },
  {
    code: 'FieldValueInvalid',
    severity: 'error',
    message: 'data[password]: Invalid value: "hunter2": illegal base64 data at input byte 4',
    at: at(SECRET, 'hunter2'),
    subject: { apiVersion: 'v1', kind: 'Secret', name: 'login' },
    path: 'data.password',
  },
  {
    code: 'FieldValueInvalid',
    severity: 'error',
    message: 'spec.replicas: Invalid value: -1: must be greater than or equal to 0',
    at: at(WEB, '-1'),
    subject: web,
    path: 'spec.replicas',
    versions: [35, 36],
  },
  {
    code: 'image-has-tag',
    severity: 'warning',
    message: 'the image "nginx" has no tag',
    at: at(WEB, '"nginx"'),
    subject: web,
    path: 'spec.template.spec.containers[0].image',
    fix: { title: 'Name the tag', safety: 'safe', edits: [{ ...at(WEB, '"nginx"'), text: '"nginx:1.29"' }] },
  },
]

const hidden = at(SECRET, 'hunter2')
const masks = new Map([[SECRET, new Mask(SECRET, [{ start: 0, end: SECRET.text.length, hidden: [hidden] }])]])
const findings = DIAGNOSTICS.map(diagnostic =>
  toFinding(diagnostic, source => masks.get(source) ?? new Mask(source, [])),
).sort(compareFindings)

export const SAMPLE: Report = {
  diagnostics: findings,
  summary: {
    files: 3,
    documents: 3,
    objects: 3,
    ...countSeverities(findings),
    suppressed: 1,
    skipped: [{ file: 'compose.yaml', why: 'a Docker Compose file' }],
    incomplete: ['charts/web: the `helm` command was not found'],
  },
}

export const CLEAN: Report = {
  diagnostics: [],
  summary: { files: 2, documents: 3, objects: 3, errors: 0, warnings: 0, notes: 0, suppressed: 0, skipped: [] },
}
