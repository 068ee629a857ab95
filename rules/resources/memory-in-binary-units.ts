import { toSet } from '../../src/lint/fixes.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

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
    for (const what of ['requests', 'limits']) {
      const field = container.get('resources', what, 'memory')
      const { text } = field
      if (!text || !DECIMAL.test(text)) continue
      const better = `${text[0] === '.' ? '0' : ''}${text.replace('k', 'K')}i`
      const fix = toSet(field, better, `Write ${better}`, 'review')
      yield { at: field, message: `The ${container} counts memory by thousands: ${text}`, ...(fix && { fix }) }
    }
  },
})

const DECIMAL = /^[\d.]+[kMGTPE]$/
