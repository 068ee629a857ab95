// Builds dist/: the program, its worker, the library, and the types of the library.
// usage: node scripts/build.js [--program-to FOLDER | --library-to FOLDER]    only that part, elsewhere
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundle, languageServerAside, plugins, root } from './bundle.js'
import { compiledSchema } from './compiled-schema.js'
import { escaped, factsAside } from './facts-aside.js'

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const [only, elsewhere] = process.argv.slice(2)
const outdir = elsewhere ?? join(root, 'dist')
rmSync(outdir, { recursive: true, force: true })

const settings = {
  outdir,
  legalComments: 'none',
  // The same library as modules: what is not used stays out, and nothing is wrapped.
  alias: { yaml: './node_modules/yaml/browser/dist/index.js' },
  define: { DRYDOCK_VERSION: JSON.stringify(version), DRYDOCK_BUILD: JSON.stringify(hashOfSources()) },
}

if (only !== '--library-to') await buildProgram()
if (only !== '--program-to') await bundle({ ...settings, entryPoints: { index: 'src/index.ts' } })
if (!only) {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  execFileSync(process.execPath, [tsc, '-p', 'scripts/types.tsconfig.json'], { cwd: root, stdio: 'inherit' })
}

/** One script, so that what V8 made of it can be kept; commands are still run only when called. */
async function buildProgram() {
  const facts = factsAside(root)
  await bundle({
    ...settings,
    entryPoints: { program: 'src/cli/start/program.ts' },
    outExtension: { '.js': '.cjs' },
    format: 'cjs',
    banner: {},
    minify: true,
    plugins: [languageServerAside, facts.plugin, ...plugins, compiledSchema(root)],
    // A script has no `import()`; what lies beside it is required.
    supported: { 'dynamic-import': false },
    define: { ...settings.define, 'import.meta.url': '__url' },
  })
  facts.write(join(outdir, 'program.facts'))
  toAscii(join(outdir, 'program.cjs'))
  // The language server is a script of its own: only editors pay for it.
  await bundle({
    ...settings,
    entryPoints: { 'language-server': 'lsp/main.ts' },
    outExtension: { '.js': '.cjs' },
    format: 'cjs',
    banner: {},
    minify: true,
    plugins: [...plugins, compiledSchema(root)],
  })
  await bundle({
    ...settings,
    entryPoints: { drydock: 'src/cli/start/drydock.ts', worker: 'src/cli/start/worker.ts' },
    banner: {},
    // What V8 made of a script is good for that very script only.
    define: { ...settings.define, DRYDOCK_PROGRAM: JSON.stringify(hashOfFile(join(outdir, 'program.cjs'))) },
  })
  chmodSync(join(outdir, 'drydock.js'), 0o755)
}

function hashOfFile(file) {
  return createHash('sha256').update(readFileSync(file)).digest('base64url').slice(0, 20)
}

/** Regular expressions keep their letters in esbuild's output; a script of one byte for each character loads faster. */
function toAscii(file) {
  writeFileSync(file, escaped(readFileSync(file, 'utf8')), 'latin1')
}

/** Everything that can change an answer: what earlier versions found is not used by this one. */
function hashOfSources() {
  const hash = createHash('sha256')
  const files = ['src', 'rules', 'lsp', 'schemas', 'docs/schema', 'scripts', 'package-lock.json'].flatMap(filesBelow)
  for (const file of files)
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)))
      .update('\0')
  return hash.digest('base64url').slice(0, 20)
}

function filesBelow(path) {
  const stats = statSync(join(root, path), { throwIfNoEntry: false })
  if (!stats || path.includes('node_modules')) return []
  if (stats.isFile()) return /\.test\.ts$|\/golden\//.test(path) ? [] : [path]
  return readdirSync(join(root, path))
    .sort()
    .flatMap(name => filesBelow(`${path}/${name}`))
}
