/**
 * What a plugin answers when it has something against a pod on a node.
 *
 * `Unschedulable`: removing pods may help. `UnschedulableAndUnresolvable`: it will not. `Error`: the plugin could
 * not tell, and the whole attempt fails.
 */
export type Code = 'Unschedulable' | 'UnschedulableAndUnresolvable' | 'Error'

export interface Status {
  readonly plugin: string
  readonly code: Code
  readonly reasons: readonly string[]
}

export const unschedulable = (plugin: string, ...reasons: string[]): Status => ({
  plugin,
  code: 'Unschedulable',
  reasons,
})

export const unresolvable = (plugin: string, ...reasons: string[]): Status => ({
  plugin,
  code: 'UnschedulableAndUnresolvable',
  reasons,
})

export const failure = (plugin: string, reason: string): Status => ({ plugin, code: 'Error', reasons: [reason] })
