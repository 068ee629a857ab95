import { readFileSync } from 'node:fs'
import { format } from 'node:util'
import { expect, test } from 'vitest'
import * as library from '../src/index.ts'

/** Every example of the page, with the text that stands below it. */
const page = readFileSync(new URL('../docs/library.md', import.meta.url), 'utf8')
const examples = [...page.matchAll(/^## ([^\n]+)\n|```js\n(.*?)```\n\n```text\n(.*?)```/gms)].reduce<
  { heading: string; code: string; shown: string }[]
>((found, [, heading, code, shown = '']) => {
  const last = found.at(-1)?.heading ?? ''
  if (heading !== undefined) found.push({ heading, code: '', shown: '' })
  else if (code !== undefined) found.push({ heading: last, code, shown })
  return found
}, [])

const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor as new (
  ...parts: string[]
) => (library: object, console: object) => Promise<void>

test.each(examples.filter(({ code }) => code !== ''))('$heading', async ({ code, shown }) => {
  const lines: string[] = []
  const body = code.replace(/^import (\{[^}]+\}) from 'kube-drydock'$/m, 'const $1 = library')
  await new AsyncFunction('library', 'console', body)(library, {
    log: (...values: unknown[]) => lines.push(format(...values)),
  })
  expect(`${lines.join('\n')}\n`).toBe(shown)
})
