import type { KubeObject } from '../../../resource/object.ts'
import type { Evaluator } from './evaluator.ts'
import { count, NOTHING, sum, type Usage } from './usage.ts'

const BY_CLASS = '.deviceclass.resource.k8s.io/devices'
/** A request for all devices is charged with the most that one claim can be given. */
const MOST_DEVICES = 32

interface Request {
  readonly deviceClassName?: string
  readonly allocationMode?: string
  readonly count?: number
  readonly exactly?: Request
  readonly firstAvailable?: readonly Request[]
}

interface Claim extends KubeObject {
  spec?: { devices?: { requests?: readonly Request[] } }
}

/** Claims for devices, by class. Of alternatives the largest counts. Truth: pkg/quota/v1/evaluator/core/resource_claims.go */
export const resourceClaims: Evaluator = {
  handles: ({ operation, subresource }) => operation !== 'delete' && !subresource,
  counts: name => name === 'count/resourceclaims.resource.k8s.io' || name.endsWith(BY_CLASS),
  inScope: () => false,

  usage(object) {
    const usage: Usage = new Map([['count/resourceclaims.resource.k8s.io', count(1)]])
    const charge = (name: string, devices: number): void =>
      void usage.set(`${name}${BY_CLASS}`, sum(usage.get(`${name}${BY_CLASS}`) ?? NOTHING, count(devices)))
    for (const request of (object as Claim).spec?.devices?.requests ?? []) {
      const most = new Map<string, number>()
      for (const { deviceClassName, allocationMode, count: asked = 1 } of alternatives(request)) {
        if (!deviceClassName) continue
        const devices = allocationMode === 'All' ? MOST_DEVICES : asked
        most.set(deviceClassName, Math.max(most.get(deviceClassName) ?? 0, devices))
      }
      for (const [name, devices] of most) charge(name, devices)
    }
    return usage
  },
}

const alternatives = (request: Request): readonly Request[] =>
  request.firstAvailable?.length ? request.firstAvailable : [request.exactly ?? request]
