import type { Container, EphemeralContainer, PodSpec } from '../../../../schemas/types/core/v1.generated.ts'
import type { FieldPath } from '../../field-path.ts'

export type AnyContainer = Container & Pick<EphemeralContainer, 'targetContainerName'>
export type ContainerList = 'initContainers' | 'containers' | 'ephemeralContainers'

const LISTS: readonly ContainerList[] = ['initContainers', 'containers', 'ephemeralContainers']

/** Every container of a pod in the server's order: init, regular, ephemeral. Stops with true at the first that answers true. */
export function visitContainers(
  spec: PodSpec,
  visit: (container: AnyContainer, list: ContainerList, index: number) => boolean,
): boolean {
  for (const list of LISTS) {
    const containers = spec[list] as AnyContainer[] | undefined
    if (!containers) continue
    for (let index = 0; index < containers.length; index++) {
      if (visit(containers[index]!, list, index)) return true
    }
  }
  return false
}

export function eachContainer(
  spec: PodSpec,
  visit: (container: AnyContainer, list: ContainerList, index: number) => void,
): void {
  visitContainers(spec, (container, list, index) => {
    visit(container, list, index)
    return false
  })
}

export const containerPath = (specPath: FieldPath, list: ContainerList, index: number): FieldPath =>
  specPath.child(list).index(index)

/** An init container that keeps running beside the others. */
export const isSidecar = ({ restartPolicy }: Container): boolean => restartPolicy === 'Always'
