const patterns = new Map<string, RegExp>()

/** A regular expression of a configuration, for the whole of a text. One that is none matches nothing. */
export function patternOf(text: string): RegExp {
  let pattern = patterns.get(text)
  if (!pattern) patterns.set(text, (pattern = compiled(text)))
  return pattern
}

function compiled(text: string): RegExp {
  try {
    return new RegExp(`^(?:${text})$`)
  } catch {
    return NOTHING
  }
}

const NOTHING = /(?!)/
