/** A place as the protocol has it: lines and columns from 0. */
export interface ProtocolPlace {
  readonly line: number
  readonly character: number
}

export interface ProtocolLocation {
  readonly uri: string
  readonly range: { readonly start: ProtocolPlace; readonly end: ProtocolPlace }
}

const isPlace = (value: unknown): value is ProtocolPlace =>
  typeof value === 'object' &&
  value !== null &&
  'line' in value &&
  typeof value.line === 'number' &&
  'character' in value

const isLocation = (value: unknown): value is ProtocolLocation =>
  typeof value === 'object' &&
  value !== null &&
  'uri' in value &&
  typeof value.uri === 'string' &&
  'range' in value &&
  typeof value.range === 'object' &&
  value.range !== null &&
  'start' in value.range &&
  isPlace(value.range.start) &&
  'end' in value.range &&
  isPlace(value.range.end)

/** What a lens says it leads to; nothing when it is not what we know. */
export function readPlaces(
  args: readonly unknown[],
): { readonly uri: string; readonly at: ProtocolPlace; readonly locations: readonly ProtocolLocation[] } | undefined {
  const [uri, at, locations] = args
  if (typeof uri !== 'string' || !isPlace(at) || !Array.isArray(locations)) return undefined
  return { uri, at, locations: locations.filter(isLocation) }
}

/** What the server answers when it is asked for a plan. */
export function readPlan(answer: unknown): { readonly format: string; readonly text: string } | undefined {
  if (typeof answer !== 'object' || answer === null || !('format' in answer) || !('text' in answer)) return undefined
  return typeof answer.text === 'string' ? { format: String(answer.format), text: answer.text } : undefined
}
