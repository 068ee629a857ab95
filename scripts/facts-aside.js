import { readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/**
 * In the built program, the data files of `schemas/` are not literals of the script but lie in a file
 * beside it, which is read when the first of them is asked for: a script of half the size loads in half
 * the time. The program calls `__facts('apps/v1.json')`; the first line of the file has the length of
 * each text by name.
 */
export function factsAside(root) {
  const texts = new Map()
  const nameOf = path => relative(join(root, 'schemas'), path).replaceAll('\\', '/')
  return {
    plugin: {
      name: 'facts-aside',
      setup(build) {
        build.onResolve({ filter: /\.json\?raw$/ }, ({ path, resolveDir }) => ({
          path: join(resolveDir, path.replace(/\?raw$/, '')),
          namespace: 'facts',
        }))
        build.onLoad({ filter: /./, namespace: 'facts' }, ({ path }) => {
          texts.set(nameOf(path), asciiJson(path))
          return { contents: `module.exports = __facts(${JSON.stringify(nameOf(path))})`, loader: 'js' }
        })
      },
    },
    // Files are loaded in no particular order; what is written must not depend on it.
    write(file) {
      const sorted = [...texts].sort(([a], [b]) => (a < b ? -1 : 1))
      const lengths = JSON.stringify(sorted.map(([name, { length }]) => [name, length]))
      writeFileSync(file, [lengths, ...sorted.map(([, text]) => text)].join('\n'), 'latin1')
    },
  }
}

/** Without white space, and with one byte for each character. */
const asciiJson = path => escaped(JSON.stringify(JSON.parse(readFileSync(path, 'utf8'))))

/** Letters beyond ASCII as JavaScript, its regular expressions and JSON alike may write them. */
export const escaped = text =>
  text.replaceAll(/[^\x00-\x7f]/g, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
