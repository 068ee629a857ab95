import { isAbsolute, relative, resolve, sep } from 'node:path'

export const STDIN_NAME = '<stdin>'

/** Relative to the working directory with `/`, as every output and every pattern has it; what lies elsewhere keeps its full path. */
export function nameIn(cwd: string): (path: string) => string {
  return path => {
    const absolute = resolve(cwd, path)
    const inside = relative(cwd, absolute)
    if (inside === '') return '.'
    // A few steps up still reads well; a path that shares nothing does not.
    const foreign = isAbsolute(inside) || /^(?:\.\.[\\/]){4}/.test(inside)
    return (foreign ? absolute : inside).split(sep).join('/')
  }
}
