import { toRemove } from '../../src/lint/fixes.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'volume-is-mounted',
  severity: 'note',
  summary: 'Every volume of a pod is mounted by one of its containers.',
  why: 'A volume that nobody mounts still has to be there: pods wait for a Secret that they do not use.',
  instead: 'Mount it, or remove it.',
  profiles: ['strict'],
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers: [{ name: web, image: web:1 }]
          volumes:
            - { name: «cache», emptyDir: {} }`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          initContainers: [{ name: fill, image: web:1, volumeMounts: [{ name: cache, mountPath: /cache }] }]
          containers: [{ name: web, image: web:1, volumeDevices: [{ name: disk, devicePath: /dev/x }] }]
          volumes: [{ name: cache, emptyDir: {} }, { name: disk, persistentVolumeClaim: { claimName: disk } }]`,
    ],
  },
  on: 'pods',
  *check(pods) {
    const mounted = new Set(
      pods.containers.flatMap(container =>
        [...container.get('volumeMounts').items, ...container.get('volumeDevices').items].map(
          one => one.get('name').text,
        ),
      ),
    )
    for (const volume of pods.volumes) {
      const name = volume.get('name')
      if (!name.text || mounted.has(name.text)) continue
      const fix = toRemove(volume, `Remove the volume ${name.text}`, 'review')
      yield { at: name, message: `No container of ${pods} mounts the volume ${name.text}`, ...(fix && { fix }) }
    }
  },
})
