import { T } from '../token.ts'
import { atPrecedence, call, choice, Network, optional, plus, sequence, star, token } from './network.ts'

const arguments_ = sequence(optional(call('exprList')), token(T.RPAREN))

/**
 * CEL's grammar. Left recursion is written as ANTLR rewrites it: an operand, then as long as precedence allows, an
 * operator and an operand of higher precedence. Truth: cel-go parser/gen/CEL.g4
 */
export const GRAMMAR = new Network({
  start: sequence(call('expr'), token(T.EOF)),
  expr: sequence(
    call('conditionalOr'),
    optional(sequence(token(T.QUESTION), call('conditionalOr'), token(T.COLON), call('expr'))),
  ),
  conditionalOr: sequence(call('conditionalAnd'), star(sequence(token(T.OR), call('conditionalAnd')))),
  conditionalAnd: sequence(call('relation'), star(sequence(token(T.AND), call('relation')))),
  relation: sequence(
    call('calc'),
    star(
      atPrecedence(
        1,
        sequence(
          token(T.EQUALS, T.NOT_EQUALS, T.IN, T.LESS, T.LESS_EQUALS, T.GREATER_EQUALS, T.GREATER),
          call('relation', 2),
        ),
      ),
    ),
  ),
  calc: sequence(
    call('unary'),
    star(
      choice(
        atPrecedence(2, sequence(token(T.STAR, T.SLASH, T.PERCENT), call('calc', 3))),
        atPrecedence(1, sequence(token(T.PLUS, T.MINUS), call('calc', 2))),
      ),
    ),
  ),
  unary: choice(
    call('member'),
    sequence(plus(token(T.NOT)), call('member')),
    sequence(plus(token(T.MINUS)), call('member')),
  ),
  member: sequence(
    call('primary'),
    star(
      choice(
        atPrecedence(3, sequence(token(T.DOT), optional(token(T.QUESTION)), call('escapeIdent'))),
        atPrecedence(2, sequence(token(T.DOT), token(T.IDENTIFIER), token(T.LPAREN), arguments_)),
        atPrecedence(1, sequence(token(T.LBRACKET), optional(token(T.QUESTION)), call('expr'), token(T.RBRACKET))),
      ),
    ),
  ),
  primary: choice(
    sequence(optional(token(T.DOT)), token(T.IDENTIFIER)),
    sequence(optional(token(T.DOT)), token(T.IDENTIFIER), token(T.LPAREN), arguments_),
    sequence(token(T.LPAREN), call('expr'), token(T.RPAREN)),
    sequence(token(T.LBRACKET), optional(call('listInit')), optional(token(T.COMMA)), token(T.RBRACKET)),
    sequence(token(T.LBRACE), optional(call('mapInit')), optional(token(T.COMMA)), token(T.RBRACE)),
    sequence(
      optional(token(T.DOT)),
      token(T.IDENTIFIER),
      star(sequence(token(T.DOT), token(T.IDENTIFIER))),
      token(T.LBRACE),
      optional(call('fieldInit')),
      optional(token(T.COMMA)),
      token(T.RBRACE),
    ),
    call('literal'),
  ),
  exprList: sequence(call('expr'), star(sequence(token(T.COMMA), call('expr')))),
  listInit: sequence(call('optExpr'), star(sequence(token(T.COMMA), call('optExpr')))),
  fieldInit: sequence(
    call('optField'),
    token(T.COLON),
    call('expr'),
    star(sequence(token(T.COMMA), call('optField'), token(T.COLON), call('expr'))),
  ),
  optField: sequence(optional(token(T.QUESTION)), call('escapeIdent')),
  mapInit: sequence(
    call('optExpr'),
    token(T.COLON),
    call('expr'),
    star(sequence(token(T.COMMA), call('optExpr'), token(T.COLON), call('expr'))),
  ),
  optExpr: sequence(optional(token(T.QUESTION)), call('expr')),
  escapeIdent: choice(token(T.IDENTIFIER), token(T.ESCAPED)),
  literal: choice(
    sequence(optional(token(T.MINUS)), token(T.INT)),
    token(T.UINT),
    sequence(optional(token(T.MINUS)), token(T.FLOAT)),
    token(T.STRING),
    token(T.BYTES),
    token(T.TRUE),
    token(T.FALSE),
    token(T.NULL),
  ),
})
