import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deployment, planOf, READINESS, service } from '../../test/plans.ts'

const shape = fc.record({
  replicas: fc.nat({ max: 5 }),
  image: fc.constantFrom('app:1', 'app:2', 'app:3'),
  spec: fc.constantFrom(
    '',
    'strategy: { type: Recreate }, ',
    'strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }, ',
    'strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 50% } }, ',
    'minReadySeconds: 20, ',
    'paused: true, ',
    'progressDeadlineSeconds: 60, ',
  ),
  container: fc.constantFrom('', READINESS, "resources: { requests: { cpu: '1500m' } }"),
  pod: fc.constantFrom('', 'terminationGracePeriodSeconds: 0,', 'nodeSelector: { disk: ssd },'),
})
const side = fc.record({
  web: fc.option(shape),
  db: fc.option(shape),
  services: fc.boolean(),
})
type Side = typeof side extends fc.Arbitrary<infer T> ? T : never

const text = ({ web, db, services }: Side): string =>
  (web ? deployment(web) : '') +
  (db ? deployment({ ...db, name: 'db' }) : '') +
  (services ? service() + service('db') : '')

const pods = fc.constantFrom('run', 'stay unready', 'crash', 'not start')

test('every plan settles or names its stall, and the same question has the same answer, byte for byte', () => {
  fc.assert(
    fc.property(
      side,
      side,
      fc.constantFrom(undefined, '1x4cpu,8Gi', '3x2cpu,4Gi/3'),
      fc.boolean(),
      pods,
      (from, to, nodes, prune, does) => {
        const story = {
          from: text(from),
          to: text(to),
          prune,
          ...(nodes === undefined ? {} : { nodes }),
          assumptions: { workloads: [{ image: 'app:3', pods: does }] },
        }
        const plan = planOf(story)
        for (const { wanted, points, stall, doneAt, floor, ceiling, lowest } of plan.rollouts) {
          expect(stall === undefined).toBe(doneAt !== undefined)
          const last = points.at(-1)!
          if (!stall) expect(last.oldAvailable + last.newAvailable).toBe(wanted.after)
          for (const point of points) {
            expect(Math.min(point.old, point.new, point.leaving)).toBeGreaterThanOrEqual(0)
            expect(point.oldAvailable).toBeLessThanOrEqual(point.old)
            expect(point.newAvailable).toBeLessThanOrEqual(point.new)
            if (ceiling !== undefined)
              expect(point.old + point.new).toBeLessThanOrEqual(Math.max(ceiling, wanted.before + 5))
          }
          const before = points[0]!
          const whole = before.oldAvailable === wanted.before && wanted.before === wanted.after
          if (whole && floor !== undefined) expect(lowest.available).toBeGreaterThanOrEqual(floor)
        }
        const stalls = plan.rollouts.some(({ stall }) => stall !== undefined)
        expect(plan.outcome).toBe(stalls ? 'stalls' : 'settles')
        for (const { cause, id } of plan.timeline) if (cause !== undefined) expect(cause).toBeLessThan(id)
        expect(JSON.stringify(planOf(story))).toBe(JSON.stringify(plan))
      },
    ),
    { numRuns: 40 },
  )
})
