import type { CustomResourceDefinitionSpec } from '../../../../schemas/types/apiextensions.k8s.io/v1.generated.ts'
import type { Minor } from '../../../resource/version.ts'
import { knowsFormat } from '../../custom/formats.ts'
import { itemsOf, type Schema, valuesOf } from './schema.ts'

/** A format that is not known is not held against any value: since 1.34 the author hears of it. */
export function formatWarnings(spec: CustomResourceDefinitionSpec | undefined, minor: Minor): string[] {
  if (minor < 34) return []
  const found = new Set<string>()
  for (const { schema } of spec?.versions ?? [])
    if (schema?.openAPIV3Schema) collect(schema.openAPIV3Schema, minor, found)
  return [...found].sort().map(format => `unrecognized format "${format}"`)
}

function collect(schema: Schema, minor: Minor, found: Set<string>): void {
  if (schema.format && !knowsFormat(schema, minor)) found.add(schema.format)
  for (const inside of [itemsOf(schema), valuesOf(schema), ...Object.values(schema.properties ?? {})]) {
    if (inside) collect(inside, minor, found)
  }
}
