import { RE2JS } from 're2js'
import { fail } from './run/value.ts'

const MOST = 500
const compiled = new Map<string, RE2JS | string>()

/** A compiled expression, or what is wrong with it in Go's words. The last few hundred are kept. */
function compileRegex(pattern: string): RE2JS | string {
  const known = compiled.get(pattern)
  if (known !== undefined) return known
  let result: RE2JS | string
  try {
    result = RE2JS.compile(pattern)
  } catch (thrown) {
    result = thrown instanceof Error ? thrown.message : `${thrown}`
  }
  if (compiled.size >= MOST) compiled.delete(compiled.keys().next().value!)
  compiled.set(pattern, result)
  return result
}

/** What is wrong with a pattern; undefined when it is right. */
export function regexProblem(pattern: string): string | undefined {
  const result = compileRegex(pattern)
  return typeof result === 'string' ? result : undefined
}

function regex(pattern: string): RE2JS {
  const result = compileRegex(pattern)
  return typeof result === 'string' ? fail(result) : result
}

/** Whether the pattern matches anywhere in the text. */
export const matches = (pattern: string, text: string): boolean => regex(pattern).matcher(text).find()

/** The first match, or the empty string. */
export function findFirst(pattern: string, text: string): string {
  const matcher = regex(pattern).matcher(text)
  return matcher.find() ? (matcher.group() ?? '') : ''
}

/** Every match, at most `limit` of them when it is not negative. */
export function findEach(pattern: string, text: string, limit: number): string[] {
  const matcher = regex(pattern).matcher(text)
  const found: string[] = []
  while ((limit < 0 || found.length < limit) && matcher.find()) found.push(matcher.group() ?? '')
  return found
}
