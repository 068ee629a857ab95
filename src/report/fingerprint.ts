import type { Finding } from './report.ts'

/**
 * A name for each finding that survives edits elsewhere: made of the code, the file, the object, the
 * path and the sentence, without line numbers. Findings that are alike in all of that are numbered
 * in their order, so the names of one report never collide.
 */
export function fingerprints(findings: readonly Finding[]): string[] {
  const seen = new Map<string, number>()
  return findings.map(finding => {
    const { code, file, subject, path = '', message } = finding
    const object = subject ? `${subject.apiVersion} ${subject.kind} ${subject.namespace ?? ''}/${subject.name}` : ''
    const text = [code, file, object, path, message].join('\n')
    const times = seen.get(text) ?? 0
    seen.set(text, times + 1)
    return hash(times === 0 ? text : `${text}\n${times}`)
  })
}

/** 128 bits of FNV-1a (two seeds, two halves each): no secret rests on it, it only has to be stable and even. */
export function hash(text: string): string {
  return [0x811c9dc5, 0x01000193, 0x7fffffff, 0x9e3779b9].map(seed => fnv1a(text, seed)).join('')
}

function fnv1a(text: string, seed: number): string {
  let value = seed
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    value = Math.imul(value ^ (code & 0xff), 0x01000193)
    value = Math.imul(value ^ (code >> 8), 0x01000193)
  }
  value = Math.imul(value ^ (value >>> 15), 0x85ebca6b)
  return ((value ^ (value >>> 13)) >>> 0).toString(16).padStart(8, '0')
}
