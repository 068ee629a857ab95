import { expect, test } from 'vitest'
import { Source } from '../text/source.ts'
import { formatPath, parsePath } from './path.ts'
import { keyPlaceOf, placeOf } from './place.ts'
import { readDocuments } from './read.ts'

const text = `kind: Pod
metadata:
  labels:
    app.kubernetes.io/name: web
spec:
  containers:
    - name: web
      image: nginx
  tolerations: []
  nodeSelector:
data: &d
  a.b: "1"
  "0": zero
more:
  <<: *d
`
const document = readDocuments(new Source('pod.yaml', text))[0]!
const shown = ({ start, end }: { start: number; end: number }): string => text.slice(start, end)

test.each([
  ['spec.containers[0].image', 'nginx', 'image'],
  ['metadata.labels[app.kubernetes.io/name]', 'web', 'app.kubernetes.io/name'],
  ['data[a.b]', '"1"', 'a.b'],
  ['data[0]', 'zero', '"0"'],
  ['more[a.b]', '"1"', 'a.b'],
  ['spec.tolerations', '[]', 'tolerations'],
  ['spec.containers[0].ports', 'name', 'name'],
  ['spec.containers[1].image', 'containers', 'containers'],
  ['spec.nodeSelector', 'nodeSelector', 'nodeSelector'],
  ['spec.nodeSelector.disk', 'nodeSelector', 'nodeSelector'],
  ['metadata.name', 'metadata', 'metadata'],
  ['status', 'kind', 'kind'],
])('%s is at %s, its key at %s', (path, value, key) =>
  expect([shown(placeOf(document, path)), shown(keyPlaceOf(document, path))]).toEqual([value, key]),
)

test.each([
  ['spec.containers[0].image', ['spec', 'containers', 0, 'image']],
  ['metadata.labels[app.kubernetes.io/name]', ['metadata', 'labels', 'app.kubernetes.io/name']],
  ['rules[0].host', ['rules', 0, 'host']],
  ['', []],
])('%s has the steps %j, and back', (written, path) => {
  expect(parsePath(written)).toEqual(path)
  expect(formatPath(path)).toBe(written)
})

test('what the server makes of a field is shown at that field', () => {
  const text = 'kind: Service\nspec:\n  clusterIP: none\n'
  const { start, end } = placeOf(readDocuments(new Source('a.yaml', text))[0]!, 'spec.clusterIPs[0]')
  expect(text.slice(start, end)).toBe('none')
})
