import { isObject, type JsonObject, put } from '../../../resource/json.ts'

/**
 * Fields of an object, as `managedFields` writes them. A step of a path is its serialized form: `f:spec`,
 * `k:{"name":"app"}` (an item by key), `v:"a"` (an item of a set), `i:0`. A step may be a member itself and
 * have members below it.
 *
 * Truth: sigs.k8s.io/structured-merge-diff/fieldpath/{set,serialize}.go
 */
export class FieldSet {
  readonly members = new Set<string>()
  readonly children = new Map<string, FieldSet>()

  static parse(fields: unknown): FieldSet {
    const set = new FieldSet()
    if (!isObject(fields)) return set
    for (const step in fields) {
      const below = fields[step]
      if (step === '.' || !isObject(below)) continue
      const names = Object.keys(below)
      if (names.length === 0 || '.' in below) set.members.add(step)
      const inner = FieldSet.parse(below)
      if (!inner.isEmpty) set.children.set(step, inner)
    }
    return set
  }

  toJson(): JsonObject {
    const json: JsonObject = {}
    for (const step of this.members) put(json, step, {})
    for (const [step, inner] of this.children) {
      put(json, step, { ...(this.members.has(step) ? { '.': {} } : {}), ...inner.toJson() })
    }
    return json
  }

  get isEmpty(): boolean {
    return this.members.size === 0 && this.children.size === 0
  }

  insert(path: readonly string[]): void {
    let set: FieldSet = this
    for (let index = 0; index < path.length - 1; index++) set = set.#child(path[index]!)
    if (path.length > 0) set.members.add(path.at(-1)!)
  }

  #child(step: string): FieldSet {
    let child = this.children.get(step)
    if (!child) this.children.set(step, (child = new FieldSet()))
    return child
  }

  union(other: FieldSet): FieldSet {
    const both = new FieldSet()
    for (const set of [this, other]) {
      for (const step of set.members) both.members.add(step)
      for (const [step, inner] of set.children) {
        const known = both.children.get(step)
        both.children.set(step, known ? known.union(inner) : inner)
      }
    }
    return both
  }

  intersection(other: FieldSet): FieldSet {
    const both = new FieldSet()
    for (const step of this.members) if (other.members.has(step)) both.members.add(step)
    for (const [step, inner] of this.children) {
      const shared = other.children.get(step)
      const common = shared && inner.intersection(shared)
      if (common && !common.isEmpty) both.children.set(step, common)
    }
    return both
  }

  difference(other: FieldSet): FieldSet {
    const rest = new FieldSet()
    for (const step of this.members) if (!other.members.has(step)) rest.members.add(step)
    for (const [step, inner] of this.children) {
      const gone = other.children.get(step)
      const left = gone ? inner.difference(gone) : inner
      if (!left.isEmpty) rest.children.set(step, left)
    }
    return rest
  }

  /** Without a path and everything below it. */
  without(path: readonly string[]): FieldSet {
    const [first, ...more] = path
    if (first === undefined) return this
    const rest = new FieldSet()
    for (const step of this.members) if (step !== first || more.length > 0) rest.members.add(step)
    for (const [step, inner] of this.children) {
      if (step !== first) rest.children.set(step, inner)
      else if (more.length > 0) {
        const left = inner.without(more)
        if (!left.isEmpty) rest.children.set(step, left)
      }
    }
    return rest
  }

  /** Every path, members of a level before what is below it. */
  *paths(prefix: readonly string[] = []): Generator<readonly string[]> {
    for (const step of [...this.members].sort(compareSteps)) yield [...prefix, step]
    for (const step of [...this.children.keys()].sort(compareSteps)) {
      yield* this.children.get(step)!.paths([...prefix, step])
    }
  }
}

const RANKS = 'fkvi'

function compareSteps(a: string, b: string): number {
  const rank = RANKS.indexOf(a[0]!) - RANKS.indexOf(b[0]!)
  return rank || (a < b ? -1 : a > b ? 1 : 0)
}

/** `.spec.containers[name="app"].ports[containerPort=53,protocol="TCP"]`, `.metadata.finalizers[="a"]` */
export function formatPath(path: readonly string[]): string {
  return path.map(formatStep).join('')
}

function formatStep(step: string): string {
  const rest = step.slice(2)
  if (step[0] === 'f') return `.${rest}`
  if (step[0] === 'v') return `[=${rest}]`
  if (step[0] === 'i') return `[${rest}]`
  const key: Record<string, unknown> = JSON.parse(rest)
  return `[${Object.keys(key)
    .map(name => `${name}=${JSON.stringify(key[name])}`)
    .join(',')}]`
}
