import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * In the built program, the data files of `schemas/` are not literals of the script but lie in a file
 * beside it, which is read when the first of them is asked for: a script of half the size loads in half
 * the time. The first line has the length of each text; the program calls `__facts(index)`.
 */
export function factsAside() {
  const texts = []
  return {
    plugin: {
      name: 'facts-aside',
      setup(build) {
        build.onResolve({ filter: /\.json\?raw$/ }, ({ path, resolveDir }) => ({
          path: join(resolveDir, path.replace(/\?raw$/, '')),
          namespace: 'facts',
        }))
        build.onLoad({ filter: /./, namespace: 'facts' }, ({ path }) => ({
          contents: `module.exports = __facts(${texts.push(asciiJson(path)) - 1})`,
          loader: 'js',
        }))
      },
    },
    write: file =>
      writeFileSync(file, [JSON.stringify(texts.map(({ length }) => length)), ...texts].join('\n'), 'latin1'),
  }
}

/** Without white space, and with one byte for each character. */
const asciiJson = path => escaped(JSON.stringify(JSON.parse(readFileSync(path, 'utf8'))))

/** Letters beyond ASCII as JavaScript, its regular expressions and JSON alike may write them. */
export const escaped = text =>
  text.replaceAll(/[^\x00-\x7f]/g, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
