import type { Pod, PodTemplate } from '../resource/kinds.ts'
import type { KubeObject } from '../resource/object.ts'
import { controllerReference } from './ownership.ts'

/**
 * A pod as a controller asks for it: the template's labels, annotations, finalizers and spec, a
 * name to be completed by the server, and its controller.
 *
 * Truth: pkg/controller/controller_utils.go GetPodFromTemplate
 */
export function podFromTemplate(template: PodTemplate | undefined, owner: KubeObject): Pod {
  const { labels, annotations, finalizers } = template?.metadata ?? {}
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      generateName: namePrefix(owner.metadata.name ?? ''),
      ...(owner.metadata.namespace === undefined ? {} : { namespace: owner.metadata.namespace }),
      ...(labels ? { labels: { ...labels } } : {}),
      ...(annotations ? { annotations: { ...annotations } } : {}),
      ...(finalizers ? { finalizers: [...finalizers] } : {}),
      ownerReferences: [controllerReference(owner)],
    },
    spec: { ...(template?.spec ?? { containers: [] }) },
  }
}

/** `web` → `web-`; a name that leaves no room for the dash within 253 characters goes without. */
const namePrefix = (name: string): string => (name.length < 253 ? `${name}-` : name)
