import type { Field } from '../field.ts'
import type { PodTemplate } from '../pod-template.ts'

/** A place where pods ask for a ConfigMap or a Secret. */
export interface ConfigReference {
  readonly kind: 'ConfigMap' | 'Secret'
  readonly name: string
  /** The field that holds the name. */
  readonly at: Field
  /** Keys that must be in it, with the fields that name them. */
  readonly keys: readonly { readonly key: string; readonly at: Field }[]
  /** The pods start without it. */
  readonly optional: boolean
}

/** Every ConfigMap and Secret that pods ask for: environment, volumes, image pulls. */
export function configReferences({ spec, containers }: PodTemplate): ConfigReference[] {
  const found: ConfigReference[] = []
  for (const container of containers) {
    for (const variable of container.get('env').items) {
      const from = variable.get('valueFrom')
      if (!from.exists) continue
      add(found, 'ConfigMap', from.get('configMapKeyRef'), 'name', [from.get('configMapKeyRef', 'key')])
      add(found, 'Secret', from.get('secretKeyRef'), 'name', [from.get('secretKeyRef', 'key')])
    }
    for (const source of container.get('envFrom').items) {
      add(found, 'ConfigMap', source.get('configMapRef'), 'name', [])
      add(found, 'Secret', source.get('secretRef'), 'name', [])
    }
  }
  for (const volume of spec.get('volumes').items) {
    add(found, 'ConfigMap', volume.get('configMap'), 'name', itemKeys(volume.get('configMap')))
    add(found, 'Secret', volume.get('secret'), 'secretName', itemKeys(volume.get('secret')))
    add(found, 'Secret', volume.get('csi', 'nodePublishSecretRef'), 'name', [])
    for (const source of volume.get('projected', 'sources').items) {
      add(found, 'ConfigMap', source.get('configMap'), 'name', itemKeys(source.get('configMap')))
      add(found, 'Secret', source.get('secret'), 'name', itemKeys(source.get('secret')))
    }
  }
  for (const secret of spec.get('imagePullSecrets').items) add(found, 'Secret', secret, 'name', [])
  return found
}

const itemKeys = (source: Field): Field[] => source.get('items').items.map(item => item.get('key'))

function add(
  into: ConfigReference[],
  kind: ConfigReference['kind'],
  reference: Field,
  nameField: 'name' | 'secretName',
  keyFields: readonly Field[],
): void {
  const at = reference.get(nameField)
  if (!at.text) return
  const keys = keyFields.flatMap(field => (field.text ? [{ key: field.text, at: field }] : []))
  into.push({ kind, name: at.text, at, keys, optional: reference.get('optional').isTrue })
}
