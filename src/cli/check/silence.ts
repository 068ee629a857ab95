import { remarkOn, silencer } from '../../lint/ignore.ts'
import type { Finding, FoundIgnore } from '../../report/report.ts'

/** What the manifests themselves ask not to hear of, over all findings of a run. */
export class Silence {
  readonly #byFile = new Map<string, FoundIgnore[]>()
  readonly #used = new Set<string>()
  readonly #inactive: ReadonlySet<string>

  constructor(ignores: readonly FoundIgnore[], inactive: ReadonlySet<string>) {
    this.#inactive = inactive
    for (const ignore of ignores) {
      const known = this.#byFile.get(ignore.file)
      if (known) known.push(ignore)
      else this.#byFile.set(ignore.file, [ignore])
    }
  }

  /** Why a finding is silenced, if it is. */
  reasonFor({ file, code, start, ignored }: Finding): string | undefined {
    const by = silencer(this.#byFile.get(file) ?? [], code, start.line)
    if (by) this.#used.add(idOf(by))
    return by?.reason ?? ignored?.reason
  }

  /**
   * A finding for each that silenced nothing, or gives no reason. Ask when all findings have been through. Of a rule that
   * was not asked nothing can be told.
   */
  remarks(): Finding[] {
    return [...this.#byFile.values()].flat().flatMap(ignore => {
      const { file, start, end } = ignore
      const isUsed = this.#used.has(idOf(ignore)) || ignore.codes.some(code => this.#inactive.has(code))
      const remark = remarkOn(ignore, isUsed)
      return remark ? [{ ...remark, file, start, end }] : []
    })
  }
}

const idOf = ({ file, start }: FoundIgnore): string => `${file}:${start.line}:${start.column}`
