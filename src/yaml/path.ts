/** A path into a value: keys as text, indexes as numbers. */
export type Path = readonly (string | number)[]

/**
 * Reads a field path as Kubernetes writes it. A number in brackets is an index, anything else a key, so
 * `metadata.labels[app.kubernetes.io/name]` has three steps. A quoted key (`data["a]b"]`) is unquoted.
 *
 *   spec.containers[0].image → ['spec', 'containers', 0, 'image']
 *
 * Whether `[0]` is an index or the key "0" only the value knows; `step` in place.ts tries both.
 */
export function parsePath(text: string): Path {
  const path: (string | number)[] = []
  let index = 0
  while (index < text.length) {
    const char = text[index]
    if (char === '.') {
      index++
    } else if (char === '[') {
      const { step, next } = bracketed(text, index)
      path.push(step)
      index = next
    } else {
      const end = endOfName(text, index)
      path.push(text.slice(index, end))
      index = end
    }
  }
  return path
}

function endOfName(text: string, from: number): number {
  let end = from
  while (end < text.length && text[end] !== '.' && text[end] !== '[') end++
  return end
}

function bracketed(text: string, open: number): { step: string | number; next: number } {
  const quote = text[open + 1]
  if (quote === '"' || quote === "'") {
    const close = text.indexOf(`${quote}]`, open + 2)
    if (close >= 0) return { step: text.slice(open + 2, close), next: close + 2 }
  }
  const close = text.indexOf(']', open)
  const inner = text.slice(open + 1, close < 0 ? text.length : close)
  const isIndex = inner !== '' && [...inner].every(char => char >= '0' && char <= '9')
  return { step: isIndex ? Number(inner) : inner, next: close < 0 ? text.length : close + 1 }
}

/** The path as Kubernetes writes it: a key that is not a plain name goes into brackets. */
export function formatPath(path: Path): string {
  let text = ''
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`
    else if (step === '' || step.includes('.') || step.includes('[') || step.includes('/')) text += `[${step}]`
    else text += text === '' ? step : `.${step}`
  }
  return text
}
