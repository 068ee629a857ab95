import type { Namespace } from '../../../schemas/types/core/v1.generated.ts'
import type { Context } from '../context.ts'
import { forbidden, notFound, type Status } from '../status.ts'
import type { AdmissionPlugin } from './plugin.ts'

/** Without these nothing works: they are never to be deleted. */
const IMMORTAL = ['default', 'kube-system', 'kube-public']

/** Nothing is created in a namespace that is not there or is going away; one may ask about rights there. Truth: apiserver/pkg/admission/plugin/namespace/lifecycle */
export const namespaceLifecycle: AdmissionPlugin = {
  name: 'NamespaceLifecycle',
  admit(object, _old, context) {
    const { operation, resource, namespace } = context
    if (operation === 'delete' && resource.group === '' && resource.kind === 'Namespace') {
      const name = object.metadata.name ?? ''
      if (IMMORTAL.includes(name))
        return forbidden({ group: '', name: 'namespaces' }, name, 'this namespace may not be deleted')
    }
    if (operation !== 'create' || !resource.namespaced || resource.kind === 'LocalSubjectAccessReview') return undefined
    return checkNamespace(namespace, object.metadata.name || (object.metadata.generateName ?? ''), context)
  },
}

function checkNamespace(
  name: string,
  objectName: string,
  { world, openWorld, resource, asked = resource }: Context,
): Status | undefined {
  const namespace = world.get('', 'Namespace', '', name) as (Namespace & { metadata: object }) | undefined
  if (!namespace) return openWorld ? undefined : notFound({ group: '', name: 'namespaces' }, name)
  if (namespace.status?.phase !== 'Terminating') return undefined
  const why = `unable to create new content in namespace ${name} because it is being terminated`
  return forbidden({ group: asked.group, name: asked.resource }, objectName, why, [
    { reason: 'NamespaceTerminating', message: `namespace ${name} is being terminated`, field: 'metadata.namespace' },
  ])
}
