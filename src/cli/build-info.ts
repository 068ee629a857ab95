declare const DRYDOCK_VERSION: string
declare const DRYDOCK_BUILD: string
declare const DRYDOCK_PROGRAM: string

/** From package.json, put in by the build. */
export const VERSION: string = typeof DRYDOCK_VERSION === 'undefined' ? '0.0.0' : DRYDOCK_VERSION

/** A hash of everything that can change an answer: code, facts, rules. Empty when run from sources, where nothing is kept. */
export const BUILD: string = typeof DRYDOCK_BUILD === 'undefined' ? '' : DRYDOCK_BUILD

/** A hash of the built script itself. */
export const PROGRAM: string = typeof DRYDOCK_PROGRAM === 'undefined' ? '' : DRYDOCK_PROGRAM
