import { type Kustomization, kustomizationIn } from './kustomization.ts'

/** A Kustomization with everything it builds on, itself first. */
export interface Closure {
  readonly root: Kustomization
  readonly all: readonly Kustomization[]
}

export function closureOf(root: Kustomization, read = kustomizationIn): Closure {
  const all = new Map([[root.folder, root]])
  // A Map is walked in the order of insertion, later insertions included.
  for (const { bases } of all.values()) {
    for (const folder of bases) {
      const base = all.has(folder) ? undefined : read(folder)
      if (base) all.set(folder, base)
    }
  }
  return { root, all: [...all.values()] }
}

/** Every file a build reads. */
export const filesOf = ({ all }: Closure): Set<string> =>
  new Set(all.flatMap(({ file, resources, patches, others }) => [file, ...resources, ...patches, ...others.keys()]))

export const remoteOf = ({ all }: Closure): string[] => [...new Set(all.flatMap(({ remote }) => remote))]
