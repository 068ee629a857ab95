import { SECURITY } from './catalogue/1-77.ts'
import { AVAILABILITY } from './catalogue/78-115.ts'
import { REFERENCES } from './catalogue/116-150.ts'
import { HYGIENE } from './catalogue/151-161.ts'
import type { Line } from './catalogue/line.ts'

/** What all the linters check together, line by line, and the rule that does it here. */
export const CATALOGUE: readonly Line[] = [...SECURITY, ...AVAILABILITY, ...REFERENCES, ...HYGIENE]
