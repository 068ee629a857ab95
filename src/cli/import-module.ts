export type ImportModule = (url: string) => Promise<{ readonly default?: unknown }>

let load: ImportModule = url => import(url)

/** The program is compiled as a script, which cannot import modules: the file that starts it can, and lends its hand. */
export function importBy(start: ImportModule): void {
  load = start
}

export const importModule: ImportModule = url => load(url)
