const RESERVED = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
)
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/
const PARTS: Readonly<Record<string, string>> = {
  __: '__underscores__',
  '.': '__dot__',
  '-': '__dash__',
  '/': '__slash__',
}

/**
 * The name a property has in expressions: `a-b` is `a__dash__b`, `namespace` is `__namespace__`. Undefined when
 * it has none, because it is no identifier even so. Truth: apiserver/pkg/cel/escaping.go
 */
export function escapeProperty(name: string): string | undefined {
  if (RESERVED.has(name)) return `__${name}__`
  const escaped = name.replaceAll(/__|[./-]/g, part => PARTS[part]!)
  return IDENTIFIER.test(escaped) ? escaped : undefined
}

/** A name that expressions may give to something of their own. Truth: pkg/apis/admissionregistration/validation isCELIdentifier */
export const isIdentifier = (name: string): boolean => IDENTIFIER.test(name) && !RESERVED.has(name)

/** A property whose name is reserved for the language but may stand after a dot as it is: `self.namespace`. */
export const isWord = (name: string): boolean => RESERVED.has(name) && !['true', 'false', 'null', 'in'].includes(name)
