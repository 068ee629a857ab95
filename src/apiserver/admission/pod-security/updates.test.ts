import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../resource/json.ts'
import type { KubeObject } from '../../../resource/object.ts'
import { catalog } from '../../../schema/catalog.ts'
import { ApiServer } from '../../server.ts'
import { Store } from '../../store.ts'

const NOW = '2026-01-01T00:00:00Z'
const MODE = 'pod-security.kubernetes.io'

const namespace = (labels: Record<string, string>, annotations = {}): KubeObject & JsonObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'shop', labels, annotations, resourceVersion: '1' },
})

/** A pod that no strict namespace lets in. */
const pod = (changes: JsonObject = {}, image = 'app:1', name = 'web'): KubeObject & JsonObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'shop', resourceVersion: '1', ...changes },
  spec: { hostNetwork: true, containers: [{ name: 'app', image }] },
})

/** What comes of putting an object where objects are already. */
function put(there: readonly KubeObject[], object: KubeObject & JsonObject) {
  const { group, version, kind, plural, namespaced } = catalog(36).kind(object.apiVersion, object.kind)!
  const resource = { group, version, kind, resource: plural, namespaced }
  const store = new Store()
  const server = new ApiServer(store, { minor: 36, now: NOW, openWorld: true })
  for (const each of there) {
    const known = catalog(36).kind(each.apiVersion, each.kind)!
    const where = { group: known.group, version: known.version, kind: known.kind, resource: known.plural }
    const read = server.read({
      resource: { ...where, namespaced: known.namespaced },
      namespace: each.metadata.namespace ?? '',
      body: each as KubeObject & JsonObject,
    })
    store.put(known.group, read.object!)
  }
  const { name = '', namespace: inside = '' } = object.metadata
  return server.update({ resource, namespace: inside, name, body: object })
}

describe('a pod that was there before its namespace became strict', () => {
  const strict = namespace({ [`${MODE}/enforce`]: 'baseline' })

  test('may be labelled', () => {
    expect(put([strict, pod()], pod({ labels: { app: 'web' } })).code).toBe(200)
  })

  test('is judged like a new one when its image changes', () => {
    const { status } = put([strict, pod()], pod({}, 'app:2'))
    expect(status?.message).toContain('violates PodSecurity "baseline:latest": host namespaces (hostNetwork=true)')
  })
})

describe('the labels of a namespace', () => {
  const strong = { [`${MODE}/enforce`]: 'strong' }
  const unknown = namespace(strong)

  test('that make no sense may stay as they are', () => {
    expect(put([unknown], namespace(strong, { a: 'b' })).code).toBe(200)
  })

  test('that make no sense cannot become others that make none', () => {
    expect(put([unknown], namespace({ [`${MODE}/enforce`]: 'weak' })).status?.message).toContain(
      'Invalid value: "weak": must be one of privileged, baseline, restricted',
    )
  })

  test('warn of pods also when they ask for less, but by another release', () => {
    const before = namespace({ [`${MODE}/enforce`]: 'restricted' })
    const after = namespace({ [`${MODE}/enforce`]: 'baseline', [`${MODE}/enforce-version`]: 'v1.30' })
    expect(put([before, pod()], after).warnings).toEqual([
      'existing pods in namespace "shop" violate the new PodSecurity enforce level "baseline:v1.30"',
      'web: host namespaces',
    ])
    expect(put([before, pod()], namespace({ [`${MODE}/enforce`]: 'baseline' })).warnings).toEqual([])
  })
})
