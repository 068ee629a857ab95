import { SAFE_VOLUME_TYPES } from '../../src/apiserver/admission/pod-security/volume-check.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule<{ allow: string[] }>({
  name: 'no-restricted-volume-type',
  severity: 'warning',
  summary: 'Pods use only the kinds of volumes that are safe for anybody to use.',
  why: 'The others speak to storage or to the node with the rights of the node.',
  instead: 'Use a claim, and let a storage class decide what is behind it.',
  profiles: ['security'],
  elsewhere: {
    trivy: ['KSV-0028'],
    kyverno: ['restrict-volume-types'],
    gatekeeper: ['K8sPSPVolumeTypes'],
    PSS: ['restricted'],
  },
  options: {
    allow: { type: 'array', items: { type: 'string' }, default: [], description: 'More types that may be used.' },
  },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers: [{ name: web, image: 'web:1' }]
          volumes:
            - name: shared
              «nfs»: { server: nfs.example.com, path: /shared }`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers: [{ name: web, image: 'web:1' }]
          volumes:
            - name: scratch
              emptyDir: {}
            - name: empty`,
    ],
  },
  on: 'pods',
  *check(pods) {
    for (const volume of pods.volumes) {
      for (const [type] of volume.entries) {
        // no-host-path has its own words for the files of a node.
        if (type === 'name' || type === 'hostPath' || SAFE.has(type) || !volume.get(type).exists) continue
        if (this.options.allow.includes(type)) continue
        yield { at: volume.get(type).key, message: `${pods} mounts a volume of the type ${type}` }
      }
    }
  },
})

const SAFE: ReadonlySet<string> = new Set(SAFE_VOLUME_TYPES)
