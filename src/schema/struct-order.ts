/**
 * In which order Go has the fields of the structs that a pod template is made of. Only their order among each other is
 * a fact here; which of them a minor has, and what they are, the schema says.
 */
import text from '../../schemas/struct-order.json?raw'

let parsed: Record<string, string[]> | undefined

/**
 * By qualified name, "core.v1.Container". Fields have the names that JSON has, embedded structs their own:
 * "VolumeSource".
 */
export function structOrder(qualified: string): readonly string[] | undefined {
  parsed ??= JSON.parse(text) as Record<string, string[]>
  return Object.hasOwn(parsed, qualified) ? parsed[qualified] : undefined
}
