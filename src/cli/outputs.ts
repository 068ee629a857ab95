import { resolve } from 'node:path'
import { suggest } from '../resource/suggest.ts'

export interface OutputTo<Format extends string> {
  readonly format: Format
  /** Absolute; standard output without it. */
  readonly file?: string
}

/** Reads `html=plan.html`; the reason as text when it means nothing. */
export function outputsTo<Format extends string>(
  texts: readonly string[],
  formats: readonly Format[],
  cwd: string,
): OutputTo<Format>[] | string {
  const outputs: OutputTo<Format>[] = []
  for (const text of texts) {
    const [, name = text, file] = /^([^=]*)=(.*)$/s.exec(text) ?? []
    const format = formats.find(one => one === name)
    if (format === undefined) {
      const meant = suggest(name, formats)
      return `there is no output format \`${name}\`${meant ? `; did you mean \`${meant}\`?` : `; there are ${formats.join(', ')}`}`
    }
    if (file === '') return `\`${text}\` names no file; write ${name}=FILE, or ${name} for standard output`
    outputs.push({ format, ...(file !== undefined && file !== '-' && { file: resolve(cwd, file) }) })
  }
  const files = outputs.flatMap(({ file }) => (file === undefined || file.startsWith('/dev/') ? [] : [file]))
  const twice = files.find((file, index) => files.indexOf(file) < index)
  if (twice !== undefined) return `two reports cannot both go to ${twice}`
  const [first, second] = outputs.filter(({ file }) => file === undefined)
  if (!second) return outputs
  return `${first!.format} and ${second.format} cannot both go to standard output; write one to a file: --output ${second.format}=FILE`
}
