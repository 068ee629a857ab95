import type { Consequence } from '../consequence.ts'
import type { Scene } from '../scene.ts'

export type Find = (scene: Scene) => Iterable<Consequence>
