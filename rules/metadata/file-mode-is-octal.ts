import type { Field } from '../../src/lint/field.ts'
import { toSet } from '../../src/lint/fixes.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'file-mode-is-octal',
  severity: 'warning',
  summary: 'The mode of a file has a leading zero.',
  why: '`defaultMode: 400` is decimal: it lets the group write and read, and the owner too.',
  instead: 'Write `0400`, or `256` in JSON.',
  profiles: ['recommended', 'strict'],
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers: [{ name: web, image: web:1 }]
          volumes:
            - { name: key, secret: { secretName: key, defaultMode: «400» } }
            - { name: all, projected: { sources: [{ configMap: { name: all, items: [{ key: a, path: a, mode: «444» }] } }] } }`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web }
        spec:
          containers: [{ name: web, image: web:1 }]
          volumes:
            - { name: key, secret: { secretName: key, defaultMode: 0400 } }
            - { name: other, secret: { secretName: other, defaultMode: 256 } }
            - { name: readable, configMap: { name: readable, defaultMode: 420 } }`,
    ],
  },
  on: 'pods',
  *check(pods) {
    for (const volume of pods.volumes) {
      for (const field of modesOf(volume)) {
        const { number } = field
        if (number === undefined || !MEANT_OCTAL.has(number) || !isDecimal(field, number)) continue
        const meant = Number.parseInt(String(number), 8)
        const fix = toSet(field, meant, `Write ${meant}, which is 0${number}`, 'review')
        const octal = number.toString(8).padStart(4, '0')
        yield { at: field, message: `The mode ${number} of ${pods} is ${octal} in octal`, ...(fix && { fix }) }
      }
    }
  },
})

/** Decimal numbers that look like a mode and make an odd one; 420 and 493, which are 0644 and 0755, are as they should be. */
const MEANT_OCTAL = new Set([400, 440, 444, 500])

function modesOf(volume: Field): Field[] {
  const found: Field[] = []
  for (const kind of ['secret', 'configMap', 'downwardAPI', 'projected']) {
    const source = volume.get(kind)
    if (!source.map) continue
    found.push(source.get('defaultMode'), ...itemModes(source))
    for (const part of source.get('sources').items)
      for (const inner of ['secret', 'configMap', 'downwardAPI']) found.push(...itemModes(part.get(inner)))
  }
  return found
}

const itemModes = (source: Field): Field[] => source.get('items').items.map(item => item.get('mode'))

/** `0620` is 400 as well, and means what it says. */
function isDecimal({ object, path }: Field, number: number): boolean {
  const { source, start, end } = object.manifest.at(path)
  return source.text.slice(start, end) === String(number)
}
