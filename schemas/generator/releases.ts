/** Which package speaks for which release, and how well. The table is in `../README.md`. */
import { join } from 'node:path'
import { between, difference } from './derive.ts'
import { isHome } from './homes.ts'
import settled from './overlays/settled.json'
import { type Release, type SourceType, splitName } from './release.ts'
import { readCdk8s } from './sources/cdk8s.ts'
import { readClientNode } from './sources/client-node.ts'
import { readDefinitions } from './sources/definitions.ts'
import { readPulumi } from './sources/pulumi.ts'

export const oldest = 14
export const newest = 37

const clientNode = [18, 19, 20, 21, 22, 24, 25, 27, 28, 29, 30, 32, 33, 34, 36]
const definitions: Record<number, string> = { 14: '14.0', 15: '15.0', 16: '16.4', 17: '17.0' }

/** By release, what no source can tell: which disputed fields it has, and which leftover types it has not. */
const hand: Record<string, { with?: string[]; without?: string[]; required?: string[]; optional?: string[] }> = settled

export function readReleases(packages: string): Map<number, Release> {
  const releases = new Map<number, Release>()
  for (const [minor, patch] of Object.entries(definitions)) {
    const file = join(packages, `k8s-1.14-1.17/schemas/v1.${patch}-local/_definitions.json`)
    releases.set(Number(minor), readDefinitions(file, Number(minor)))
  }
  for (const minor of clientNode) releases.set(minor, readClientNode(join(packages, `k8s-1.${minor}`), minor))
  const at = (name: string) => join(packages, name)
  for (const minor of [23, 26, 31]) {
    const [before, after] = [releases.get(minor - 1)!, releases.get(minor + 1)!]
    releases.set(minor, nearExact(minor, before, after, readCdk8s(at(`k8s-1.${minor}`))))
  }
  const [p25, p26] = [readPulumi(at('pulumi-4.25')), readPulumi(at('pulumi-4.26'))]
  const with35 = new Set(hand['1.35']?.with)
  const has = (type: string, field: string) => p26.get(type)?.has(field) || with35.has(`${type}.${field}`)
  releases.set(35, between(35, releases.get(34)!, releases.get(36)!, has, ofApi(difference(p25, p26))))
  const [p33, p34] = [readPulumi(at('pulumi-4.33')), readPulumi(at('pulumi-4.34'))]
  const latest = releases.get(36)!
  const news = neverSeen(releases, ofApi(difference(p33, p34)))
  releases.set(
    37,
    between(37, latest, latest, () => true, news),
  )
  for (const release of releases.values()) settleByHand(release)
  return new Map([...releases].sort(([a], [b]) => a - b))
}

/** cdk8s settles a disagreement about a type it has; the status types it lacks are settled by hand. */
function nearExact(minor: number, before: Release, after: Release, cdk: Map<string, SourceType>): Release {
  const by = new Set(hand[`1.${minor}`]?.with)
  const settles = (type: string, field: string) => {
    if (by.has(`${type}.${field}`)) return 'as after'
    return cdk.get(type)?.has(field) ?? false
  }
  return between(minor, before, after, settles, ofApi(cdk))
}

function settleByHand({ minor, types, kinds }: Release): void {
  const { without = [], required = [], optional = [] } = hand[`1.${minor}`] ?? {}
  for (const name of without) {
    const dot = name.lastIndexOf('.')
    if (!types.delete(name)) types.get(name.slice(0, dot))?.delete(name.slice(dot + 1))
  }
  for (const name of [...required, ...optional]) {
    const dot = name.lastIndexOf('.')
    types.get(name.slice(0, dot))!.get(name.slice(dot + 1))!.required = required.includes(name)
  }
  for (const [key, kind] of kinds) if (!types.has(`${kind.home}.${kind.kind}`)) kinds.delete(key)
}

/** Pulumi keeps what releases drop, and now and then drops and adds it again; that is no news. */
function neverSeen(releases: Map<number, Release>, types: Map<string, SourceType>): Map<string, SourceType> {
  const news = new Map<string, SourceType>()
  for (const [name, fields] of types) {
    const added = [...fields].filter(([field]) => ![...releases.values()].some(r => r.types.get(name)?.has(field)))
    if (added.length > 0) news.set(name, new Map(added))
  }
  return news
}

/** Pulumi and cdk8s have a few types of their own in the same files. */
function ofApi(types: Map<string, SourceType>): Map<string, SourceType> {
  return new Map([...types].filter(([name]) => isHome(splitName(name).home)))
}
