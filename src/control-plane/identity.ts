import { fnv32a } from '../controllers/name-hash.ts'

const LETTERS = '2456789bcdfghjklmnpqrstvwxz'

/**
 * Uids and generated names that are the same in every run.
 *
 * A uid comes from what the object is and how many of that name there were before. The endings of
 * generated names count up in an alphabet whose letters sort as they count, so that among pods that
 * are alike the first by name is the first that was made.
 */
export class Identity {
  readonly #incarnations = new Map<string, number>()
  readonly #endings = new Map<string, number>()

  uid(kind: string, namespace: string, name: string): string {
    const what = `${kind} ${namespace}/${name}`
    const incarnation = (this.#incarnations.get(what) ?? 0) + 1
    this.#incarnations.set(what, incarnation)
    const text = `${what} ${incarnation}`
    let hex = ''
    for (let seed = 0; seed < 4; seed += 1) {
      hex += fnv32a(text, 0x811c9dc5 ^ Math.imul(seed, 0x9e3779b1))
        .toString(16)
        .padStart(8, '0')
    }
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`
  }

  /** The five letters behind a generated name: `web-` → `22222`, `22224`, … */
  ending(home: string, prefix: string): string {
    const what = `${home}/${prefix}`
    let count = this.#endings.get(what) ?? 0
    this.#endings.set(what, count + 1)
    let ending = ''
    for (let digit = 0; digit < 5; digit += 1) {
      ending = LETTERS[count % LETTERS.length] + ending
      count = Math.floor(count / LETTERS.length)
    }
    return ending
  }
}
