import { isObject, type Json, type JsonObject, put } from '../../../resource/json.ts'
import { below, itemStructure, itemsOf, type Structure } from './structure.ts'

/** A configuration over what is there. Truth: structured-merge-diff/typed/merge.go */
export function mergeConfig(live: Json | undefined, config: Json | undefined, structure: Structure): Json | undefined {
  if (config === undefined) return live
  if (live === undefined) return config
  if (structure.kind === 'piece') return config
  if (structure.kind === 'struct' || structure.kind === 'map') {
    if (!isObject(live) || Object.keys(live).length === 0) return config
    if (!isObject(config)) return live
    const merged: JsonObject = { ...live }
    for (const key in config) {
      const [old, next] = [Object.hasOwn(live, key) ? live[key] : undefined, config[key]]
      put(merged, key, mergeConfig(old, next, below(structure, key, next ?? old)))
    }
    return merged
  }
  if (!Array.isArray(live) || live.length === 0) return config
  return Array.isArray(config) ? mergeItems(live, config, structure) : live
}

/** Items that both have come in the order of the configuration; the others stay where they were among them. */
function mergeItems(live: Json[], config: Json[], structure: Structure): Json[] {
  const left = itemsOf(live, structure)
  const right = itemsOf(config, structure)
  const [lefts, rights] = [[...left.keys()], [...right.keys()]]
  const shared = rights.filter(step => left.has(step))
  const merged: Json[] = []
  const done = new Set<string>()
  let [l, r, s] = [0, 0, 0]
  const take = (step: string): void => {
    done.add(step)
    const item = right.get(step) ?? null
    merged.push(mergeConfig(left.get(step), item, itemStructure(structure, item)) ?? null)
  }
  while (l < lefts.length || r < rights.length) {
    const step = lefts[l]
    if (step !== undefined && r < rights.length) {
      if (step === rights[r]) {
        take(step)
        l++
        r++
        s++
        continue
      }
      if (right.has(step) && shared[s] !== undefined && shared[s] !== step) {
        l++
        continue
      }
    }
    if (step !== undefined) {
      if (!right.has(step)) {
        merged.push(left.get(step) ?? null)
        l++
        continue
      }
      if (done.has(step)) l++
    }
    const next = rights[r]
    if (next === undefined) continue
    take(next)
    r++
    if (shared[s] === next) s++
  }
  return merged
}
