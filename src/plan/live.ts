import { isObject } from '../resource/json.ts'
import type { Manifest } from './question.ts'

/** An object as a cluster holds it: only a server gives uids. */
export const isLive = ({ value }: Manifest): boolean =>
  isObject(value['metadata']) && typeof value['metadata']['uid'] === 'string'
