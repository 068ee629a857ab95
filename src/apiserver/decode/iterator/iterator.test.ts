import { describe, expect, it } from 'vitest'
import type { Json } from '../../../resource/json.ts'
import { numberFrom } from '../../../resource/json.ts'
import { catalog } from '../../../schema/catalog.ts'
import { structDecoders } from '../decode.ts'
import { iteratorComplaint } from './iterator.ts'

const complaint = (body: Json, kind = 'Pod', raw?: string): string | undefined =>
  iteratorComplaint(body, raw, catalog(20).kind('v1', kind)!.type, structDecoders(20))

const STORIES: { story: string; body: Json; kind?: string; raw?: string; says: string }[] = [
  {
    story: 'the last field: nothing is left that could put its name in front',
    body: { spec: { hostname: 5 } },
    says: 'v1.Pod.Spec: v1.PodSpec.Hostname: ReadString: expects " or n, but found 5, error found in #10 byte of ...|ostname":5}}|..., bigger context ...|{"spec":{"hostname":5}}|...',
  },
  {
    story: 'the comma behind the value is taken for the end of the field, so the next field is passed through as well',
    body: { spec: { hostname: 5, subdomain: 'x' } },
    says: 'v1.Pod.Spec: v1.PodSpec.Subdomain: Hostname: ReadString: expects " or n, but found 5, error found in #10 byte of ...|ostname":5,"subdomai|..., bigger context ...|{"spec":{"hostname":5,"subdomain":"x"}}|...',
  },
  {
    story: 'fewer than ten bytes lie before the place',
    body: { kind: 'Pod', spec: 'x' },
    raw: '{"spec":"x"}',
    says: 'v1.Pod.Spec: readObjectStart: expect { or n, but found ", error found in #9 byte of ...|{"spec":"x"}|..., bigger context ...|{"spec":"x"}|...',
  },
  {
    story: 'no digit is shown as the mark that stands for it in a table',
    body: { spec: { priority: 'high' } },
    says: 'v1.Pod.Spec: v1.PodSpec.Priority: readUint32: unexpected character: \ufffd, error found in #10 byte of ...|riority":"high"}}|..., bigger context ...|{"spec":{"priority":"high"}}|...',
  },
  {
    story: 'an exponent ends a whole number, and the struct around it wonders',
    body: { spec: { priority: numberFrom('1e3') } },
    says: 'v1.Pod.Spec: struct Decode: expect }, but found e, error found in #10 byte of ...|iority":1e3}}|..., bigger context ...|{"spec":{"priority":1e3}}|...',
  },
  {
    story: 'a value with a parser of its own',
    body: { metadata: { creationTimestamp: {} } },
    says: 'v1.Pod.ObjectMeta: v1.ObjectMeta.CreationTimestamp: unmarshalerDecoder: json: cannot unmarshal object into Go value of type string, error found in #10 byte of ...|estamp":{}}}|..., bigger context ...|{"metadata":{"creationTimestamp":{}}}|...',
  },
  {
    story: 'a body of YAML is looked at as JSON with sorted keys',
    body: { data: { b: 'é' }, apiVersion: 'v1' },
    kind: 'Secret',
    raw: 'data: {b: é}\napiVersion: v1\n',
    says: 'v1.Secret.Data: decode base64: illegal base64 data at input byte 0, error found in #10 byte of ...|:{"b":"é"}}|..., bigger context ...|{"apiVersion":"v1","data":{"b":"é"}}|...',
  },
]

describe('what json-iterator says', () => {
  it.each(STORIES)('$story', ({ body, kind, raw, says }) => {
    expect(complaint(body, kind, raw)).toBe(says)
  })

  it('finds nothing wrong with a list of numbers for bytes', () => {
    expect(complaint({ data: { token: [1, 2] } }, 'Secret')).toBeUndefined()
  })

  it('gives up on what is nested too deep for the stack', () => {
    let body: Json = {}
    for (let depth = 0; depth < 5000; depth++) body = { nested: body }
    expect(complaint({ nested: body, spec: 5 })).toContain('exceeded max depth')
  })
})
