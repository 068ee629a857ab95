/** One complaint of the compiler. `at` is an offset (UTF-16) into the expression. */
export interface Issue {
  readonly at: number
  readonly message: string
}

const SNIPPET_LIMIT = 16384
const MOST = 100

/**
 * The complaints as cel-go prints them: sorted by place, each with the line it is about and a mark below.
 *
 *   ERROR: <input>:1:6: undeclared reference to 'x' (in container '')
 *    | 1 + (x)
 *    | .....^
 *
 * Dots and mark are full-width under characters beyond ASCII. An empty expression has no line to show and its
 * only place is column 0. Truth: cel-go common/error.go ToDisplayString, common/errors.go
 */
export function formatIssues(text: string, issues: readonly Issue[]): string {
  const sorted = [...issues].sort((a, b) => a.at - b.at)
  const lines = sorted.slice(0, MOST).map(issue => formatIssue(text, issue))
  if (sorted.length > MOST) lines.push(`${sorted.length - MOST} more errors were truncated`)
  return lines.join('\n')
}

function formatIssue(text: string, { at, message }: Issue): string {
  if (text === '') return `ERROR: <input>:1:0: ${message}`
  if (at < 0) return `ERROR: <input>:-1:0: ${message}`
  let line = 1
  let start = 0
  for (let next = text.indexOf('\n'); next >= 0 && next < at; next = text.indexOf('\n', next + 1)) {
    line += 1
    start = next + 1
  }
  const before = [...text.slice(start, at)]
  const head = `ERROR: <input>:${line}:${before.length + 1}: ${message}`
  const end = text.indexOf('\n', start)
  const snippet = text.slice(start, end < 0 ? undefined : end).replaceAll('\t', ' ')
  if (snippet.length > SNIPPET_LIMIT) return head
  const shown = [...snippet]
  const dots = before.slice(0, shown.length).map(character => (character > '\x7f' ? '．' : '.'))
  const mark = (shown[before.length] ?? '') > '\x7f' ? '＾' : '^'
  return `${head}\n | ${snippet}\n | ${dots.join('')}${mark}`
}
