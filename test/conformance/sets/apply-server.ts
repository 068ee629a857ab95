import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { FieldValidation } from '../../../src/apiserver/decode/decode.ts'
import { serverSideMessages } from '../../../src/apiserver/kubectl-messages.ts'
import type { StatusCause } from '../../../src/apiserver/status.ts'
import { equal, type JsonObject } from '../../../src/resource/json.ts'
import type { KubeObject } from '../../../src/resource/object.ts'
import type { Answer } from '../answer.ts'
import { definitionsBeside, type LiveObject, recorded, resourceOf, serverWith } from '../live.ts'
import type { Recorder } from '../recorder.ts'
import { type ConformanceSet, linesOf } from '../set.ts'

interface Case {
  readonly id: string
  readonly live: LiveObject | null
  readonly name: string
  readonly namespace: string
  readonly manager: string | null
  readonly force: boolean
  readonly manifest: KubeObject
  readonly fieldValidation?: FieldValidation
  readonly subresource?: string
  readonly want: Answer
}

/** Server-side apply: what is stored, who owns what, and who is in the way. */
export const applyServer: ConformanceSet = {
  name: 'apply-server',
  run(folder, wanted, recorder) {
    const definitions = definitionsBeside(folder)
    for (const file of readdirSync(folder).sort()) {
      if (file.startsWith('kubectl.') && wanted(file)) replayKubectl(join(folder, file), definitions, recorder)
      if (!file.startsWith('cases.') || !wanted(file)) continue
      for (const line of linesOf(join(folder, file))) {
        const { want, ...question }: Case = JSON.parse(line)
        const { live, name, namespace, manager, force, manifest, fieldValidation, subresource } = question
        const resource = resourceOf(live ?? manifest)
        const response = serverWith(live ? [live] : [], definitions).applyOnServer({
          resource,
          namespace,
          name,
          body: manifest as object as JsonObject,
          force,
          ...(manager === null ? {} : { manager }),
          ...(subresource ? { subresource } : {}),
          ...(fieldValidation ? { fieldValidation } : {}),
        })
        const got = comparable(recorded(response, want.object, true))
        const expected = comparable(want)
        const verdict = expected.code === got.code
        const causes = verdict && equal(expected.causes, got.causes)
        const text = causes && equal(expected.message, got.message) && equal(expected.warnings, got.warnings)
        const identical = text && equal(expected.object, got.object)
        recorder.record('apply-server', file.replace('.jsonl.gz', ''), {
          id: question.id,
          kind: resource.kind,
          counts: { verdict, causes, text, identical },
          ...(identical ? {} : { difference: { want: expected, got } }),
        })
      }
    }
  },
}

function comparable({ code, object, status, warnings = [] }: Answer & { status?: { causes?: StatusCause[] } }) {
  const causes = (status?.causes ?? status?.details?.causes ?? []).map(cause => JSON.stringify(cause)).sort()
  const message = sortedManagers(status?.message ?? '')
  return { code, causes, message, warnings, object: object && withSortedOwners(object as KubeObject) }
}

interface KubectlCase {
  readonly id: string
  readonly live: LiveObject | null
  readonly flags: readonly string[]
  readonly manifest: KubeObject
  readonly want: { readonly exit: number; readonly stored?: KubeObject; readonly stderr?: string }
}

/** `kubectl apply --server-side`, for real: what is stored afterwards, and what kubectl said. */
function replayKubectl(path: string, definitions: readonly KubeObject[], recorder: Recorder): void {
  for (const line of linesOf(path)) {
    const { want, ...question }: KubectlCase = JSON.parse(line)
    const { live, flags, manifest } = question
    const resource = resourceOf(manifest)
    const { name = '', namespace = 'default' } = manifest.metadata
    const manager = flags.find(flag => flag.startsWith('--field-manager='))?.split('=')[1]
    const applied = serverWith(live ? [live] : [], definitions).applyServerSide({
      resource,
      namespace,
      name,
      body: manifest as object as JsonObject,
      fieldValidation: 'Strict',
      force: flags.includes('--force-conflicts'),
      ...(manager ? { manager } : {}),
    })
    const stored = applied.object ? recorded(applied, want.stored, true).object : (live ?? undefined)
    const text = (stderr: string): string => sortedManagers(stderr).replace(/\n@@ [\s\S]*$/, '')
    const sorted = (object: unknown) => object && withSortedOwners(object as KubeObject)
    const got = { exit: applied.status ? 1 : 0, stderr: text(serverSideMessages(applied)), stored: sorted(stored) }
    const expected = { exit: want.exit, stderr: text(want.stderr ?? ''), stored: sorted(want.stored) }
    const verdict = got.exit === expected.exit
    const identicalText = verdict && got.stderr === expected.stderr
    const identical = identicalText && equal(got.stored, expected.stored)
    recorder.record('apply-server', basename(path, '.jsonl.gz'), {
      id: question.id,
      kind: resource.kind,
      counts: { verdict, text: identicalText, identical },
      ...(identical ? {} : { difference: { want: expected, got } }),
    })
  }
}

/** In a conflict the order of the managers is that of a Go map. */
const sortedManagers = (message: string): string =>
  message
    .split(/(?=conflicts with )/)
    .map(block => block.trim())
    .sort()
    .join('\n')

function withSortedOwners(object: KubeObject): KubeObject {
  const owners = object.metadata.managedFields?.map(({ time: _, ...entry }) => entry)
  if (!owners || owners.length === 0) return { ...object, metadata: { ...object.metadata, managedFields: [] } }
  const key = (entry: JsonObject): string =>
    ['operation', 'manager', 'apiVersion', 'subresource'].map(name => String(entry[name] ?? '')).join('\u0000')
  owners.sort((a, b) => (key(a) < key(b) ? -1 : 1))
  return { ...object, metadata: { ...object.metadata, managedFields: owners } }
}
