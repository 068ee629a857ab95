import { expect, test } from 'vitest'
import { applyEdits } from '../../../src/text/edit.ts'
import { Folder } from '../../workspace/folder.ts'
import { spanOf } from '../../workspace/positions.ts'
import { NO_SETTINGS } from '../../workspace/settings.ts'
import { actions } from './actions.ts'

const OTHERS = `apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data: { greeting: hello }
`
const pod = (rest: string) => `apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n${rest}`
const web = '  containers: [{ name: a, image: "a:1" }]\n'
const reads = (reference: string) =>
  pod(`  containers: [{ name: a, image: "a:1", env: [{ name: A, valueFrom: { configMapKeyRef: ${reference} } }] }]\n`)

test.each([
  ['a value in the wrong case', pod(`  restartPolicy: ‹always\n${web}`), 'Change to Always', 'restartPolicy: Always\n'],
  ['another value', pod(`  restartPolicy: ‹always\n${web}`), 'Change to Never', 'restartPolicy: Never\n'],
  ['a value in quotes', pod(`  dnsPolicy: '‹none'\n${web}`), 'Change to None', "dnsPolicy: 'None'\n"],
  [
    'a value that no type tells',
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: a }\nspec: { podSelector: { matchExpressions: [{ key: a, operator: ‹in, values: [b] }] } }\n',
    'Change to In',
    'operator: In,',
  ],
  [
    'a kind',
    'apiVersion: apps/v1\nkind: ‹Deploymnt\nmetadata: { name: a }\n',
    'Change to Deployment',
    'kind: Deployment\n',
  ],
  [
    'a version',
    'apiVersion: ‹v1\nkind: CronJob\nmetadata: { name: a }\n',
    'Change to batch/v1',
    'apiVersion: batch/v1\n',
  ],
  [
    'a version in JSON',
    '{ "apiVersion": ‹"v1", "kind": "CronJob", "metadata": { "name": "a" } }',
    'Change to batch/v1',
    '{ "apiVersion": "batch/v1", ',
  ],
  ['a field that is not there', pod(`  ‹nonsense: 3\n${web}`), 'Remove nonsense (please review)', `spec:\n${web}`],
  [
    'a name that is nearly right',
    reads('{ name: "set‹ings", key: greeting }'),
    'Change to settings',
    '{ name: "settings", key: greeting }',
  ],
  [
    'a key that is nearly right',
    reads('{ name: settings, key: gre‹ting }'),
    'Change to greeting, a key of ConfigMap default/settings',
    'key: greeting }',
  ],
  [
    'an account that every cluster has',
    pod(`  serviceAccountName: defau‹t\n${web}`),
    'Change to default',
    'Name: default\n',
  ],
])('mended: %s', async (_story, marked, title, wanted) => {
  const folder = await Folder.open(undefined, NO_SETTINGS)
  folder.file('untitled:others', undefined).text = OTHERS
  const file = folder.file('untitled:a', undefined)
  const offset = marked.indexOf('‹')
  file.text = marked.replace('‹', '')
  const findings = file.chunks.flatMap(chunk => chunk.result(folder.engine).diagnostics)
  const found = actions(file, { start: offset, end: offset }, findings, ['quickfix'])
  const action = found.find(one => one.title === title)
  expect(found.map(one => one.title)).toContain(title)
  const edits = action!.edit!.documentChanges!.flatMap(change => ('edits' in change ? change.edits : []))
  const { text } = applyEdits(
    file.text,
    edits.flatMap(edit => ('newText' in edit ? [{ ...spanOf(file.source, edit.range), text: edit.newText }] : [])),
  )
  expect(text).toContain(wanted)
})
