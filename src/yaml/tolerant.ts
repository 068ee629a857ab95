import {
  type Node as AstNode,
  Composer,
  type CST,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  Parser,
  type YAMLMap,
} from 'yaml'
import { aliased, mapping, scalar, sequence } from './build.ts'
import type { Pair, ScalarNode, ScalarStyle, YamlNode } from './node.ts'
import { resolvePlain } from './resolve.ts'

const STYLES: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
}

/** Beyond this, what is left of a broken document is not worth the time. */
const LONGEST = 200_000
/** The package composes values by recursion, so they must not be too deep. */
const DEEPEST = 200

/**
 * Reads what is left of a broken document, as far as it makes sense, so that an editor can still say where the
 * cursor is and a finding can still point at a field. Only the exact reader decides whether a text is YAML.
 */
export function readTolerantly(text: string, from: number, to: number): YamlNode | undefined {
  if (to - from > LONGEST) return undefined
  const tokens = [...new Parser().parse(text.slice(from, to))]
  if (tokens.some(isTooDeep)) return undefined
  const composer = new Composer({ version: '1.1', schema: 'failsafe', strict: false, uniqueKeys: false })
  for (const document of composer.compose(tokens))
    if (document.contents) return new Translator(from).node(document.contents)
  return undefined
}

function isTooDeep(root: CST.Token): boolean {
  const work: [CST.Token, number][] = [[root, 0]]
  for (let next = work.pop(); next; next = work.pop()) {
    const [token, depth] = next
    if (depth > DEEPEST) return true
    if (token.type === 'document') {
      if (token.value) work.push([token.value, depth])
    } else if ('items' in token) {
      for (const { key, value } of token.items) {
        if (key) work.push([key, depth + 1])
        if (value) work.push([value, depth + 1])
      }
    }
  }
  return false
}

class Translator {
  readonly #offset: number
  readonly #anchors = new Map<string, YamlNode>()

  constructor(offset: number) {
    this.#offset = offset
  }

  node(ast: AstNode): YamlNode {
    const node = this.#translate(ast)
    if ('anchor' in ast && ast.anchor) this.#anchors.set(ast.anchor, node)
    return node
  }

  #translate(ast: AstNode): YamlNode {
    const [start, end] = this.#span(ast)
    if (isAlias(ast)) {
      const target = this.#anchors.get(ast.source)
      return target ? aliased(target, { start, end }) : scalar(start, end, null, 'plain')
    }
    if (isMap(ast)) return mapping(start, end, this.#pairs(ast), ast.flow === true)
    if (isSeq(ast)) {
      const items = ast.items.map(item =>
        isPair(item) ? scalar(start, start, null, 'plain') : this.node(item as AstNode),
      )
      return sequence(start, end, items, ast.flow === true)
    }
    if (!isScalar(ast)) return scalar(start, end, null, 'plain')
    const style = STYLES[ast.type ?? 'PLAIN'] ?? 'plain'
    const text = typeof ast.value === 'string' ? ast.value : ''
    return scalar(start, end, style === 'plain' && !ast.tag ? resolvePlain(text) : text, style)
  }

  #pairs(ast: YAMLMap): Pair[] {
    const pairs: Pair[] = []
    for (const { key, value } of ast.items as { key: AstNode; value: AstNode | null }[]) {
      if (isCollection(key)) continue
      const name = this.node(key)
      if (name.kind !== 'scalar') continue
      const node = value ? this.node(value) : scalar(name.end, name.end, null, 'plain')
      pairs.push({ key: name, name: keyName(name), node, merge: name.style === 'plain' && name.value === '<<' })
    }
    return pairs
  }

  #span(ast: AstNode): [number, number] {
    const [start = 0, end = start] = ast.range ?? []
    return [start + this.#offset, end + this.#offset]
  }
}

/** A key that is no text becomes one: `8080:` is "8080", `yes:` is "true". */
const keyName = (key: ScalarNode): string => String(key.value)
