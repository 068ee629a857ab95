import type { Entry } from '../../../src/control-plane/timeline.ts'

const WINDOW = 600_000
const ALIKE = 10
const BURST = 25
const REFILL = 300_000

/**
 * What a client does to events before it sends them: the tenth of a kind about one object within ten
 * minutes is combined, and beyond 25 events about one object only one in five minutes is sent.
 *
 * Truth: client-go/tools/record/events_cache.go
 */
export class EventCorrelator {
  readonly #alike = new Map<string, { messages: Set<string>; last: number }>()
  readonly #tokens = new Map<string, { left: number; at: number }>()

  pass({ at, by, event }: Entry & { what: 'event' }, about: string): 'sent' | 'combined' | 'dropped' {
    const source = `${by} ${event.about.kind}/${about}`
    const key = `${source} ${event.type} ${event.reason}`
    let group = this.#alike.get(key)
    if (!group || at - group.last > WINDOW) this.#alike.set(key, (group = { messages: new Set(), last: at }))
    group.last = at
    group.messages.add(event.message)
    const combined = group.messages.size >= ALIKE
    if (combined) group.messages.delete(group.messages.values().next().value ?? '')

    const bucket = this.#tokens.get(source) ?? { left: BURST, at }
    bucket.left = Math.min(BURST, bucket.left + (at - bucket.at) / REFILL)
    bucket.at = at
    this.#tokens.set(source, bucket)
    if (bucket.left < 1) return 'dropped'
    bucket.left -= 1
    return combined ? 'combined' : 'sent'
  }
}
