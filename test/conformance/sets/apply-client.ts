import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Applied } from '../../../src/apiserver/apply-client.ts'
import { applyMessages } from '../../../src/apiserver/kubectl-messages.ts'
import { equal, type JsonObject } from '../../../src/resource/json.ts'
import type { KubeObject } from '../../../src/resource/object.ts'
import { definitionsBeside, type LiveObject, recorded, resourceOf, serverWith } from '../live.ts'
import { type ConformanceSet, linesOf } from '../set.ts'
import { SHOWN_OBJECT, withoutUnrecorded } from '../shown-object.ts'

interface Case {
  readonly id: string
  readonly flags: readonly string[]
  readonly live: LiveObject | null
  readonly manifest: KubeObject
  readonly want: { readonly exit: number; readonly object?: KubeObject; readonly stderr?: string }
}

/** `kubectl apply --dry-run=server`, client side. */
export const applyClient: ConformanceSet = {
  name: 'apply-client',
  run(folder, wanted, recorder) {
    const definitions = definitionsBeside(folder)
    for (const file of readdirSync(folder).sort()) {
      if (!file.startsWith('cases.') || !wanted(file)) continue
      for (const line of linesOf(join(folder, file))) {
        const { want, ...question }: Case = JSON.parse(line)
        const { live, manifest, flags } = question
        const resource = resourceOf(manifest)
        const { name = '', namespace = 'default' } = manifest.metadata
        const applied: Applied = serverWith(live ? [live] : [], definitions).apply({
          resource,
          namespace,
          name,
          body: manifest as object as JsonObject,
          fieldValidation: flags.includes('--validate=false') ? 'Ignore' : 'Strict',
        })
        const got = {
          exit: applied.status ? 1 : 0,
          stderr: plain(applyMessages(applied, { resource, namespace, name, source: 'STDIN' })),
          object: recorded(applied, want.object).object,
        }
        const expected = { exit: want.exit, stderr: plain(want.stderr ?? ''), object: want.object }
        const verdict = got.exit === expected.exit
        const text = verdict && got.stderr === expected.stderr
        const identical = text && equal(got.object, expected.object)
        recorder.record('apply-client', file.replace('.jsonl.gz', ''), {
          id: question.id,
          kind: manifest.kind,
          counts: { verdict, text, identical },
          ...(identical ? {} : { difference: { want: expected, got, patch: applied.patch } }),
        })
      }
    }
  },
}

/**
 * Without what is random: uids, and in the objects that are shown what the recordings do not say of the one that
 * is there. The difference behind immutable fields is made by a Go library whose output varies by intent.
 */
function plain(stderr: string): string {
  return stderr
    .replace(/(?<=\ncurrent:\n)\{.*\}(?=\n)/, withoutUnrecorded)
    .replace(SHOWN_OBJECT, shown => JSON.stringify(withoutUnrecorded(JSON.parse(shown))))
    .replace(/\n@@ [\s\S]*$/, '')
    .trimEnd()
}
