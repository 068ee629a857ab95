import { expect, test } from 'vitest'
import type { Minor } from '../resource/version.ts'
import { catalog } from '../schema/catalog.ts'
import { structIn } from '../schema/shape.ts'
import { structOrder } from '../schema/struct-order.ts'
import type { Type } from '../schema/type.ts'
import { goDump } from './go-dump.ts'
import { templateHash } from './name-hash.ts'

const minors = Array.from({ length: 24 }, (_, index) => (index + 14) as Minor)
const typeIn = (minor: Minor, name: string): Type => catalog(minor).type(name)!

/** Every struct that a template is made of, each once, but for those of the initializers that nobody could write. */
function structsOf(type: Type, known = new Set<Type>()): Set<Type> {
  if (known.has(type) || type.name === 'Initializers') return known
  known.add(type)
  for (const { shape } of type.fields.values()) {
    const inner = structIn(shape)
    if (inner) structsOf(inner, known)
  }
  return known
}

test.each(minors)('every field that a pod template of 1.%i can have has its place', minor => {
  const lost: string[] = []
  for (const { qualified, fields } of structsOf(typeIn(minor, 'core.v1.PodTemplateSpec'))) {
    const home = qualified.slice(0, qualified.lastIndexOf('.'))
    for (const { name, inline } of fields.values()) {
      const struct = inline === undefined ? qualified : `${home}.${inline}`
      const isEmbedded = inline === undefined || structOrder(qualified)?.includes(inline)
      if (!isEmbedded || !structOrder(struct)?.includes(name)) lost.push(`${qualified}.${name}`)
    }
  }
  expect(lost).toEqual([])
})

test('embedded structs, pointers, lists, maps and empty ones are told apart', () => {
  const type = typeIn(36, 'core.v1.Probe')
  expect(goDump({ httpGet: { port: 'http' }, periodSeconds: 5, terminationGracePeriodSeconds: 9 }, type)).toBe(
    '(v1.Probe){ProbeHandler:(v1.ProbeHandler){Exec:(*v1.ExecAction)<nil> ' +
      'HTTPGet:(*v1.HTTPGetAction){Path:(string) Port:(intstr.IntOrString){Type:(intstr.Type)1 IntVal:(int32)0 ' +
      'StrVal:(string)http} Host:(string) Scheme:(v1.URIScheme) HTTPHeaders:([]v1.HTTPHeader)<nil>} ' +
      'TCPSocket:(*v1.TCPSocketAction)<nil> GRPC:(*v1.GRPCAction)<nil>} InitialDelaySeconds:(int32)0 ' +
      'TimeoutSeconds:(int32)0 PeriodSeconds:(int32)5 SuccessThreshold:(int32)0 FailureThreshold:(int32)0 ' +
      'TerminationGracePeriodSeconds:(*int64)9}',
  )
  expect(goDump({ add: [], drop: ['ALL', 'KILL'] }, typeIn(36, 'core.v1.Capabilities'))).toBe(
    '(v1.Capabilities){Add:([]v1.Capability)<nil> Drop:([]v1.Capability)[ALL KILL]}',
  )
})

test.each([
  ['500m', 'value:(int64)500 scale:(resource.Scale)-3', '500m', 'DecimalSI'],
  ['1500m', 'value:(int64)1500 scale:(resource.Scale)-3', '1500m', 'DecimalSI'],
  ['2', 'value:(int64)2 scale:(resource.Scale)0', '2', 'DecimalSI'],
  ['0', 'value:(int64)0 scale:(resource.Scale)0', '0', 'DecimalSI'],
  ['100Mi', 'value:(int64)104857600 scale:(resource.Scale)0', '100Mi', 'BinarySI'],
  // The text of a number that can be divided by eight is not kept: it might not be the shortest one.
  ['128Mi', 'value:(int64)134217728 scale:(resource.Scale)0', '', 'BinarySI'],
  ['12e6', 'value:(int64)12 scale:(resource.Scale)6', '12e6', 'DecimalExponent'],
])('a quantity of %s', (text, amount, kept, format) => {
  const dump = goDump({ limits: { cpu: text } }, typeIn(36, 'core.v1.VolumeResourceRequirements'))
  expect(dump).toBe(
    `(v1.VolumeResourceRequirements){Limits:(v1.ResourceList)map[cpu:{i:(resource.int64Amount){${amount}} ` +
      `d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string)${kept} Format:(resource.Format)${format}}] ` +
      'Requests:(v1.ResourceList)<nil>}',
  )
})

test('what only Go’s memory tells is hashed from its JSON', () => {
  const template = { metadata: { creationTimestamp: '2020-01-01T00:00:00Z' } }
  expect(goDump(template, typeIn(36, 'core.v1.PodTemplateSpec'))).toBeUndefined()
  const later = { metadata: { creationTimestamp: '2021-01-01T00:00:00Z' } }
  expect(templateHash(template, 36, undefined)).not.toBe(templateHash(later, 36, undefined))
})

test('a name that is taken makes another one', () =>
  expect(new Set([undefined, 0, 1, 2].map(count => templateHash({}, 36, count))).size).toBe(4))
