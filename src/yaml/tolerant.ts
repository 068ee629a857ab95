import {
  type Document as Ast,
  type Node as AstNode,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  parseDocument,
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
const LONGEST = 1_000_000

/**
 * Reads what is left of a broken document, as far as it makes sense, so that an editor can still say where the
 * cursor is and a finding can still point at a field. Only the exact reader decides whether a text is YAML.
 */
export function readTolerantly(text: string, from: number, to: number): YamlNode | undefined {
  if (to - from > LONGEST) return undefined
  try {
    const document = parseDocument(text.slice(from, to), {
      version: '1.1',
      schema: 'failsafe',
      strict: false,
      uniqueKeys: false,
      logLevel: 'silent',
      prettyErrors: false,
      keepSourceTokens: false,
    })
    return document.contents ? new Translator(document, from).node(document.contents) : undefined
  } catch (error) {
    if (error instanceof RangeError) return undefined // nested deeper than the stack; the finding says so
    throw error
  }
}

class Translator {
  readonly #document: Ast
  readonly #offset: number
  readonly #done = new Map<unknown, YamlNode>()

  constructor(document: Ast, offset: number) {
    this.#document = document
    this.#offset = offset
  }

  node(ast: AstNode): YamlNode {
    const node = this.#translate(ast)
    this.#done.set(ast, node)
    return node
  }

  #translate(ast: AstNode): YamlNode {
    const [start, end] = this.#span(ast)
    if (isAlias(ast)) {
      const target = this.#done.get(ast.resolve(this.#document))
      return target ? aliased(target, { start, end }) : scalar(start, end, null, 'plain')
    }
    if (isMap(ast)) return mapping(start, end, this.#pairs(ast), ast.flow === true)
    if (isSeq(ast)) {
      const items = ast.items.map(item => this.node(isPair(item) ? this.#document.createNode(null) : (item as AstNode)))
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
