import { configurationView } from '../schema/configuration.ts'
import { fieldDoc, viewDoc } from '../schema/field-doc.ts'
import { viewIn } from '../schema/kinds.ts'
import type { ValueView } from '../schema/view.ts'
import type { ManifestFile } from '../workspace/file.ts'
import { namesKustomization } from '../workspace/generated.ts'
import { isConfiguration } from './configuration.ts'

/** What an object of a file is, by what it says of itself; a Kustomization need not say it. */
export interface Typed {
  readonly apiVersion: string
  readonly kind: string
}

export function typeIn({ name }: ManifestFile, { apiVersion, kind }: Typed): Typed {
  if (!namesKustomization(name)) return { apiVersion, kind }
  return { apiVersion: apiVersion || 'kustomize.config.k8s.io/v1beta1', kind: kind || 'Kustomization' }
}

/** What may stand in it; the settings are of no type. */
export const rootOf = (file: ManifestFile, { apiVersion, kind }: Typed): ValueView | undefined =>
  isConfiguration(file.name) ? configurationView() : viewIn(file.folder, apiVersion, kind)

/** What a field of it is. */
export const docAt = (file: ManifestFile, type: Typed, path: readonly (string | number)[]): string | undefined =>
  isConfiguration(file.name)
    ? viewDoc(configurationView(), path, '')
    : fieldDoc(file.folder, type.apiVersion, type.kind, path)
