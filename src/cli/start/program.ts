/** Everything that is behind the two small files that start drydock and its workers. */
export const run = () => import('./run.ts').then(file => file.run())

export const work = () => import('../check/work.ts').then(file => file.work())
