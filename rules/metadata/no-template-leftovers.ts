import type { Field } from '../../src/lint/field.ts'
import { rule, yaml } from '../../src/lint/rule.ts'
import { isObject, type Json } from '../../src/resource/json.ts'

export default rule({
  name: 'no-template-leftovers',
  severity: 'warning',
  summary: 'No text is what a template left behind.',
  why: 'Where a value was missing, Go writes `<no value>` or `%!s(<nil>)`; `{{ .Values… }}` was never rendered at all.',
  instead: 'Give the template the value it lacks, or render it.',
  profiles: ['recommended', 'strict'],
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web, labels: { team: «"%!s(<nil>)"» } }
        spec:
          containers:
            - { name: web, image: «"shop/web:<no value>"», args: [«"--mode={{ .Values.mode }}"»] }`,
    ],
    good: [
      // Templates of others: of Prometheus, of Argo, of what a ConfigMap holds.
      yaml`
        apiVersion: monitoring.coreos.com/v1
        kind: PrometheusRule
        metadata: { name: rules }
        spec: { groups: [{ name: a, rules: [{ alert: Down, annotations: { text: "{{ $labels.job }} is down" } }] }] }
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: chart }
        data: { deployment.yaml: "replicas: {{ .Values.replicas }}" }
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: web, annotations: { note: "{{- with secret \"kv/web\" -}}" } }
        spec: { containers: [{ name: web, image: web:1 }] }`,
    ],
  },
  on: ['*'],
  *check(object) {
    for (const path of leftovers(object.value, HOLDS_FILES.has(object.kind))) {
      const field = object.get(...path)
      yield { at: field, message: `A template left ${leftIn(field)} behind in ${object}` }
    }
  },
})

/** What these hold under `data` are files of whatever kind. */
const HOLDS_FILES = new Set(['ConfigMap', 'Secret'])
const SKIPPED = new Set(['data', 'stringData', 'binaryData'])
const LEFT =
  /<no value>|%!\w?\((?:<nil>|MISSING|BADINDEX|\w+=)[^)]*\)|\{\{-?\s*(?:\.Values|\.Release|\.Chart|include\s+"|template\s+")[^}]*\}\}/

/** The paths are only made for what is found, from the inside out. */
function leftovers(value: Json | undefined, skips: boolean): (string | number)[][] {
  // A long text is a file of some program, which may well have templates of its own.
  if (typeof value === 'string') return value.length < 1000 && isSuspect(value) && LEFT.test(value) ? [[]] : NONE
  let found = NONE
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) found = joined(found, index, leftovers(value[index], false))
  } else if (isObject(value)) {
    for (const key in value) {
      if (skips && SKIPPED.has(key)) continue
      found = joined(found, key, leftovers(value[key], false))
    }
  }
  return found
}

function joined(found: (string | number)[][], step: string | number, below: (string | number)[][]) {
  if (below.length === 0) return found
  return [...found, ...below.map(path => [step, ...path])]
}

const NONE: (string | number)[][] = []
const isSuspect = (text: string): boolean => text.includes('{{') || text.includes('%!') || text.includes('<no ')
const leftIn = ({ text }: Field): string => LEFT.exec(text ?? '')?.[0] ?? ''
