/** Stands for an address or a port that a server would give out. */
export const ALLOCATED = '<allocated>'
