import { basename, dirname } from 'node:path'
import type { CodeLens } from 'vscode-languageserver'
import { VERSION } from '../../src/cli/build-info.ts'
import { git } from '../../src/input/git.ts'
import { type ManifestObject, objectsIn } from '../../src/manifest/objects.ts'
import { makePlan } from '../../src/plan/make-plan.ts'
import type { Plan } from '../../src/plan/plan.ts'
import type { Rollout } from '../../src/plan/rollout.ts'
import { PLAN_FORMATS, type PlanFormatName } from '../../src/report/plan/formats.ts'
import { duration } from '../../src/report/plan/words.ts'
import { withoutSecrets } from '../../src/report/redact/plan-secrets.ts'
import { equal } from '../../src/resource/json.ts'
import { Source } from '../../src/text/source.ts'
import { readDocuments } from '../../src/yaml/read.ts'
import type { ManifestFile } from '../workspace/file.ts'
import { inFile, rangeIn } from '../workspace/positions.ts'

/** What a lens of a rollout leads to, and what the server is then asked to do. */
export const SHOW_PLAN = 'drydock.showPlan'
export const MAKE_PLAN = 'drydock.plan'

/** The moment of every change, so that the same texts give the same plan. */
const NOW = '2026-01-01T00:00:00Z'
/** More than that in one file is no question for between two keystrokes. */
const MOST_OBJECTS = 200
const WORKLOADS = new Set(['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'])

/** A lens on each workload that is not as git HEAD has it; what it says is worked out when it is looked at. */
export async function planLenses(file: ManifestFile): Promise<CodeLens[]> {
  const here = file.objects.filter(({ kind }) => WORKLOADS.has(kind))
  if (here.length === 0 || file.objects.length > MOST_OBJECTS) return []
  const before = await atHead(file)
  if (!before) return []
  return here.flatMap(object => {
    const old = before.find(one => keyOf(one) === keyOf(object))
    const place = inFile(object.keyAt(['kind']))
    if (!old || !place || equal(old.value, object.value)) return []
    return [{ range: rangeIn(file.source, place), data: { uri: file.uri, workload: keyOf(object) } }]
  })
}

/** The lens with its sentence: `rollout: 5 steps, never below 3 of 4, in 1 min`. */
export async function resolvePlanLens(
  lens: CodeLens,
  file: ManifestFile,
  workload: string,
  clickable: boolean,
): Promise<CodeLens> {
  const plan = await planOf(file)
  const rollout = plan?.rollouts.find(one => keyOf({ kind: one.workload.kind, subject: one.workload }) === workload)
  const change = plan?.changes.find(({ object }) => keyOf({ kind: object.kind, subject: object }) === workload)
  const title = change?.action === 'refused' ? 'refused' : rollout ? rolloutTitle(rollout) : 'no pod is touched'
  return { ...lens, command: { title, command: clickable ? SHOW_PLAN : '', arguments: [file.uri] } }
}

function rolloutTitle({ steps, lowest, wanted, doneAt, stall }: Rollout): string {
  const many = `${steps.length} ${steps.length === 1 ? 'step' : 'steps'}`
  const least = wanted.before > 0 ? `, never below ${lowest.available} of ${wanted.after}` : ''
  const end =
    doneAt === undefined ? `, and it never gets there${stall ? ` (${stall.why})` : ''}` : `, in ${duration(doneAt)}`
  return `rollout: ${many}${least}${end}`
}

/** The whole plan of a file against git HEAD, to be shown: as Markdown, unless another format is asked for. */
export async function showPlan(
  file: ManifestFile,
  asked: unknown,
): Promise<{ readonly format: string; readonly text: string } | null> {
  const format = isPlanFormat(asked) ? asked : 'markdown'
  const plan = await planOf(file)
  return plan ? { format, text: PLAN_FORMATS[format](plan, { version: VERSION }) } : null
}

const isPlanFormat = (asked: unknown): asked is PlanFormatName =>
  typeof asked === 'string' && Object.hasOwn(PLAN_FORMATS, asked)

const kept = new WeakMap<ManifestFile, { readonly text: string; readonly head: string; readonly plan: Plan }>()

async function planOf(file: ManifestFile): Promise<Plan | undefined> {
  const head = await headText(file)
  // What cannot be read would be said to be left behind.
  const isUnread = file.chunks.some(({ documents }) => documents.some(({ problem }) => problem !== undefined))
  if (head === undefined || isUnread || file.role === 'context') return undefined
  const known = kept.get(file)
  if (known && known.text === file.text && known.head === head) return known.plan
  const manifests = (objects: readonly ManifestObject[]) => objects.map(({ value }) => ({ value, file: file.name }))
  const from = manifests(objectsOf(file.name, head))
  const to = manifests(file.objects)
  const { minor, settings } = file.folder
  const { plan } = makePlan({
    minor,
    now: NOW,
    from: { side: { kind: 'revision', name: 'HEAD' }, manifests: from },
    to: { side: { kind: 'files', name: file.name }, manifests: to },
    assumptions: settings.engine.assumptions,
  })
  const shown = withoutSecrets(
    plan,
    [...from, ...to].map(({ value }) => value),
  )
  kept.set(file, { text: file.text, head, plan: shown })
  return shown
}

const atHead = async (file: ManifestFile): Promise<readonly ManifestObject[] | undefined> => {
  const text = await headText(file)
  return text === undefined ? undefined : objectsOf(file.name, text)
}

const objectsOf = (name: string, text: string): ManifestObject[] =>
  readDocuments(new Source(name, text)).flatMap(objectsIn)

/** Asking git takes longer than typing a letter. */
const FRESH_MS = 3000
const heads = new WeakMap<ManifestFile, { readonly at: number; readonly text: Promise<string | undefined> }>()

/** The file as the last commit has it; nothing where there is no git, or no such file in it. */
function headText(file: ManifestFile): Promise<string | undefined> {
  const { path } = file
  if (path === undefined) return Promise.resolve(undefined)
  const known = heads.get(file)
  if (known && performance.now() - known.at < FRESH_MS) return known.text
  const text = git(dirname(path), ['show', `HEAD:./${basename(path)}`]).then(answer =>
    'value' in answer ? answer.value.toString('utf8') : undefined,
  )
  heads.set(file, { at: performance.now(), text })
  return text
}

const keyOf = ({ kind, subject }: Pick<ManifestObject, 'kind' | 'subject'>): string =>
  `${kind} ${subject.namespace ?? 'default'}/${subject.name}`
