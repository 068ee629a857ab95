/**
 * Writes a folder of manifests to measure `drydock check` on: about so many megabytes in files of some 10 kB, a large
 * CustomResourceDefinition among every hundred of them.
 *
 * usage: node scripts/run.js test/bench/folder.ts FOLDER [MEGABYTES]
 * then:  time node dist/drydock.js check FOLDER --no-cache -q
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { manifests } from './manifests.ts'

const [folder, megabytes = '100'] = process.argv.slice(2)
if (!folder) throw new Error('name a folder to write to')
const BYTES_A_FILE = 10_000
const FILES_A_FOLDER = 100

const documents = manifests(Number(megabytes)).split(/^(?=---$)/m)
let file = 0
let text = ''
for (const document of documents) {
  text += document
  if (text.length < BYTES_A_FILE) continue
  write(text)
  text = ''
}
if (text !== '') write(text)
console.log(`${file} files in ${folder}`)

function write(content: string): void {
  const place = join(folder!, String(Math.floor(file / FILES_A_FOLDER)))
  mkdirSync(place, { recursive: true })
  writeFileSync(join(place, `${file}.yaml`), content)
  if (file % FILES_A_FOLDER === 0) writeFileSync(join(place, 'definition.yaml'), definition(file))
  file++
}

/** A definition with 400 properties in a structural schema of 40 kB. */
function definition(index: number): string {
  const properties = Array.from(
    { length: 400 },
    (_, each) =>
      `                property${each}:\n                  type: string\n                  description: What property ${each} says about the widget.\n                  maxLength: 63\n`,
  )
  return `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: widgets${index}.example.com
spec:
  group: example.com
  scope: Namespaced
  names: { plural: widgets${index}, singular: widget${index}, kind: Widget${index}, listKind: Widget${index}List }
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              properties:
${properties.join('')}`
}
