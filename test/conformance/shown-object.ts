/** The text of an object in a complaint: `Invalid value: "{\"apiVersion\":…}": …` */
export const SHOWN_OBJECT = /(?<=Invalid value: )"\{\\".*\}"(?=: )/s

const UNRECORDED = ['uid', 'resourceVersion', 'creationTimestamp', 'managedFields'] as const

/** An object's text without what the recordings leave out of the object that was there. */
export function withoutUnrecorded(text: string): string {
  const object = JSON.parse(text) as { metadata?: Record<string, unknown> }
  for (const name of UNRECORDED) delete object.metadata?.[name]
  return JSON.stringify(object)
}
