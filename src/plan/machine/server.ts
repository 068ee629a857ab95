import type { Applied } from '../../apiserver/apply-client.ts'
import type { Resource, World } from '../../apiserver/context.ts'
import type { Response } from '../../apiserver/response.ts'
import { ApiServer } from '../../apiserver/server.ts'
import type { ControlPlane } from '../../control-plane/index.ts'
import { isObject, type Json, type JsonObject } from '../../resource/json.ts'
import { type KubeObject, parseApiVersion } from '../../resource/object.ts'
import type { Minor } from '../../resource/version.ts'
import { catalog } from '../../schema/catalog.ts'

/** The API server in front of a machine: what the machine holds is the world that it answers by. */
export class Server {
  readonly minor: Minor
  readonly #world: World

  constructor(cluster: () => ControlPlane, minor: Minor) {
    this.minor = minor
    this.#world = worldOf(cluster)
  }

  /** Which resource an object is of: a built-in kind, or one that a definition in the world serves. */
  resource(apiVersion: string, kind: string): Resource | undefined {
    const { group, version } = parseApiVersion(apiVersion)
    const known = catalog(this.minor).kind(apiVersion, kind)
    if (known)
      return known.config ? undefined : { group, version, resource: known.plural, kind, namespaced: known.namespaced }
    for (const object of this.#world.list('apiextensions.k8s.io', 'CustomResourceDefinition')) {
      const { spec } = object as KubeObject & { spec?: JsonObject }
      const names = isObject(spec?.['names']) ? spec['names'] : {}
      if (spec?.['group'] !== group || names['kind'] !== kind) continue
      const namespaced = spec['scope'] !== 'Cluster'
      return { group, version, resource: String(names['plural'] ?? ''), kind, namespaced }
    }
    return undefined
  }

  get(resource: Resource, namespace: string, name: string): KubeObject | undefined {
    return this.#world.get(resource.group, resource.kind, namespace, name)
  }

  apply(resource: Resource, namespace: string, name: string, body: JsonObject, now: number): Applied {
    return this.#server(now).apply({ resource, namespace, name, body, fieldValidation: 'Strict' })
  }

  create(resource: Resource, namespace: string, body: Json, now: number, admission = true): Response {
    return this.#server(now, admission).create({ resource, namespace, body, fieldValidation: 'Ignore' })
  }

  #server(now: number, admission = true): ApiServer {
    return new ApiServer(this.#world, {
      minor: this.minor,
      now: new Date(now).toISOString().replace(/\.\d+Z$/, 'Z'),
      openWorld: true,
      admission,
    })
  }
}

const worldOf = (cluster: () => ControlPlane): World => ({
  get: (group, kind, namespace, name) => cluster().world.get(group ? `${group}/${kind}` : kind, namespace, name),
  list: (group, kind, namespace) => cluster().world.list(group ? `${group}/${kind}` : kind, namespace),
})
