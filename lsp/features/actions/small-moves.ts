import { isObject, type Json, type JsonObject } from '../../../src/resource/json.ts'
import { mapped, without } from './reshape.ts'

const HOST = 'kubernetes.io/hostname'
const ZONE = 'topology.kubernetes.io/zone'

/** The node and the zone of an endpoint have fields of their own; the rest of its topology is only kept. */
export function slice(object: JsonObject): JsonObject {
  const endpoints = mapped(object['endpoints'], endpoint => {
    const { topology } = endpoint
    if (!isObject(topology)) return endpoint
    const rest = without(topology, HOST, ZONE)
    return {
      ...without(endpoint, 'topology'),
      ...(topology[HOST] !== undefined && { nodeName: topology[HOST] }),
      ...(topology[ZONE] !== undefined && { zone: topology[ZONE] }),
      ...(Object.keys(rest).length > 0 && { deprecatedTopology: rest }),
    }
  })
  return { ...object, ...(endpoints !== undefined && { endpoints }) }
}

/** Shares have another name. */
export function priorityLevel(spec: JsonObject): JsonObject {
  const { limited } = spec
  if (!isObject(limited) || limited['assuredConcurrencyShares'] === undefined) return spec
  const { assuredConcurrencyShares: shares } = limited
  return { ...spec, limited: { ...without(limited, 'assuredConcurrencyShares'), nominalConcurrencyShares: shares } }
}

/** There is no spec any more. */
export function runtimeClass(object: JsonObject): JsonObject {
  const { spec } = object
  if (!isObject(spec)) return object
  const { runtimeHandler } = spec
  return {
    ...without(object, 'spec'),
    ...without(spec, 'runtimeHandler'),
    ...(runtimeHandler !== undefined && { handler: runtimeHandler }),
  }
}

/** A subject is of a group, whatever its version. */
export function binding(object: JsonObject): JsonObject {
  const subjects = mapped(object['subjects'], subject => {
    const { apiVersion } = subject
    if (typeof apiVersion !== 'string') return subject
    const group = apiVersion.includes('/') ? apiVersion.split('/')[0]! : ''
    return { ...without(subject, 'apiVersion'), ...(group !== '' && { apiGroup: group }) }
  })
  return { ...object, ...(subjects !== undefined && { subjects }) }
}

/** A request is for exactly one kind of device, or for the first that is available, and says which. */
export function deviceClaim(spec: JsonObject): JsonObject {
  const { devices } = spec
  if (!isObject(devices)) return spec
  const requests = mapped(devices['requests'], request => {
    if (request['exactly'] !== undefined || request['firstAvailable'] !== undefined) return request
    const { name } = request
    return { ...(name !== undefined && { name }), exactly: without(request, 'name') }
  })
  return { ...spec, devices: { ...devices, ...(requests !== undefined && { requests }) } }
}

/** What was basic is all there is. */
export function deviceSlice(spec: JsonObject): JsonObject {
  const devices: Json | undefined = mapped(spec['devices'], device => {
    const { basic } = device
    return isObject(basic) ? { ...without(device, 'basic'), ...basic } : device
  })
  return { ...spec, ...(devices !== undefined && { devices }) }
}
