const LAYOUT = /(?:^|\/)([a-z0-9.-]+\.[a-z0-9-]+)\/([a-z0-9-]+)_(v\w+)\.json$/i

/** What a file in the layout of a catalogue defines, by its name: `cert-manager.io/certificate_v1.json`. */
export function placeInCatalogue(file: string): { group: string; kind: string; version: string } | undefined {
  const match = LAYOUT.exec(file)
  return match ? { group: match[1]!, kind: match[2]!, version: match[3]! } : undefined
}
