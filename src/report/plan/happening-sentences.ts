import type { Happening } from '../../plan/happening.ts'
import { nameOf } from './words.ts'

/** `Pod shop/web-1 became ready`, `deployment-controller scaled ReplicaSet shop/web-1 (3 → 2)` */
export function happeningSentence({ by, about, what, detail }: Happening): string {
  const object = nameOf(about)
  const who = by === 'user' ? 'the change' : by
  const more = detail ? ` (${detail})` : ''
  switch (what) {
    case 'made':
      return `${who} created ${object}`
    case 'changed':
      return `${who} changed ${object}`
    case 'scaled':
      return `${who} scaled ${object}${more}`
    case 'terminating':
      return `${who} deleted ${object}`
    case 'gone':
      return `${object} was gone`
    case 'placed':
      return `${who} assigned ${object} to ${detail ?? 'a node'}`
    case 'started':
      return `the containers of ${object} ran`
    case 'ready':
      return `${object} became ready`
    case 'unready':
      return `${object} was no longer ready`
    case 'ended':
      return `${object} ended well`
    case 'failed':
      return `${object} failed`
    case 'bound':
      return `${object} was bound to ${detail ?? 'a volume'}`
    case 'unschedulable':
      return `${object} fitted nowhere: ${detail ?? ''}`
    case 'preempted':
      return `${object} had to leave: ${detail ?? ''}`
    case 'refused':
      return `${object} was refused: ${detail ?? ''}`
    case 'warned':
      return `${who} warned of ${object}: ${detail ?? ''}`
  }
}
