import type { ClaimView, CronRuns, NodeView } from '../../plan/views.ts'
import { clock, cpuText, listed, memoryText, nameOf, pods } from './words.ts'

export function claimSentence({ claim, state, storage, storageClass, at }: ClaimView): string {
  const size = storage ? ` (${storage}${storageClass ? ` of ${storageClass}` : ''})` : ''
  const does = {
    bound: `is bound${at === undefined ? '' : ` at ${clock(at)}`}`,
    'waits for a pod': 'waits until a pod uses it',
    'never binds': 'never binds',
    deleted: 'is deleted',
  }[state]
  return `${nameOf(claim)}${size} ${does}`
}

export function runSentence({ cronJob, schedule, timeZone, suspended, next }: CronRuns): string {
  const when = `${schedule}${timeZone ? ` ${timeZone}` : ''}`
  if (suspended) return `${nameOf(cronJob)} (${when}) is suspended`
  if (next.length === 0) return `${nameOf(cronJob)} (${when}) does not run within a day`
  return `${nameOf(cronJob)} (${when}) runs at ${listed(next)}`
}

export function nodeSentence({ name, cpu, memory, pods: on }: NodeView): string {
  const stay = on.filter(({ until }) => until === undefined).length
  return `Node ${name}: ${pods(stay)} in the end, ${cpuText(cpu.after)} of ${cpuText(cpu.allocatable)} (at most ${cpuText(cpu.peak)}) and ${memoryText(memory.after)} of ${memoryText(memory.allocatable)} (at most ${memoryText(memory.peak)}) asked for`
}
