import { aliased, scalar } from './build.ts'
import { type Budget, Refusal, TOO_MANY_VALUES } from './cursor.ts'
import { Facts } from './facts.ts'
import { type Frame, type FrameKind, isSequence, newFrame, nodeOf } from './frame.ts'
import { keyName } from './key-name.ts'
import type { Pair, ScalarNode, YamlNode } from './node.ts'
import { resolvePlain, resolveUnrepresentable } from './resolve.ts'
import type { Scanner } from './scanner.ts'
import { resolveTagged } from './tagged.ts'
import { MERGE_TAG, TagTable } from './tags.ts'
import type { Token, TokenKind } from './token.ts'
import * as T from './token.ts'

/**
 * Builds the value of one document from tokens. It keeps its own stack, so that ten thousand levels are no
 * danger, and refuses what go-yaml refuses, in the same order and words.
 *
 * Truth: goyaml.v2/parserc.go, decode.go
 */
export class Composer {
  readonly #scanner: Scanner
  readonly #budget: Budget
  readonly #stack: Frame[] = []
  #anchors: Map<string, YamlNode | Frame> | undefined
  #tags: TagTable | undefined
  /** Scalars with a tag that keeps them from being a merge key. */
  #tagged: Set<YamlNode> | undefined
  /** Where the document ends: behind its `...`, or where something else begins. */
  end = 0
  /** It ends with `...`. */
  closed = false
  /** How many collections stand in each other at most. */
  depth = 0
  /** Only when there is something to say. */
  facts: Facts | undefined

  constructor(scanner: Scanner, budget: Budget) {
    this.#scanner = scanner
    this.#budget = budget
  }

  /** The value of the next document; undefined at the end of the stream. */
  document(implicit: boolean): YamlNode | undefined {
    let token = this.#peek()
    if (!implicit) while (token.kind === T.DOCUMENT_END) token = this.#next()
    if (token.kind === T.STREAM_END) return undefined
    const explicit =
      !implicit ||
      token.kind === T.VERSION_DIRECTIVE ||
      token.kind === T.TAG_DIRECTIVE ||
      token.kind === T.DOCUMENT_START
    this.#directives()
    if (explicit) {
      token = this.#peek()
      if (token.kind !== T.DOCUMENT_START) this.#refuse('did not find expected <document start>', token, 0)
      token = this.#next()
      if (endsDocument(token.kind)) return this.#endDocument(scalar(token.start, token.start, null, 'plain'))
    }
    return this.#endDocument(this.#root())
  }

  #directives(): void {
    let version = false
    for (let token = this.#peek(); ; token = this.#next()) {
      if (token.kind === T.VERSION_DIRECTIVE) {
        if (version) this.#refuse('found duplicate %YAML directive', token, 0)
        if (token.value !== '1.1') this.#refuse('found incompatible YAML document', token, 0)
        version = true
      } else if (token.kind === T.TAG_DIRECTIVE) {
        if (!this.#tagTable().define(token.value, token.suffix))
          this.#refuse('found duplicate %TAG directive', token, 0)
      } else return
    }
  }

