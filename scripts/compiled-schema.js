import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const require = createRequire(import.meta.url)

/**
 * In the built program, the validator of drydock.yaml is code that ajv wrote at build time: loading ajv
 * and compiling the schema would take as long as everything else a small run does.
 */
export const compiledSchema = root => ({
  name: 'compiled-schema',
  setup(build) {
    build.onLoad({ filter: /src\/config\/validate\.ts$/ }, () => {
      const Ajv2020 = require('ajv/dist/2020.js').default
      const standalone = require('ajv/dist/standalone').default
      const schema = JSON.parse(readFileSync(join(root, 'docs/schema/drydock.schema.json'), 'utf8'))
      const ajv = new Ajv2020({
        allErrors: true,
        strict: true,
        allowUnionTypes: true,
        code: { source: true, esm: true },
      })
      const code = standalone(ajv, ajv.compile(schema))
      return { contents: code, loader: 'js', resolveDir: root }
    })
  },
})
