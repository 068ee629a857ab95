import type { KubeObject } from '../../resource/object.ts'

/**
 * Of the classes that an annotation marks as default: the newest, and of those as old the first by name.
 * Truth: pkg/volume/util/storageclass.go GetDefaultClass
 */
export function defaultClass<T extends KubeObject>(
  classes: readonly T[],
  annotations: readonly string[],
): T | undefined {
  const marked = classes.filter(({ metadata }) => annotations.some(name => metadata.annotations?.[name] === 'true'))
  return marked.sort(
    (a, b) =>
      compare(b.metadata.creationTimestamp ?? '', a.metadata.creationTimestamp ?? '') ||
      compare(a.metadata.name ?? '', b.metadata.name ?? ''),
  )[0]
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
