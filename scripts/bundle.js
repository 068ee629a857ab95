import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** `x.json?raw` is the file's text, without the white space it has for people. */
const rawJson = {
  name: 'raw-json',
  setup(build) {
    build.onResolve({ filter: /\.json\?raw$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path.replace(/\?raw$/, '')),
      namespace: 'raw-json',
    }))
    build.onLoad({ filter: /./, namespace: 'raw-json' }, async ({ path }) => ({
      contents: JSON.stringify(JSON.parse(await readFile(path, 'utf8'))),
      loader: 'text',
      watchFiles: [path],
    }))
  },
}

/** JSON stays text until it is asked for: `JSON.parse` is several times faster than a JavaScript literal. */
const jsonAsText = {
  name: 'json-as-text',
  setup(build) {
    build.onLoad({ filter: /\.json$/ }, async ({ path }) => ({
      contents: `module.exports = JSON.parse(${JSON.stringify(JSON.stringify(JSON.parse(await readFile(path, 'utf8'))))})`,
      loader: 'js',
    }))
  },
}

/** The program finds the language server beside itself. */
export const languageServerAside = {
  name: 'language-server-aside',
  setup(build) {
    build.onResolve({ filter: /\/lsp\/main\.ts$/ }, () => ({ path: './language-server.cjs', external: true }))
  },
}

export const plugins = [rawJson, jsonAsText]

/** @param {import('esbuild').BuildOptions} options */
export const bundle = options =>
  build({
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    logLevel: 'warning',
    plugins,
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    ...options,
  })
