import { isObject, type Json, type JsonObject } from '../../src/resource/json.ts'

/** A port that a container of an object's pods says it has. */
export interface NamedPort {
  readonly name: string | undefined
  readonly number: number | undefined
}

/** The spec of the pods that an object is or makes. */
export function podSpecOf(value: JsonObject): JsonObject | undefined {
  const { kind, spec } = value
  if (!isObject(spec)) return undefined
  if (kind === 'Pod') return spec
  const { template, jobTemplate } = spec
  if (isObject(template)) return isObject(template['spec']) ? template['spec'] : undefined
  return isObject(jobTemplate) ? podSpecOf({ spec: jobTemplate['spec'] ?? null }) : undefined
}

export const containersOf = (value: JsonObject): JsonObject[] => {
  const spec = podSpecOf(value)
  return ['containers', 'initContainers'].flatMap(list => objects(spec?.[list]))
}

export const portsOf = (value: JsonObject): NamedPort[] =>
  containersOf(value).flatMap(container =>
    objects(container['ports']).map(({ name, containerPort }) => ({
      name: typeof name === 'string' ? name : undefined,
      number: typeof containerPort === 'number' ? containerPort : undefined,
    })),
  )

const objects = (list: Json | undefined): JsonObject[] => (Array.isArray(list) ? list.filter(isObject) : [])
