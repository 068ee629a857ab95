/** Which package speaks for which release, and how well. See README.md beside `package.json`. */
import { join } from 'node:path'
import type { Release } from './release.ts'
import { readClientNode } from './sources/client-node.ts'
import { readDefinitions } from './sources/definitions.ts'

export const oldest = 14
export const newest = 37

const clientNode = [18, 19, 20, 21, 22, 24, 25, 27, 28, 29, 30, 32, 33, 34, 36]
const definitions: Record<number, string> = { 14: '14.0', 15: '15.0', 16: '16.4', 17: '17.0' }

export function readReleases(packages: string): Map<number, Release> {
  const releases = new Map<number, Release>()
  for (const [minor, patch] of Object.entries(definitions)) {
    const file = join(packages, `k8s-1.14-1.17/schemas/v1.${patch}-local/_definitions.json`)
    releases.set(Number(minor), readDefinitions(file, Number(minor)))
  }
  for (const minor of clientNode) releases.set(minor, readClientNode(join(packages, `k8s-1.${minor}`), minor))
  return releases
}
