import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { generatedFiles } from '../../schemas/generator/generated.ts'
import { dataFiles } from '../../schemas/generator/hand-written.ts'

const folder = fileURLToPath(new URL('../../schemas', import.meta.url))

it('the index and the interfaces are those of the data files: else run npm run schemas:generate', () => {
  for (const [path, text] of generatedFiles(dataFiles(folder))) {
    expect(readFileSync(join(folder, path), 'utf8') === text, path).toBe(true)
  }
})
