import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { FieldValidation } from '../../../src/apiserver/decode/decode.ts'
import type { PatchType } from '../../../src/apiserver/patch-request.ts'
import type { StatusCause } from '../../../src/apiserver/status.ts'
import type { Json } from '../../../src/resource/json.ts'
import type { KubeObject } from '../../../src/resource/object.ts'
import { type Answer, compareAnswers } from '../answer.ts'
import { definitionsBeside, type LiveObject, recorded, resourceOf, serverWith, withQuotedMetadata } from '../live.ts'
import { type ConformanceSet, linesOf } from '../set.ts'
import { SHOWN_OBJECT, withoutUnrecorded } from '../shown-object.ts'

interface Case {
  readonly id: string
  readonly type: string
  readonly namespace: string
  readonly live: LiveObject
  readonly patch: Json
  readonly fieldValidation?: FieldValidation
  readonly want: Answer
}

/** PATCH requests of all three kinds to objects that are there. */
export const patch: ConformanceSet = {
  name: 'patch',
  run(folder, wanted, recorder) {
    const definitions = definitionsBeside(folder)
    for (const file of readdirSync(folder).sort()) {
      if (!file.startsWith('cases.') || !wanted(file)) continue
      for (const line of linesOf(join(folder, file))) {
        const { want, ...question }: Case = JSON.parse(line)
        const { live, type, namespace, fieldValidation } = question
        const resource = resourceOf(live)
        const response = serverWith([withQuotedMetadata(live, question.patch)], definitions).patch({
          resource,
          namespace,
          name: live.metadata.name ?? '',
          body: question.patch,
          type: type.slice('application/'.length).split('-')[0] as PatchType,
          ...(fieldValidation ? { fieldValidation } : {}),
        })
        const [wanted, got] = [answerOf(want), answerOf(recorded(response, want.object as KubeObject))]
        const agreement = compareAnswers(wanted, got, false)
        recorder.record('patch', file.replace('.jsonl.gz', ''), {
          id: question.id,
          kind: resource.kind,
          counts: { ...agreement },
          ...(agreement.identical ? {} : { difference: { type, patch: question.patch, want: wanted, got } }),
        })
      }
    }
  },
}

/**
 * The text of the object shown in `patch: Invalid value: "…"` has uids and owners that were not recorded, and
 * of the details only the causes were, beside the message.
 */
function answerOf(answer: Answer & { status?: { causes?: StatusCause[] } }): Answer {
  const { status, warnings = [] } = answer
  if (!status) return { ...answer, warnings }
  const causes = status.causes ?? status.details?.causes ?? []
  const shorter = (text: string): string =>
    text.replace(SHOWN_OBJECT, shown => JSON.stringify(withoutUnrecorded(JSON.parse(shown))))
  return {
    code: answer.code,
    warnings,
    status: {
      ...(status.reason ? { reason: status.reason } : {}),
      message: shorter(status.message ?? ''),
      details: { causes: causes.map(cause => ({ ...cause, message: shorter(cause.message) })) },
    },
  }
}
