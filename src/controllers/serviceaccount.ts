import type { KubeObject } from '../resource/object.ts'
import { behaves } from '../schema/gates.ts'
import type { Change, Controller, ObjectKey, Step, World } from './controller.ts'
import { succeeded } from './controller.ts'
import { create, retry } from './steps.ts'

/** The one account that every namespace has. */
const DEFAULT = 'default'
const BUNDLE = 'kube-root-ca.crt'
const DESCRIPTION =
  'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.'

/** The namespace an object of the given name belongs to. */
const homeOf =
  (name: string) =>
  ({ object }: Change): ObjectKey[] =>
    object.metadata.name === name ? [{ namespace: '', name: object.metadata.namespace ?? '' }] : []

/**
 * Every namespace that is not on its way out has the account `default`, also after somebody deleted it.
 *
 * Truth: pkg/controller/serviceaccount/serviceaccounts_controller.go
 */
export const serviceAccount: Controller<'Namespace'> = {
  name: 'service-account-controller',
  kind: 'Namespace',
  watches: { ServiceAccount: homeOf(DEFAULT) },
  *reconcile(home, world) {
    const { name: namespace = '' } = home.metadata
    if (isLeaving(home) || world.get('ServiceAccount', namespace, DEFAULT)) return
    yield* make({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: DEFAULT, namespace } })
  },
}

/**
 * Every namespace has the certificates by which its pods know the server. Which ones, nobody can know offline.
 *
 * Truth: pkg/controller/certificates/rootcacertpublisher/publisher.go
 */
export const rootCertificatePublisher: Controller<'Namespace'> = {
  name: 'root-ca-certificate-publisher',
  kind: 'Namespace',
  watches: { ConfigMap: homeOf(BUNDLE) },
  *reconcile(home, world) {
    const { name: namespace = '' } = home.metadata
    if (isLeaving(home) || !publishes(world) || world.get('ConfigMap', namespace, BUNDLE)) return
    const annotations = { 'kubernetes.io/description': DESCRIPTION }
    const bundle = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: BUNDLE, namespace, ...(world.minor >= 22 ? { annotations } : {}) },
      data: { 'ca.crt': '' },
    }
    yield* make(bundle)
  },
}

const publishes = ({ minor }: World): boolean => minor >= 21 || behaves(minor, 'RootCAConfigMap')

const isLeaving = ({ metadata }: KubeObject): boolean => metadata.deletionTimestamp !== undefined

function* make(object: KubeObject): ReturnType<Controller['reconcile']> {
  const made: Step = create(object)
  const answer = yield made
  if (!succeeded(answer) && answer.code !== 409) yield retry
}
