import { isObject, type JsonObject } from '../resource/json.ts'
import { run } from './command.ts'

export interface ClusterOptions {
  readonly cwd: string
  readonly context?: string
  readonly kubeconfig?: string
  readonly namespace?: string
  readonly timeLimitMs: number
}

export interface ClusterRead {
  readonly objects: readonly JsonObject[]
  /** What could not be read, and why: rights that are missing, for the most part. */
  readonly incomplete: readonly string[]
}

/** What comes and goes by itself, or says nothing about what is wanted. */
const FLEETING =
  /^(?:events|events\.events\.k8s\.io|leases\.coordination\.k8s\.io|endpoints|endpointslices\.discovery\.k8s\.io|componentstatuses|csistoragecapacities\.storage\.k8s\.io|controllerrevisions\.apps|.*\.metrics\.k8s\.io)$/

/** Everything in a cluster that may be listed, read with `kubectl get` alone. */
export async function readCluster(options: ClusterOptions): Promise<ClusterRead | { readonly reason: string }> {
  const named = await ask(['api-resources', '--verbs=list', '-o', 'name'], options)
  if ('reason' in named) return named
  const resources = named.text
    .split('\n')
    .map(name => name.trim())
    .filter(name => name !== '' && !FLEETING.test(name))
  if (resources.length === 0) return { reason: 'kubectl: the cluster lists no resources' }
  const scope = options.namespace === undefined ? ['--all-namespaces'] : ['--namespace', options.namespace]
  const all = await ask(['get', resources.join(','), ...scope, '-o', 'json'], options)
  if ('text' in all) return { objects: itemsOf(all.text), incomplete: [] }
  // One resource that may not be read spoils the whole answer: then each is asked for by itself.
  const objects: JsonObject[] = []
  const incomplete: string[] = []
  for (const resource of resources) {
    const some = await ask(['get', resource, ...scope, '-o', 'json'], options)
    if ('text' in some) objects.push(...itemsOf(some.text))
    else incomplete.push(`${resource}: ${some.reason}`)
  }
  return objects.length > 0 ? { objects, incomplete } : { reason: all.reason }
}

async function ask(
  args: readonly string[],
  options: ClusterOptions,
): Promise<{ readonly text: string } | { readonly reason: string }> {
  const { cwd, context, kubeconfig, timeLimitMs } = options
  const where = [
    ...(context === undefined ? [] : ['--context', context]),
    ...(kubeconfig === undefined ? [] : ['--kubeconfig', kubeconfig]),
  ]
  const outcome = await run('kubectl', [...args, ...where], { cwd, timeLimitMs })
  if (outcome.kind === 'done') return { text: outcome.output.toString('utf8') }
  return {
    reason: outcome.kind === 'missing' ? 'the `kubectl` command was not found' : outcome.reason.split('\n').at(-1)!,
  }
}

function itemsOf(text: string): JsonObject[] {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return []
  }
  const items = isObject(value) ? value['items'] : undefined
  return Array.isArray(items) ? items.filter(isObject) : []
}
