import { isObject } from '../resource/json.ts'
import type { KubeObject } from '../resource/object.ts'
import { Source } from '../text/source.ts'
import { readDocuments } from '../yaml/read.ts'
import { objectsIn } from './objects.ts'

/** The objects of a YAML or JSON text, those of `List`s one by one. What cannot be read gives none: `check` says why. */
export function manifestsIn(text: string): KubeObject[] {
  return readDocuments(new Source('manifest', text))
    .flatMap(objectsIn)
    .map(({ value, apiVersion, kind }) => {
      const { metadata } = value
      return { ...value, apiVersion, kind, metadata: { ...(isObject(metadata) ? metadata : {}) } }
    })
}
