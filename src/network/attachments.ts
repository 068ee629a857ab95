import { isObject } from '../resource/json.ts'
import type { KubeObject } from '../resource/object.ts'
import { parseAddress } from './addresses.ts'
import { EMPTY, type Intervals, union } from './intervals.ts'
import { type NetworkPolicyObject, nameOf, namespaceOf, ofKind } from './objects.ts'
import { networkPolicy, type Policy } from './policy.ts'
import type { Pod, Workload } from './workload.ts'

const NETWORKS = 'k8s.v1.cni.cncf.io/networks'
const POLICY_FOR = 'k8s.v1.cni.cncf.io/policy-for'
const GROUP = 'k8s.cni.cncf.io'

/** A network besides the cluster's, whom it joins, and what its policies say. */
export interface AttachedNetwork {
  /** `namespace/name` of the NetworkAttachmentDefinition. */
  readonly name: string
  readonly workloads: readonly Workload[]
  readonly policies: readonly Policy[]
  /** The addresses of a pod on it, where its annotation fixes them. */
  addressesOf(pod: Pod): Intervals
}

/** Networks that NetworkAttachmentDefinitions declare; pods join by annotation, MultiNetworkPolicies isolate them there. */
export function attachedNetworks(objects: readonly KubeObject[], workloads: readonly Workload[]): AttachedNetwork[] {
  const policies = ofKind<NetworkPolicyObject>(objects, GROUP, 'MultiNetworkPolicy')
  return ofKind<KubeObject>(objects, GROUP, 'NetworkAttachmentDefinition').map(definition => {
    const name = `${namespaceOf(definition)}/${nameOf(definition)}`
    const isFor = (policy: KubeObject): boolean =>
      namesIn(String(policy.metadata?.annotations?.[POLICY_FOR] ?? ''), namespaceOf(policy)).includes(name)
    return {
      name,
      workloads: workloads.filter(workload =>
        workload.pods.some(pod => joins(pod).some(join => join.network === name)),
      ),
      policies: policies.filter(isFor).map(networkPolicy),
      addressesOf: pod => joins(pod).find(join => join.network === name)?.addresses ?? EMPTY,
    }
  })
}

interface Join {
  network: string
  addresses: Intervals
}

/** `net-a, shop/net-b@eth1`, or a JSON list of `{ name, namespace, ips }`. */
function joins({ annotations, namespace }: Pod): Join[] {
  const text = annotations[NETWORKS]
  if (typeof text !== 'string' || text.trim() === '') return []
  if (!text.trim().startsWith('[')) return namesIn(text, namespace).map(network => ({ network, addresses: EMPTY }))
  let list: unknown
  try {
    list = JSON.parse(text)
  } catch {
    return []
  }
  return (list as unknown[]).filter(isObject).map(entry => ({
    network: `${typeof entry['namespace'] === 'string' ? entry['namespace'] : namespace}/${entry['name']}`,
    addresses: Array.isArray(entry['ips']) ? entry['ips'].reduce<Intervals>(addAddress, EMPTY) : EMPTY,
  }))
}

function addAddress(sum: Intervals, ip: unknown): Intervals {
  const address = typeof ip === 'string' ? parseAddress(ip.split('/')[0]!) : undefined
  return address === undefined ? sum : union(sum, [address, address])
}

const namesIn = (text: string, namespace: string): string[] =>
  text
    .split(',')
    .map(part => part.trim().split('@')[0]!)
    .filter(part => part !== '')
    .map(part => (part.includes('/') ? part : `${namespace}/${part}`))
