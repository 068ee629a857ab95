import { setFlagsFromString } from 'node:v8'

/** What the file that starts the program does for it: it is no script that was compiled from kept code. */
export interface Starter {
  importModule(url: string): Promise<{ readonly default?: unknown }>
  /** Sets flags of V8 from now on. What is compiled with them is good for no run that starts without them. */
  setFlags(flags: string): void
}

let starter: Starter = { importModule: url => import(url), setFlags: setFlagsFromString }

export function startedBy(one: Starter): void {
  starter = one
}

export const importModule: Starter['importModule'] = url => starter.importModule(url)

export const setFlags = (flags: string): void => starter.setFlags(flags)
