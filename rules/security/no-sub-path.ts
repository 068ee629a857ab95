import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'no-sub-path',
  severity: 'warning',
  summary: 'Volumes are mounted as a whole.',
  why: 'Kubelets up to 1.19.14, 1.20.10, 1.21.4 and 1.22.1 could be led through a `subPath` to any file of the node (CVE-2021-25741).',
  instead: 'Mount the volume as a whole, or project the one file.',
  profiles: [],
  elsewhere: {
    kubescape: ['C-0058'],
    datree: ['CONTAINER_CVE2021_25741_INCORRECT_SUBPATH_KEY'],
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
              volumeMounts: [{ name: data, mountPath: /data, subPath: «web» }]
          volumes: [{ name: data, emptyDir: {} }]`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers:
            - name: web
              image: web:1
              volumeMounts: [{ name: data, mountPath: /data }]
          volumes: [{ name: data, emptyDir: {} }]`,
    ],
  },
  on: 'containers',
  *check(container) {
    for (const mount of container.get('volumeMounts').items) {
      for (const field of ['subPath', 'subPathExpr']) {
        const at = mount.get(field)
        if (at.text) yield { at, message: `The ${container} mounts a part of the volume ${mount.get('name').text}` }
      }
    }
  },
})