  #endDocument(node: YamlNode): YamlNode {
    const token = this.#peek()
    this.end = token.start
    if (token.kind === T.DOCUMENT_END) {
      this.end = token.end
      this.closed = true
      this.#scanner.skip()
    }
    return node
  }

  #root(): YamlNode {
    let node = this.#node(true, false)
    for (;;) {
      const frame = this.#stack[this.#stack.length - 1]
      if (!frame) return node!
      if (node) this.#accept(frame, node)
      node = this.#advance(frame)
    }
  }

  #accept(frame: Frame, node: YamlNode): void {
    if (--this.#budget.values < 0) throw new Refusal(TOO_MANY_VALUES, node.start, 0, node.start)
    if (node.end > frame.end) frame.end = node.end
    if (isSequence(frame.kind)) frame.items.push(node)
    else if (!frame.key) frame.key = node
    else {
      frame.pairs.push(this.#pair(frame.key, node))
      frame.key = undefined
    }
  }

  /** Goes on with a collection: the next child when it is a scalar, nothing when it is a collection, or itself when it ends. */
  #advance(frame: Frame): YamlNode | undefined {
    switch (frame.kind) {
      case 'block-mapping':
        return frame.key ? this.#blockValue() : this.#blockKey(frame)
      case 'block-sequence':
        return this.#blockItem(frame)
      case 'indentless':
        return this.#indentlessItem(frame)
      case 'flow-mapping':
        return frame.key ? this.#flowValue(frame, T.FLOW_MAPPING_END) : this.#flowKey(frame)
      case 'flow-sequence':
        return this.#flowItem(frame)
      case 'flow-pair':
        return this.#flowPair(frame)
    }
  }

  // Collections

  #blockKey(frame: Frame): YamlNode | undefined {
    const token = this.#peek()
    if (token.kind === T.BLOCK_END) return this.#close(frame)
    if (token.kind !== T.KEY) this.#refuse('did not find expected key', token, frame.line, frame.start)
    const next = this.#next()
    return endsPair(next.kind) ? empty(token.end) : this.#node(true, true)
  }

  #blockValue(): YamlNode | undefined {
    const token = this.#peek()
    if (token.kind !== T.VALUE) return empty(token.start)
    const next = this.#next()
    return endsPair(next.kind) ? empty(token.end) : this.#node(true, true)
  }

  #blockItem(frame: Frame): YamlNode | undefined {
    const token = this.#peek()
    if (token.kind === T.BLOCK_END) return this.#close(frame)
    if (token.kind !== T.BLOCK_ENTRY)
      this.#refuse("did not find expected '-' indicator", token, frame.line, frame.start)
    const next = this.#next()
    return next.kind === T.BLOCK_ENTRY || next.kind === T.BLOCK_END ? empty(token.end) : this.#node(true, false)
  }

  #indentlessItem(frame: Frame): YamlNode | undefined {
    const token = this.#peek()
    if (token.kind !== T.BLOCK_ENTRY) return this.#finish(frame)
    const next = this.#next()
    return next.kind === T.BLOCK_ENTRY || endsPair(next.kind) ? empty(token.end) : this.#node(true, false)
  }

  #flowItem(frame: Frame): YamlNode | undefined {
    const token = this.#separated(frame, T.FLOW_SEQUENCE_END, "did not find expected ',' or ']'")
    if (!token) return this.#close(frame)
    if (token.kind !== T.KEY) return this.#node(false, false)
    this.#scanner.skip()
    this.#open('flow-pair', token, '')
    return undefined
  }

  /** A pair in a sequence, `[a: b]`, is a mapping of its own. */
  #flowPair(frame: Frame): YamlNode | undefined {
    if (frame.pairs.length > 0) return this.#finish(frame)
    if (frame.key) return this.#flowValue(frame, T.FLOW_SEQUENCE_END)
    const token = this.#peek()
    if (token.kind !== T.VALUE && token.kind !== T.FLOW_ENTRY && token.kind !== T.FLOW_SEQUENCE_END)
      return this.#node(false, false)
    this.#scanner.skip()
    return empty(token.end)
  }

  #flowKey(frame: Frame): YamlNode | undefined {
    const token = this.#separated(frame, T.FLOW_MAPPING_END, "did not find expected ',' or '}'")
    if (!token) return this.#close(frame)
    if (token.kind !== T.KEY) {
      frame.bare = true
      return this.#node(false, false)
    }
    frame.bare = false
    const next = this.#next()
    if (next.kind === T.VALUE || next.kind === T.FLOW_ENTRY || next.kind === T.FLOW_MAPPING_END)
      return empty(next.start)
    return this.#node(false, false)
  }

  #flowValue(frame: Frame, close: TokenKind): YamlNode | undefined {
    const token = this.#peek()
    if (frame.bare || token.kind !== T.VALUE) return empty(token.start)
    const next = this.#next()
    return next.kind === T.FLOW_ENTRY || next.kind === close ? empty(next.start) : this.#node(false, false)
  }

  /** Passes the comma before the next entry; undefined when the collection ends instead. */
  #separated(frame: Frame, close: TokenKind, problem: string): Token | undefined {
    let token = this.#peek()
    if (token.kind === close) return undefined
    if (!frame.first) {
      if (token.kind !== T.FLOW_ENTRY) this.#refuse(problem, token, frame.line, frame.start)
      token = this.#next()
    }
    frame.first = false
    return token.kind === close ? undefined : token
  }

  #open(kind: FrameKind, { start, end, line }: Token, anchor: string): undefined {
    const frame = newFrame(kind, start, end, line, anchor)
    if (this.#stack.push(frame) > this.depth) this.depth = this.#stack.length
    if (anchor) this.#anchor(anchor, frame)
    return undefined
  }

  /** Ends a collection that has an end token. */
  #close(frame: Frame): YamlNode {
    const { kind, end } = this.#peek()
    if (kind !== T.BLOCK_END) frame.end = end
    this.#scanner.skip()
    return this.#finish(frame)
  }

  #finish(frame: Frame): YamlNode {
    this.#stack.pop()
    const { anchor } = frame
    const node = nodeOf(frame)
    if (node.kind === 'mapping' && node.repeats) this.#fact().repeats = true
    if (anchor && this.#anchors?.get(anchor) === frame) this.#anchor(anchor, node)
    return node
  }

  #pair(key: YamlNode, node: YamlNode): Pair {
    if (key.kind !== 'scalar') {
      const placeholder = scalar(key.start, key.end, null, 'plain')
      this.#fact().complexKeys.set(placeholder, key)
      return { key: placeholder, name: '', node, merge: false }
    }
    if (key.value === '<<' && key.style === 'plain' && !key.alias && !this.#tagged?.has(key)) {
      this.#fact().merges++
      return { key, name: '<<', node, merge: true }
    }
    if (typeof key.value === 'string' && !this.facts?.unrepresentable.size)
      return { key, name: key.value, node, merge: false }
    const facts = this.#fact()
    const origin = facts.aliases.get(key)?.target ?? key
    const name = keyName(origin as ScalarNode, this.#scanner.cursor.text, facts.unrepresentable.get(origin))
    if (name === undefined) facts.namelessKeys.add(key)
    return { key, name: name ?? String(key.value), node, merge: false }
  }

  // Nodes

  /** A scalar or an alias; undefined when a collection was opened. */
  #node(block: boolean, indentless: boolean): YamlNode | undefined {
    let token = this.#peek()
    if (token.kind === T.SCALAR) return this.#plainNode(token)
    if (token.kind === T.ALIAS) return this.#alias(token)
    const first = token
    let anchor = ''
    let tagToken: Token | undefined
    let end = token.start
    while ((token.kind === T.ANCHOR && !anchor) || (token.kind === T.TAG && !tagToken)) {
      if (token.kind === T.ANCHOR) anchor = token.value
      else tagToken = token
      end = token.end
      token = this.#next()
    }
    const tag = tagToken ? this.#tagTable().resolve(tagToken.value, tagToken.suffix) : ''
    if (tag === undefined) this.#refuse('found undefined tag handle', tagToken!, first.line)
    if (indentless && token.kind === T.BLOCK_ENTRY) return this.#open('indentless', token, anchor)
    switch (token.kind) {
      case T.SCALAR:
        return this.#taggedNode(token, tag, anchor)
      case T.FLOW_SEQUENCE_START:
        return this.#enter('flow-sequence', token, anchor)
      case T.FLOW_MAPPING_START:
        return this.#enter('flow-mapping', token, anchor)
      case T.BLOCK_SEQUENCE_START:
        if (block) return this.#enter('block-sequence', token, anchor)
        break
      case T.BLOCK_MAPPING_START:
        if (block) return this.#enter('block-mapping', token, anchor)
        break
    }
    if (anchor || tag) return this.#emptyNode(end, tag, anchor)
    const around = this.#stack[this.#stack.length - 1]
    const isFlow = around?.kind.startsWith('flow')
    return this.#refuse('did not find expected node content', token, first.line, isFlow ? around!.start : token.start)
  }

  #enter(kind: FrameKind, token: Token, anchor: string): undefined {
    this.#open(kind, token, anchor)
    this.#scanner.skip()
  }

  #plainNode({ start, end, value, style }: Token): ScalarNode {
    this.#scanner.skip()
    if (style !== 'plain') return scalar(start, end, value, style)
    const node = scalar(start, end, resolvePlain(value), 'plain')
    const beyond = resolveUnrepresentable(value)
    if (beyond) this.#fact().unrepresentable.set(node, beyond)
    return node
  }

  #taggedNode(token: Token, tag: string, anchor: string): ScalarNode {
    let node: ScalarNode
    if (tag === '') node = this.#plainNode(token)
    else {
      this.#scanner.skip()
      node = this.#resolved(token.start, token.end, token.value, token.style, tag)
    }
    if (anchor) this.#anchor(anchor, node)
    return node
  }

  #emptyNode(at: number, tag: string, anchor: string): ScalarNode {
    const node = tag === '' ? empty(at) : this.#resolved(at, at, '', 'plain', tag)
    if (anchor) this.#anchor(anchor, node)
    return node
  }

  #resolved(start: number, end: number, text: string, style: ScalarNode['style'], tag: string): ScalarNode {
    const { value, refused, unrepresentable } = resolveTagged(text, tag)
    const node = scalar(start, end, value, style)
    if (refused) this.#fact().refused.set(node, refused)
    if (unrepresentable) this.#fact().unrepresentable.set(node, unrepresentable)
    if (tag !== '!' && tag !== MERGE_TAG) (this.#tagged ??= new Set()).add(node)
    return node
  }

  #alias({ start, end, value: name }: Token): YamlNode {
    const anchored = this.#anchors?.get(name)
    if (!anchored) throw new Refusal(`unknown anchor '${name}' referenced`, start, 0, start)
    this.#scanner.skip()
    if ('value' in anchored) {
      const node = aliased(anchored, { start, end })
      this.#fact().aliases.set(node, { name, target: anchored, kind: anchored.kind })
      return node
    }
    const node: ScalarNode = { ...scalar(start, end, null, 'plain'), alias: true }
    const isMapping = anchored.kind === 'block-mapping' || anchored.kind === 'flow-mapping'
    this.#fact().aliases.set(node, { name, target: undefined, kind: isMapping ? 'mapping' : 'sequence' })
    return node
  }

  #fact(): Facts {
    this.facts ??= new Facts()
    return this.facts
  }

  #tagTable(): TagTable {
    this.#tags ??= new TagTable()
    return this.#tags
  }

  #anchor(name: string, target: YamlNode | Frame): void {
    this.#anchors ??= new Map()
    this.#anchors.set(name, target)
  }

  #peek(): Token {
    return this.#scanner.peek()
  }

  #next(): Token {
    this.#scanner.skip()
    return this.#scanner.peek()
  }

  /** go-yaml names the line before the one where a parser stumbles, because it counts it from 0. */
  #refuse(problem: string, { start, line }: Token, contextLine: number, context = start): never {
    throw new Refusal(problem, start, line === 0 ? contextLine : line, context)
  }
}

const empty = (at: number): ScalarNode => scalar(at, at, null, 'plain')

const endsPair = (kind: TokenKind): boolean => kind === T.KEY || kind === T.VALUE || kind === T.BLOCK_END

const endsDocument = (kind: TokenKind): boolean => kind <= T.TAG_DIRECTIVE
