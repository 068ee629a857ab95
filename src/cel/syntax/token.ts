/** Token types, numbered as in the CEL grammar: messages list expected tokens in this order. */
export const T = {
  EOF: 0,
  EQUALS: 1,
  NOT_EQUALS: 2,
  IN: 3,
  LESS: 4,
  LESS_EQUALS: 5,
  GREATER_EQUALS: 6,
  GREATER: 7,
  AND: 8,
  OR: 9,
  LBRACKET: 10,
  RBRACKET: 11,
  LBRACE: 12,
  RBRACE: 13,
  LPAREN: 14,
  RPAREN: 15,
  DOT: 16,
  COMMA: 17,
  MINUS: 18,
  NOT: 19,
  QUESTION: 20,
  COLON: 21,
  PLUS: 22,
  STAR: 23,
  SLASH: 24,
  PERCENT: 25,
  TRUE: 26,
  FALSE: 27,
  NULL: 28,
  FLOAT: 31,
  INT: 32,
  UINT: 33,
  STRING: 34,
  BYTES: 35,
  IDENTIFIER: 36,
  ESCAPED: 37,
} as const

export type TokenType = (typeof T)[keyof typeof T]

export interface Token {
  readonly type: TokenType
  readonly text: string
  readonly at: number
}

const SYMBOLIC: Record<number, string> = {
  [T.EOF]: '<EOF>',
  [T.FLOAT]: 'NUM_FLOAT',
  [T.INT]: 'NUM_INT',
  [T.UINT]: 'NUM_UINT',
  [T.STRING]: 'STRING',
  [T.BYTES]: 'BYTES',
  [T.IDENTIFIER]: 'IDENTIFIER',
  [T.ESCAPED]: 'ESC_IDENTIFIER',
}

const LITERAL: readonly string[] = [
  '',
  '==',
  '!=',
  'in',
  '<',
  '<=',
  '>=',
  '>',
  '&&',
  '||',
  '[',
  ']',
  '{',
  '}',
  '(',
  ')',
  '.',
  ',',
  '-',
  '!',
  '?',
  ':',
  '+',
  '*',
  '/',
  '%',
  'true',
  'false',
  'null',
]

/** `'=='`, `NUM_INT`, `<EOF>`: how a message names a kind of token. */
export const tokenName = (type: number): string => SYMBOLIC[type] ?? `'${LITERAL[type] ?? ''}'`

/** The longest operator at a place. */
export const OPERATORS: ReadonlyMap<string, TokenType> = new Map(
  LITERAL.flatMap((text, type) => (text && !/[a-z]/.test(text) ? [[text, type as TokenType] as const] : [])),
)

export const WORDS: ReadonlyMap<string, TokenType> = new Map([
  ['in', T.IN],
  ['true', T.TRUE],
  ['false', T.FALSE],
  ['null', T.NULL],
])
