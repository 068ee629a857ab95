import type { Volume, VolumeProjection } from '../../../../../schemas/types/core/v1.generated.ts'
import { goQuote } from '../../../go-text.ts'

/** Where a volume's sources write one file, or one writes into what another made a file. Truth: pkg/api/pod/warnings.go */
export function projectionWarnings(volumes: readonly Volume[]): string[] {
  return volumes.flatMap(volume => {
    const { name = '', configMap, secret, downwardAPI, projected } = volume
    if (configMap?.items)
      return overlaps(`volume ${goQuote(name)} (ConfigMap ${goQuote(configMap.name ?? '')})`, pathsOf(configMap.items))
    if (secret?.items)
      return overlaps(`volume ${goQuote(name)} (Secret ${goQuote(secret.secretName ?? '')})`, pathsOf(secret.items))
    if (downwardAPI?.items) return overlaps(`volume ${goQuote(name)} (DownwardAPI)`, pathsOf(downwardAPI.items))
    if (!projected) return []
    const said = `volume ${goQuote(name)} (Projected)`
    return projectedOverlaps(said, projected.sources ?? [])
  })
}

const pathsOf = (items: readonly { path?: string }[]): string[] => items.map(({ path = '' }) => path)

function overlaps(said: string, paths: readonly string[]): string[] {
  const told: string[] = []
  paths.forEach((path, index) => {
    for (const earlier of paths.slice(0, index)) {
      if (!meet(earlier, path)) continue
      told.push(`${said}: overlapping paths: ${goQuote(path)} with ${goQuote(earlier)}`)
    }
  })
  return told
}

const meet = (a: string, b: string): boolean => a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`)

interface Written {
  readonly path: string
  readonly by: string
}

function projectedOverlaps(said: string, sources: readonly VolumeProjection[]): string[] {
  const told: string[] = []
  const written: Written[] = []
  for (const source of sources) {
    if (Object.keys(source).length === 0) told.push(`${said} has no sources provided`)
    const own = writtenBy(source)
    own.forEach((file, index) => {
      for (const other of [...written, ...own.slice(0, index)]) {
        if (!meet(other.path, file.path)) continue
        told.push(
          `${said}: overlapping paths: ${goQuote(file.path)} (${file.by}) with ${goQuote(other.path)} (${other.by})`,
        )
      }
    })
    written.push(...own)
  }
  return told
}

function writtenBy({ configMap, secret, downwardAPI, serviceAccountToken }: VolumeProjection): Written[] {
  const files = (items: readonly { path?: string }[] | undefined, by: string): Written[] =>
    pathsOf(items ?? []).map(path => ({ path, by }))
  return [
    ...files(secret?.items, `Secret ${goQuote(secret?.name ?? '')}`),
    ...files(configMap?.items, `ConfigMap ${goQuote(configMap?.name ?? '')}`),
    ...files(downwardAPI?.items, 'DownwardAPI'),
    ...(serviceAccountToken?.path ? [{ path: serviceAccountToken.path, by: 'ServiceAccountToken' }] : []),
  ]
}
