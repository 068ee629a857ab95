/**
 * How long rules take for so many objects of which the values have been read already: the recommended ones, the strict
 * ones, then every rule there is, also those that contradict each other, on one core. Places are looked up on the way. The objects are Deployments, Services and ConfigMaps as people write them, in fifty
 * namespaces.
 *
 * usage: node scripts/run.js test/bench/rules.ts [OBJECTS]
 */
import { RULES } from '../../rules/rules.generated.ts'
import { Linter, type LintSettings } from '../../src/lint/linter.ts'
import { type ManifestObject, objectsIn } from '../../src/manifest/objects.ts'
import { Source } from '../../src/text/source.ts'
import { readDocuments } from '../../src/yaml/read.ts'
import { manifests } from './manifests.ts'

const wanted = Number(process.argv[2] ?? 10_000)
const base: LintSettings = { profile: 'off', wanted: [], options: {}, minors: [36], complete: false }

function read(count: number): ManifestObject[] {
  const objects: ManifestObject[] = []
  for (let folder = 0; objects.length < count; folder++) {
    const text = manifests(0.2).replaceAll('namespace: shop', `namespace: shop-${folder % 50}`)
    objects.push(...readDocuments(new Source(`${folder}/web.yaml`, text)).flatMap(objectsIn))
  }
  return objects.slice(0, count)
}

for (const [what, settings] of [
  ['recommended', { ...base, profile: 'recommended' }],
  ['strict', { ...base, profile: 'strict' }],
  ['all rules', { ...base, wanted: RULES.map(({ name }) => name) }],
] as const) {
  for (const phase of ['first', 'again']) {
    // Read anew: what is found out about an object is kept with it.
    const objects = read(wanted)
    const linter = new Linter(RULES, settings)
    const started = performance.now()
    const cpu = process.cpuUsage()
    const found = linter.alone(objects).length + objects.flatMap(linter.across(objects)).length
    const spent = process.cpuUsage(cpu)
    const seconds = ((spent.user + spent.system) / 1e6).toFixed(2)
    const wall = ((performance.now() - started) / 1000).toFixed(2)
    console.log(
      `${what}, ${phase}: ${objects.length} objects, ${found} findings, ${seconds} s of CPU, ${wall} s of wall`,
    )
  }
}
