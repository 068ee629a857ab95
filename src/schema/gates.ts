/** Feature gates by minor. 1.20 and 1.36 are exact; in between, the gates that the API depends on are known. */
import text from '../../schemas/feature-gates.json?raw'
import type { Bounds } from '../../schemas/format.ts'
import type { Minor } from '../resource/version.ts'
import { minorOf, within } from './bounds.ts'

export interface Gate {
  readonly stage: 'ALPHA' | 'BETA' | 'GA' | 'DEPRECATED'
  readonly on: boolean
}

export interface Gates {
  /** Undefined for a gate this minor is not known to have. */
  enabled(name: string): boolean | undefined
  gate(name: string): Gate | undefined
  names(): string[]
}

type GateSpan = Bounds & Gate

let parsed: Record<string, GateSpan[]> | undefined
const all = (): Record<string, GateSpan[]> => (parsed ??= JSON.parse(text) as Record<string, GateSpan[]>)

/**
 * The gates of a minor as an administrator set them. `AllAlpha` and `AllBeta` speak for every gate of that
 * stage that is not named itself.
 */
export function gates(minor: Minor, set: Readonly<Record<string, boolean>> = {}): Gates {
  const gate = (name: string): Gate | undefined => {
    const spans = all()
    return Object.hasOwn(spans, name) ? spans[name]!.find(span => within(span, minor)) : undefined
  }
  return {
    gate,
    enabled(name) {
      if (Object.hasOwn(set, name)) return set[name]
      const known = gate(name)
      if (known?.stage === 'ALPHA' && set['AllAlpha'] !== undefined) return set['AllAlpha']
      if (known?.stage === 'BETA' && set['AllBeta'] !== undefined) return set['AllBeta']
      return known?.on
    },
    names: () => Object.keys(all()).filter(name => gate(name)),
  }
}

/**
 * Whether the behaviour behind a gate is there: a gate that went away was locked to its last value, one that
 * is still to come is off. What was on when the records begin (1.20) was on before.
 */
export function behaves(minor: Minor, name: string): boolean {
  const spans = all()
  if (!Object.hasOwn(spans, name)) return false
  const list = spans[name]!
  const span = list.find(each => within(each, minor)) ?? list.findLast(each => isOver(each, minor)) ?? recorded(list[0])
  return span?.on ?? false
}

const isOver = ({ until }: GateSpan, minor: Minor): boolean => until !== undefined && minorOf(until) < minor
const recorded = (first: GateSpan | undefined): GateSpan | undefined => (first?.since === '1.20' ? first : undefined)
