import type { Field } from '../../src/lint/field.ts'
import { together, toSet } from '../../src/lint/fixes.ts'
import type { Container } from '../../src/lint/pod-template.ts'
import { rule, yaml } from '../../src/lint/rule.ts'
import { amountOf } from '../../src/resource/pod-requests.ts'

export default rule({
  name: 'memory-in-binary-units',
  severity: 'note',
  summary: 'Memory is given in powers of two: `Mi`, `Gi`.',
  why: '`100M` is 5 % less than `100Mi`, and who reads both side by side rarely notices.',
  instead: 'Write `Mi` for `M`, `Gi` for `G`.',
  profiles: [],
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec: { containers: [{ name: web, image: web:1, resources: { requests: { memory: «100M» }, limits: { memory: «1G» } } }] }`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec: { containers: [{ name: web, image: web:1, resources: { requests: { memory: 100Mi }, limits: { memory: 1Gi } } }] }`,
    ],
  },
  on: 'containers',
  *check(container) {
    const found = ['requests', 'limits'].flatMap(what => decimalIn(container.get('resources', what, 'memory')))
    for (const { field, text, better } of found) {
      // Both at once: a request in the larger unit could be above its limit.
      const fix = fitsAfterwards(container, found)
        ? together(
            `Write ${better}`,
            'review',
            found.map(one => toSet(one.field, one.better, '', 'review')),
          )
        : undefined
      yield { at: field, message: `The ${container} counts memory by thousands: ${text}`, ...(fix && { fix }) }
    }
  },
})

interface Decimal {
  readonly field: Field
  readonly text: string
  readonly better: string
}

function decimalIn(field: Field): Decimal[] {
  const { text } = field
  if (!text || !DECIMAL.test(text)) return []
  return [{ field, text, better: `${text[0] === '.' ? '0' : ''}${text.replace('k', 'K')}i` }]
}

function fitsAfterwards(container: Container, found: readonly Decimal[]): boolean {
  const [least, most] = ['requests', 'limits'].map(what => {
    const field = container.get('resources', what, 'memory')
    const changed = found.find(one => one.field.path.join() === field.path.join())
    return field.exists ? amountOf('memory', changed?.better ?? field.scalar) : undefined
  })
  return least === undefined || most === undefined || least <= most
}

const DECIMAL = /^[\d.]+[kMGTPE]$/
