import type { CustomResourceDefinitionSpec } from '../../../../schemas/types/apiextensions.k8s.io/v1.generated.ts'
import type { Minor } from '../../../resource/version.ts'
import { knowsFormat } from '../../custom/formats.ts'
import { goQuote } from '../../go-text.ts'
import { everySchema } from './schema.ts'

/** A format that is not known is not held against any value: since 1.34 the author hears of a new one. */
export function formatWarnings(
  spec: CustomResourceDefinitionSpec | undefined,
  minor: Minor,
  old?: CustomResourceDefinitionSpec,
): string[] {
  if (minor < 34) return []
  const before = unknownFormats(old, minor)
  return [...unknownFormats(spec, minor)]
    .filter(format => !before.has(format))
    .map(format => `unrecognized format ${goQuote(format)}`)
}

function unknownFormats(spec: CustomResourceDefinitionSpec | undefined, minor: Minor): Set<string> {
  const found = new Set<string>()
  for (const { schema } of spec?.versions ?? []) {
    if (!schema?.openAPIV3Schema) continue
    everySchema(schema.openAPIV3Schema, place => {
      if (place.format && !knowsFormat(place, minor)) found.add(place.format)
    })
  }
  return found
}
