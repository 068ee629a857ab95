import type { Context } from '../../context.ts'

/** The first release without the group in which Ingresses and NetworkPolicies were born. */
const GONE = 22

/** For as long as that group was served, the server spoke of them in its name. */
export const bornInExtensions = ({ minor }: Pick<Context, 'minor'>): string =>
  minor < GONE ? 'extensions' : 'networking.k8s.io'
