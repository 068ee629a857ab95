import type { KubeObject } from '../../resource/object.ts'
import type { PersistentVolume } from '../../resource/volumes.ts'

export const RECYCLER = 'recycler-for-'

export const recyclerName = ({ metadata }: PersistentVolume): string => `${RECYCLER}${metadata.name ?? ''}`

/** The pod that empties a volume. Truth: pkg/volume/plugins.go NewPersistentVolumeRecyclerPodTemplate */
export function recyclerFor(volume: PersistentVolume): KubeObject & { spec: object } {
  const { hostPath, nfs } = volume.spec
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: recyclerName(volume), namespace: 'default' },
    spec: {
      activeDeadlineSeconds: 60,
      restartPolicy: 'Never',
      volumes: [{ name: 'vol', ...(hostPath ? { hostPath } : { nfs }) }],
      containers: [
        {
          name: 'pv-recycler',
          image: 'registry.k8s.io/build-image/debian-base:bookworm-v1.0.6',
          command: ['/bin/sh'],
          args: ['-c', 'test -e /scrub && find /scrub -mindepth 1 -delete && test -z "$(ls -A /scrub)" || exit 1'],
          volumeMounts: [{ name: 'vol', mountPath: '/scrub' }],
        },
      ],
    },
  }
}
