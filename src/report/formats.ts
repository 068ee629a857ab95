import { github } from './github.ts'
import { gitlab } from './gitlab.ts'
import { json } from './json.ts'
import { junit } from './junit.ts'
import { markdown } from './markdown.ts'
import type { Format } from './report.ts'
import { sarif } from './sarif.ts'
import { text } from './text/text.ts'

export const FORMAT_NAMES = ['text', 'json', 'sarif', 'junit', 'github', 'gitlab', 'markdown'] as const

export type FormatName = (typeof FORMAT_NAMES)[number]

/** Every way to say what `drydock check` found, by the name that `--output` takes. */
export const FORMATS: Readonly<Record<FormatName, Format>> = { text, json, sarif, junit, github, gitlab, markdown }

export const isFormat = (name: string): name is FormatName => Object.hasOwn(FORMATS, name)
