import type { KubeObject } from '../resource/object.ts'

/** `shop/web-1` */
export const nameOfPod = ({ metadata }: KubeObject): string => `${metadata.namespace ?? ''}/${metadata.name ?? ''}`
