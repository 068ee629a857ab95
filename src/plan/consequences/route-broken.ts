import { Network } from '../../network/network.ts'
import { refOf } from '../../resource/object.ts'
import type { Scene } from '../scene.ts'
import type { Find } from './find.ts'
import { withoutPods } from './traffic.ts'

/** Problems that are of the moment, or that the objects at hand cannot tell. */
const NOT_OURS = new Set(['no-pod-ready', 'class-missing', 'gateway-missing', 'listener-missing'])
const KINDS = new Set([
  'Service',
  'Ingress',
  'HTTPRoute',
  'GRPCRoute',
  'TCPRoute',
  'TLSRoute',
  'Route',
  'Gateway',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
])

/** A route that leads somewhere before and nowhere after, or a new one that never does. */
export const routeBroken: Find = function* (scene) {
  if (!matters(scene)) return
  const had = new Set(problemsIn(scene.before).map(({ key }) => key))
  for (const { key, about, route, backend, problem } of problemsIn(scene.after)) {
    if (!had.has(key)) yield { kind: 'route-broken', weight: 'warning', about, route, backend, problem }
  }
}

const matters = ({ changes, after }: Scene): boolean =>
  changes.some(({ object, action }) => KINDS.has(object.kind) && action !== 'keep') &&
  [...after.values()].some(({ kind }) => kind === 'Ingress' || kind.endsWith('Route'))

function problemsIn(objects: Scene['after']) {
  return new Network(withoutPods(objects)).routes().flatMap(({ object, at, backends }) =>
    backends.flatMap(({ namespace, name, port, problems }) =>
      problems
        .filter(problem => !NOT_OURS.has(problem))
        .map(problem => {
          const backend = `${namespace}/${name}${port === undefined ? '' : `:${port}`}`
          const about = refOf(object)
          return {
            key: `${about.kind} ${about.namespace}/${about.name} ${backend} ${problem}`,
            about,
            route: at,
            backend,
            problem,
          }
        }),
    ),
  )
}
