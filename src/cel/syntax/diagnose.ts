import type { Issue } from '../issue.ts'
import type { ParseOptions } from './parser.ts'
import type { Token } from './token.ts'

export function diagnose(tokens: Token[], _options: ParseOptions): Issue[] {
  return [{ at: tokens.at(-1)!.at, message: 'Syntax error' }]
}
