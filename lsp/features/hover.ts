import type { Hover } from 'vscode-languageserver'
import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts'
import { cleaner } from '../../src/report/finding.ts'
import { parseCronSchedule } from '../../src/resource/cron-schedule.ts'
import { nextTime } from '../../src/resource/cron-times.ts'
import { formatQuantity, parseQuantity } from '../../src/resource/quantity.ts'
import { kindDoc } from '../schema/field-doc.ts'
import { viewIn } from '../schema/kinds.ts'
import { walkView } from '../schema/view.ts'
import type { ManifestFile } from '../workspace/file.ts'
import { inFile, rangeIn } from '../workspace/positions.ts'
import { maskOf } from '../workspace/secrets.ts'
import { selectedBy, selectorAt } from '../workspace/selected.ts'
import { type Spot, spotAt } from '../workspace/spot.ts'
import { isStandard } from '../workspace/standard.ts'
import { definitionsOf, occurrenceAt, titleOf } from '../workspace/symbols.ts'
import { changeable } from './hover/changeable.ts'
import { docAt, typeIn } from './typed.ts'

/** What there is to say of the place under the cursor. Values of Secrets are not among it. */
export function hover(
  file: ManifestFile,
  offset: number,
  findings: readonly Diagnostic[],
  now: number,
): Hover | undefined {
  const spot = spotAt(file, offset)
  if (!spot || spot.path.length === 0) return undefined
  const { folder } = file
  const { apiVersion, kind, path, chunk } = spot
  const isType = path.length === 1 && (path[0] === 'kind' || path[0] === 'apiVersion')
  const parts = [
    isType ? kindDoc(folder, apiVersion, kind) : docAt(file, typeIn(file, spot), path),
    ...(isType ? [] : [changeText(spot), ...valueTexts(spot, now), targetText(spot, offset)]),
    ...said(spot, findings, offset),
  ].filter(part => part !== undefined)
  if (parts.length === 0) return undefined
  const shown = spot.onKey && spot.pair ? spot.pair.key : spot.node
  return {
    contents: { kind: 'markdown', value: parts.join('\n\n') },
    range: rangeIn(file.source, { start: chunk.start + shown.start, end: chunk.start + shown.end }),
  }
}

function changeText(spot: Spot): string | undefined {
  switch (changeable(spot)) {
    case 'no':
      return 'Cannot be changed once the object exists.'
    case 'yes':
      return 'May be changed later.'
    case 'unknown':
      return undefined
  }
}

/** What a value amounts to: a quantity, the next runs of a schedule, the pods of a selector. */
function valueTexts(spot: Spot, now: number): (string | undefined)[] {
  const { node, path, kind, apiVersion, file } = spot
  const root = viewIn(file.folder, apiVersion, kind)
  const scalar = root && walkView(root, path)?.value.scalar
  const text = node.kind === 'scalar' && node.value !== null ? String(node.value) : undefined
  return [
    scalar === 'Quantity' && text !== undefined ? quantityText(text, String(path.at(-1))) : undefined,
    kind === 'CronJob' && path.join('.') === 'spec.schedule' && text
      ? scheduleText(text, zoneOf(spot), now)
      : undefined,
    podsText(spot),
  ]
}

function quantityText(text: string, resource: string): string | undefined {
  const quantity = parseQuantity(text)
  if (!quantity) return undefined
  const units = Number(quantity.nanos) / 1e9
  if (resource.endsWith('cpu')) return `= ${units} ${units === 1 ? 'core' : 'cores'}`
  const canonical = formatQuantity(quantity)
  const bytes = units.toLocaleString('en-US')
  return `= ${bytes}${canonical === text ? '' : ` (${canonical})`}`
}

const zoneOf = ({ object }: Spot): string => {
  const spec = object?.value['spec']
  const zone = typeof spec === 'object' && spec !== null && 'timeZone' in spec ? spec.timeZone : undefined
  return typeof zone === 'string' ? zone : 'UTC'
}

const RUNS = 5

function scheduleText(text: string, zone: string, now: number): string | undefined {
  const parsed = parseCronSchedule(text)
  if ('problem' in parsed) return undefined
  if ('every' in parsed.schedule) return `Every ${parsed.schedule.every}.`
  const timeZone = parsed.timeZone ?? zone
  const runs: string[] = []
  try {
    let at: number | undefined = now
    while (runs.length < RUNS && (at = nextTime(parsed.schedule, at, timeZone)) !== undefined)
      runs.push(new Date(at).toISOString().replace('T', ' ').replace(':00.000Z', ' UTC'))
  } catch {
    return undefined // An unknown time zone; the finding says so.
  }
  return runs.length === 0 ? 'Never runs.' : `Next runs:\n${runs.map(run => `- ${run}`).join('\n')}`
}

const MOST = 12

function podsText(spot: Spot): string | undefined {
  const selector = spot.object && selectorAt(spot.object, spot.path, spot.file.folder)
  if (!selector) return undefined
  const pods = selectedBy(selector, spot.file.folder)
  if (pods.length === 0) return 'Selects no pods of this workspace.'
  const names = pods.slice(0, MOST).map(({ kind, name }) => `- ${kind} ${name}`)
  if (pods.length > MOST) names.push(`- and ${pods.length - MOST} more`)
  return `Selects the pods of\n${names.join('\n')}`
}

/** What a name refers to, and where that is. */
function targetText({ file }: Spot, offset: number): string | undefined {
  const here = occurrenceAt(file, offset)
  const isPatched = here?.role === 'mention' && /^(?:object|target)\n/.test(here.symbol)
  if (!here || (here.role !== 'reference' && !isPatched)) return undefined
  const found = definitionsOf(here, file.folder)
  if (found.length === 0) {
    const [what, kind = '', namespace = '', name = ''] = here.symbol.split('\n')
    if (what === 'label' || what === 'target' || !file.folder.complete) return undefined
    return what === 'object' && isStandard(kind, namespace, name)
      ? `Every cluster has ${titleOf(here)}.`
      : `${titleOf(here)} is not in this workspace.`
  }
  return found
    .slice(0, MOST)
    .flatMap(one => {
      const place = inFile({ source: one.object.document.source, ...one.node })
      if (!place) return []
      const title = titleOf(here.symbol.startsWith('target\n') ? one : here)
      return [`${title} in \`${place.file.name}\`, line ${place.file.source.position(place.start).line}`]
    })
    .join('\n\n')
}

/** What the API server and the rules say about this value. */
const said = ({ file }: Spot, findings: readonly Diagnostic[], offset: number): string[] =>
  findings
    .filter(({ at }) => {
      const place = inFile(at)
      return place?.file === file && place.start <= offset && offset <= place.end
    })
    .map(finding => {
      const clean = cleaner(finding, maskOf)
      return `${finding.severity === 'error' ? '**error**' : finding.severity} ${clean(finding.message)}${finding.advice ? `\\\n${clean(finding.advice)}` : ''} (\`${finding.code}\`)`
    })
