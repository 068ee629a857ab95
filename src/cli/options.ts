import { parseArgs } from 'node:util'
import { suggest } from '../resource/suggest.ts'

export interface Option {
  readonly type: 'boolean' | 'string'
  readonly short?: string
  readonly multiple?: boolean
  /** What stands for the value in the help text: `FILE`. */
  readonly value?: string
  /** What the option means without a value; a value is then only taken behind `=`. */
  readonly bare?: string
  readonly help: string
}

export type Options = Readonly<Record<string, Option>>

/** The values of a table of options. */
export type Values<T extends Options> = {
  readonly [K in keyof T]?: T[K]['type'] extends 'boolean' ? boolean : T[K]['multiple'] extends true ? string[] : string
}

export type Parsed<T extends Options> =
  | { readonly kind: 'ok'; readonly values: Values<T>; readonly positionals: readonly string[] }
  | { readonly kind: 'wrong'; readonly reason: string }

export const HELP = {
  help: { type: 'boolean', short: 'h', help: 'Say how the command is used.' },
} as const satisfies Options

/** Reads arguments by a table. A mistyped option is answered with the one that was probably meant. */
export function parseOptions<T extends Options>(args: readonly string[], table: T): Parsed<T> {
  const known = { ...table, ...HELP }
  try {
    const options = Object.fromEntries(
      Object.entries(known).map(([name, { type, short, multiple }]: [string, Option]) => [
        name,
        { type, multiple: multiple ?? false, ...(short && { short }) },
      ]),
    )
    const { values, positionals } = parseArgs({
      args: args.map(arg => whole(arg, known)),
      options,
      allowPositionals: true,
      strict: true,
    })
    return { kind: 'ok', values: values as Values<T>, positionals }
  } catch (error) {
    return { kind: 'wrong', reason: reasonFor(error, Object.keys(known)) }
  }
}

/** `--fix` → `--fix=safe` where the option may stand alone. */
function whole(arg: string, known: Options): string {
  const bare = arg.startsWith('--') ? known[arg.slice(2)]?.bare : undefined
  return bare === undefined ? arg : `${arg}=${bare}`
}

function reasonFor(error: unknown, known: readonly string[]): string {
  const message = error instanceof Error ? error.message : String(error)
  const unknown = /^Unknown option '(-[^']*)'/.exec(message)
  if (!unknown) return message.replace(/\. To specify.*$/s, '.').replaceAll("'", '`')
  const name = unknown[1]!.replace(/^-+/, '')
  const meant = unknown[1]!.startsWith('--') ? suggest(name, known) : undefined
  return `there is no option \`${unknown[1]}\`${meant ? `; did you mean \`--${meant}\`?` : ''}`
}

/** The part of a help text that lists options. */
export function optionHelp(table: Options): string {
  const rows = Object.entries({ ...table, ...HELP }).map(([name, option]: [string, Option]) => {
    const short = option.short ? `-${option.short}, ` : '    '
    return [
      `  ${short}--${name}${option.value ? (option.bare ? `[${option.value}]` : ` ${option.value}`) : ''}`,
      option.help,
    ] as const
  })
  const width = Math.min(34, Math.max(...rows.map(([left]) => left.length)))
  return rows
    .map(([left, help]) => {
      const [first, ...rest] = wrap(help, 100 - width - 2)
      const begin = left.length > width ? `${left}\n${' '.repeat(width)}` : left.padEnd(width)
      return [`${begin}  ${first}`, ...rest.map(line => `${' '.repeat(width)}  ${line}`)].join('\n')
    })
    .join('\n')
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
