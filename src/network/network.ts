import type { Labels } from '../resource/labels.ts'
import type { KubeObject } from '../resource/object.ts'
import { attachedNetworks } from './attachments.ts'
import { intersection, union } from './intervals.ts'
import { type AdminPolicyObject, type NetworkPolicyObject, nameOf, ofKind, type ServiceObject } from './objects.ts'
import { adminPolicy, networkPolicy } from './policy.ts'
import { hasPort, NO_PORTS, type Ports, portRange } from './ports.ts'
import { type Connection, type PolicyView, Reachability } from './reachability.ts'
import { type Route, routesOf } from './routes.ts'
import { type ServiceView, viewService } from './service.ts'
import type { Policies } from './verdict.ts'
import { type Workload, workloadName, workloadsOf } from './workload.ts'

const ADMIN_GROUP = 'policy.networking.k8s.io'

/**
 * The network that a set of objects makes, read once and then asked:
 *
 *   network.connections()                    every pair that can talk, and on which ports
 *   network.reaches(web, db, 5432)           whether one workload reaches another
 *   network.policies()                       whom each policy selects and each rule means
 *   network.services()                       which pods a Service reaches
 *   network.routes()                         where Ingresses and Gateway routes lead, and what dangles
 *
 * It is about what policies and selectors allow, not about what runs. A pod always reaches itself, a kubelet its
 * pods; pods of the host's network are treated like any others, which real networks do not promise.
 */
export class Network {
  readonly workloads: readonly Workload[]
  readonly #objects: readonly KubeObject[]
  readonly #reachability: Reachability
  readonly #labelsOf: (namespace: string) => Labels
  #services: readonly ServiceView[] | undefined
  #routes: readonly Route[] | undefined
  #views: readonly PolicyView[] | undefined

  constructor(objects: Iterable<KubeObject>) {
    this.#objects = [...objects]
    this.workloads = workloadsOf(this.#objects)
    this.#labelsOf = namespaceLabels(this.#objects)
    this.#reachability = new Reachability(this.workloads, policiesOf(this.#objects), this.#labelsOf)
  }

  workload(namespace: string, kind: string, name: string): Workload | undefined {
    return this.workloads.find(
      workload => workload.namespace === namespace && workload.kind === kind && workload.name === name,
    )
  }

  /**
   * Every connection that is allowed: between workloads, from and to outside addresses (cut where a policy cuts
   * them), from the ingress controller to what is exposed through it, and on networks of their own.
   */
  *connections(): Generator<Connection> {
    yield* this.#reachability.connections()
    yield* this.#exposed()
    for (const { name, workloads, policies, addressesOf } of attachedNetworks(this.#objects, this.workloads)) {
      const only: Policies = { admin: [], network: policies, baseline: [] }
      const reachability = new Reachability(workloads, only, this.#labelsOf, addressesOf)
      for (const connection of reachability.connections({ outside: false })) yield { ...connection, network: name }
    }
  }

  /** What an ingress controller of unknown place and labels reaches: only what a route leads to. */
  *#exposed(): Generator<Connection> {
    const exposed = new Map<Workload, Ports>()
    for (const route of this.routes()) {
      for (const { targets } of route.backends) {
        for (const { workload, number, protocol } of targets) {
          const ports = exposed.get(workload) ?? NO_PORTS
          exposed.set(workload, union(ports, portRange(protocol, number, number)))
        }
      }
    }
    for (const [workload, ports] of [...exposed].sort(([a], [b]) => (workloadName(a) < workloadName(b) ? -1 : 1))) {
      const open = intersection(ports, this.#reachability.fromUnknownPod(workload))
      if (open.length > 0)
        yield { from: { kind: 'ingress-controller' }, to: { kind: 'workload', workload }, ports: open }
    }
  }

  /** On which ports one workload reaches another; a workload always reaches itself. */
  portsBetween(from: Workload, to: Workload): Ports {
    return this.#reachability.between(from, to)
  }

  reaches(from: Workload, to: Workload, port: number, protocol = 'TCP'): boolean {
    return hasPort(this.portsBetween(from, to), port, protocol)
  }

  /** On which ports an outside address reaches the workload (`ingress`), or is reached by it (`egress`). */
  portsOutside(workload: Workload, address: number, direction: 'ingress' | 'egress'): Ports {
    return this.#reachability.outside(workload, address, direction)
  }

  /** The policies that select the workload's pods, those of all tiers. */
  policiesFor(workload: Workload): KubeObject[] {
    const policies = new Set<KubeObject>()
    for (const { admin, network, baseline } of this.#reachability.isolation(workload)) {
      for (const policy of [...admin, ...network, ...baseline]) policies.add(policy.object)
    }
    return [...policies]
  }

  /** What each policy selects and each of its rules means: a rule that means nobody is a mistake to tell of. */
  policies(): readonly PolicyView[] {
    return (this.#views ??= [...this.#reachability.views()])
  }

  services(): readonly ServiceView[] {
    this.#services ??= ofKind<ServiceObject>(this.#objects, '', 'Service').map(service =>
      viewService(service, this.workloads),
    )
    return this.#services
  }

  service(namespace: string, name: string): ServiceView | undefined {
    return this.services().find(service => service.namespace === namespace && service.name === name)
  }

  /** Where Ingresses, Gateway API routes and OpenShift Routes lead. */
  routes(): readonly Route[] {
    return (this.#routes ??= routesOf(this.#objects, this.services(), this.#labelsOf))
  }
}

function policiesOf(objects: readonly KubeObject[]): Policies {
  const admins = ofKind<AdminPolicyObject>(objects, ADMIN_GROUP, 'AdminNetworkPolicy')
  return {
    // Equal priorities are not defined; by name they are at least the same each time.
    admin: admins.sort((a, b) => priorityOf(a) - priorityOf(b) || (nameOf(a) < nameOf(b) ? -1 : 1)).map(adminPolicy),
    network: ofKind<NetworkPolicyObject>(objects, 'networking.k8s.io', 'NetworkPolicy').map(networkPolicy),
    baseline: ofKind<AdminPolicyObject>(objects, ADMIN_GROUP, 'BaselineAdminNetworkPolicy').map(adminPolicy),
  }
}

const priorityOf = ({ spec }: AdminPolicyObject): number => Number(spec?.priority ?? 0)

/** Every namespace carries its own name as a label, also one that is not among the objects. */
function namespaceLabels(objects: readonly KubeObject[]): (namespace: string) => Labels {
  const labels = new Map<string, Labels>()
  for (const namespace of ofKind<KubeObject>(objects, '', 'Namespace')) {
    labels.set(nameOf(namespace), { ...namespace.metadata.labels, 'kubernetes.io/metadata.name': nameOf(namespace) })
  }
  return name => {
    let found = labels.get(name)
    if (!found) labels.set(name, (found = { 'kubernetes.io/metadata.name': name }))
    return found
  }
}
