import type { CustomResourceDefinitionSpec } from '../../../../schemas/types/apiextensions.k8s.io/v1.generated.ts'
import { itemsOf, type Schema, valuesOf } from './schema.ts'

/** The expressions a stored definition has already: a release later they may use what new ones may not yet. */
export function usedRules(spec: CustomResourceDefinitionSpec | undefined): ReadonlySet<string> {
  const rules = new Set<string>()
  const visit = (schema: Schema | undefined): void => {
    if (!schema) return
    for (const { rule } of schema['x-kubernetes-validations'] ?? []) if (rule) rules.add(rule)
    visit(itemsOf(schema))
    visit(valuesOf(schema))
    for (const property of Object.values(schema.properties ?? {})) visit(property)
  }
  for (const { schema } of spec?.versions ?? []) visit(schema?.openAPIV3Schema)
  return rules
}
