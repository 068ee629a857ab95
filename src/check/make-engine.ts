import { RULES } from '../../rules/rules.generated.ts'
import type { MakeEngine } from './engine.ts'
import { ManifestEngine } from './manifest-engine.ts'

/** The engine that `drydock check` uses. */
export const makeEngine: MakeEngine = options => new ManifestEngine(options, RULES)
