import type { Fix } from '../../src/diagnostic/diagnostic.ts'
import type { Field } from '../../src/lint/field.ts'
import { toSet } from '../../src/lint/fixes.ts'
import type { LintObject } from '../../src/lint/lint-object.ts'
import { rule, yaml } from '../../src/lint/rule.ts'
import { amountOf } from '../../src/resource/pod-requests.ts'

export default rule<{ mostCores: number }>({
  name: 'no-suspicious-quantity',
  severity: 'warning',
  summary: 'Amounts of CPU, memory and storage have the unit that was meant.',
  why: '`memory: 512` is 512 bytes, `cpu: 500` is five hundred cores, and the API server takes both.',
  instead: 'Add the unit: `512Mi`, `500m`.',
  profiles: ['recommended', 'strict'],
  options: {
    mostCores: { type: 'integer', default: 96, description: 'More cores than that for one container are a mistake.' },
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers:
            - name: web
              image: web:1
              resources: { requests: { cpu: «500», memory: «256» }, limits: { cpu: "1", memory: «512k» } }
          volumes: [{ name: cache, emptyDir: { sizeLimit: «500m» } }]`,
      yaml`
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: { name: data }
        spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: «10» } } }`,
    ],
    good: [
      // Of fractions of a byte for a container the API server warns.
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers:
            - name: web
              image: web:1
              resources: { requests: { cpu: 500m, memory: 256Mi }, limits: { cpu: 2, memory: 536870912 } }
            - { name: odd, image: odd:1, resources: { requests: { memory: 100m, cpu: 0 }, limits: { memory: 0 } } }
          volumes: [{ name: cache, emptyDir: { sizeLimit: 500M } }]`,
    ],
  },
  on: [
    'Pod',
    'Deployment',
    'StatefulSet',
    'DaemonSet',
    'ReplicaSet',
    'ReplicationController',
    'Job',
    'CronJob',
    'PodTemplate',
    'Rollout.argoproj.io',
    'DeploymentConfig.apps.openshift.io',
    'PersistentVolumeClaim',
  ],
  *check(object) {
    for (const { field, resource } of quantitiesOf(object)) {
      const text = field.scalar
      // Of what is no quantity, or negative, or less than a byte, the API server speaks.
      if (text === undefined || text === '' || text === 0) continue
      const amount = amountOf(resource, text)
      if (amount <= 0) continue
      if (resource === 'cpu') {
        if (amount <= this.options.mostCores * 1000) continue
        const fix = Number.isInteger(Number(text)) ? unit(field, `${text}m`) : undefined
        yield { at: field, message: `${called(field)} is ${amount / 1000} cores`, ...(fix && { fix }) }
      } else if (amount < MEBI && (resource === 'sizeLimit' || !isFraction(text))) {
        const bare = Number.isInteger(Number(text)) && amount < 100_000
        const suffix = resource === 'memory' ? 'Mi' : 'Gi'
        const fix = bare ? unit(field, `${text}${suffix}`) : undefined
        const bytes = amount === 1 ? '1 byte' : `${amount} bytes`
        yield { at: field, message: `${called(field)} is ${bytes}`, ...(fix && { fix }) }
      }
    }
  },
})

const MEBI = 1 << 20

/** `100m` or `1.5`: less than a byte, or bytes and a bit. */
const isFraction = (text: string | number): boolean =>
  String(text).endsWith('m') || (Number.isFinite(Number(text)) && !Number.isInteger(Number(text)))

interface Amount {
  readonly field: Field
  readonly resource: string
}

function quantitiesOf(object: LintObject): Amount[] {
  const found: Amount[] = []
  const { pods } = object
  if (object.kind === 'PersistentVolumeClaim') addStorage(found, object.get('spec'))
  if (!pods) return found
  for (const container of pods.containers) {
    if (!container.get('resources').map) continue
    for (const what of ['requests', 'limits'])
      for (const resource of ['cpu', 'memory', 'ephemeral-storage']) {
        const field = container.get('resources', what, resource)
        if (field.exists) found.push({ field, resource })
      }
  }
  for (const volume of pods.volumes) {
    const field = volume.get('emptyDir', 'sizeLimit')
    if (field.exists) found.push({ field, resource: 'sizeLimit' })
  }
  for (const claim of object.get('spec', 'volumeClaimTemplates').items) addStorage(found, claim.get('spec'))
  return found
}

function addStorage(found: Amount[], spec: Field): void {
  const field = spec.get('resources', 'requests', 'storage')
  if (field.exists) found.push({ field, resource: 'storage' })
}

const unit = (field: Field, text: string): Fix | undefined => toSet(field, text, `Write ${text}`, 'review')

/** `The limit for memory of Pod web`, `The sizeLimit of Pod web`. */
function called({ path, object, scalar }: Field): string {
  const [what, resource] = path.slice(-2)
  const of = what === 'limits' ? `limit for ${resource}` : what === 'requests' ? `request for ${resource}` : resource
  return `The ${of} of ${object}, ${scalar},`
}
