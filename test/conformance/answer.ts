import type { Status } from '../../src/apiserver/status.ts'
import { equal } from '../../src/resource/json.ts'

/** An API server's answer as the recordings have it. */
export interface Answer {
  readonly code: number
  readonly object?: unknown
  readonly status?: Partial<Status>
  readonly warnings?: readonly string[]
}

export interface Agreement {
  readonly verdict: boolean
  readonly causes: boolean
  readonly text: boolean
  readonly identical: boolean
}

/**
 * In how far two answers agree. `causes`: same code, status reason, and (reason, field) of the causes in any
 * order. `text`: the messages as well, and the warnings. `identical`: the stored object as well.
 * With `unordered` lists inside texts came back in varying order: they are compared as sets of words.
 */
export function compareAnswers(want: Answer, answer: Answer, unordered: boolean): Agreement {
  const got = withPlaceholders(want, answer) as Answer
  const verdict = want.code < 300 === got.code < 300
  const sameCode = want.code === got.code && want.status?.reason === got.status?.reason
  const causes = verdict && sameCode && equal(causeKeys(want), causeKeys(got))
  const text = causes && equal(textOf(want, want, unordered), textOf(got, want, unordered))
  const identical = text && (want.code >= 300 || equal(want.object, got.object))
  return { verdict, causes, text, identical }
}

/** The resourceVersion that `<live>` stands for, where it is part of a text. */
const LIVE = '"1000"'
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** Where the recording has a placeholder for a time of the clock or for a uid, ours becomes one too, if it is such a value. */
function withPlaceholders(want: unknown, got: unknown): unknown {
  if (typeof want === 'string' && typeof got === 'string') {
    if (want === '<now>' && TIME.test(got)) return want
    const told = want.includes('<live>') ? got.replaceAll(LIVE, '<live>') : got
    return want.includes('<uid>') ? told.replace(UUID, '<uid>') : told
  }
  // What stands in a recording as a number has gone through JavaScript.
  if (typeof got === 'bigint' && typeof want === 'number') return Number(got)
  if (typeof got !== 'object' || got === null || typeof want !== 'object' || want === null) return got
  if (Array.isArray(got)) return got.map((item, index) => withPlaceholders((want as unknown[])[index], item))
  const wanted = want as Record<string, unknown>
  return Object.fromEntries(Object.entries(got).map(([key, value]) => [key, withPlaceholders(wanted[key], value)]))
}

const causeKeys = ({ status }: Answer): string[] =>
  (status?.details?.causes ?? []).map(({ reason, field }) => `${reason} ${field}`).sort()

/**
 * A difference of two Go values, as early servers tell of it. Its white space is another one in each process, so that
 * nobody can say it again: of a cause that ends in one, and of the message around it, the first line is compared.
 */
const GO_DIFFERENCE = /\n[ \u00a0]{2}core\.\w+\{/

function textOf({ status, warnings }: Answer, { status: wanted }: Answer, unordered: boolean): unknown {
  const said = (text: string, wish: string | undefined): string =>
    GO_DIFFERENCE.test(wish ?? '') ? text.slice(0, text.indexOf('\n')) : text
  const message = said(status?.message ?? '', wanted?.message)
  const causes = (status?.details?.causes ?? []).map(
    ({ reason, field, message: why }, index) =>
      `${reason} ${field} ${said(why ?? '', wanted?.details?.causes?.[index]?.message)}`,
  )
  const { name, kind, group } = status?.details ?? {}
  if (!unordered) return { message, causes, name, kind, group, warnings: warnings ?? [] }
  return {
    message: words(message),
    causes: words(causes.join(' ')),
    name,
    kind,
    group,
    warnings: [...(warnings ?? [])].sort(),
  }
}

const words = (text: string): string =>
  text
    .split(/[\s,;:[\]{}()]+/)
    .sort()
    .join(' ')
