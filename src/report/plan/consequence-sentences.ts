import type { Consequence, ConsequenceKind } from '../../plan/consequence.ts'
import { withoutDumps } from '../dumps.ts'
import { clock, cpuText, duration, listed, memoryText, nameOf, pods } from './words.ts'

type Of<K extends ConsequenceKind> = Extract<Consequence, { kind: K }>
type Sentences = { readonly [K in ConsequenceKind]: (consequence: Of<K>) => string }

/** One sentence for each consequence: what, of whom, and the numbers. */
const SENTENCES: Sentences = {
  downtime: ({ about, from, until, services }) => {
    const whose =
      services.length > 0
        ? `; ${listed(services.map(name => `Service ${name}`))} ${services.length === 1 ? 'has' : 'have'} nobody behind`
        : ''
    const long = until === undefined ? 'and does not come back' : `for ${duration(until - from)}`
    const what = about.kind === 'Service' ? 'has no pod behind it' : 'has no available pod'
    return `${nameOf(about)} ${what} from ${clock(from)} ${long}${whose}`
  },
  rejected: ({ about, reason, pods: ofPods }) =>
    ofPods
      ? `The pods of ${nameOf(about)} are refused: ${reason}`
      : `${nameOf(about)} is refused: ${withoutName(reason)}`,
  stalled: ({ about, why, pods: count, message }) => {
    const because = {
      unschedulable: `${pods(count)} fit nowhere`,
      'not ready': `${pods(count)} never ${count === 1 ? 'becomes' : 'become'} ready${message ? ` (${message})` : ''}`,
      'pods refused': 'its pods are refused',
      failed: `it has failed${message ? `: ${message}` : ''}`,
      paused: `it is paused with ${pods(count)} of the old template`,
      waits: `${pods(count)} ${count === 1 ? 'is' : 'are'} missing or out of date`,
      livelock: 'its controllers undo each other’s work without end',
    }[why]
    return `${nameOf(about)} never gets where it should: ${because}`
  },
  unschedulable: ({ about, pods: count, message }) =>
    `${pods(count)} of ${nameOf(about)} ${count === 1 ? 'fits' : 'fit'} nowhere: ${message}`,
  data: ({ about, what, detail }) => {
    switch (what) {
      case 'claim deleted':
        return detail?.startsWith('kept ')
          ? `${nameOf(about)} is deleted; its claims stay, and nobody looks after them any more`
          : `${nameOf(about)} is deleted, and with it what its volume holds, unless the volume is kept`
      case 'volume deleted':
        return `${nameOf(about)} is deleted, and its volume with all data`
      case 'volume kept':
        return `${nameOf(about)} is deleted; its volume is kept, but a new claim does not find it by itself`
      case 'claims deleted with pods':
        return `${nameOf(about)} now deletes claims and their data (${detail})`
      case 'class deletes':
        return `${nameOf(about)} will be deleted with its claim from now on (it was ${detail || 'Retain'})`
    }
  },
  capacity: ({ cpu, memory, pods: count, allocatable }) => {
    const of = allocatable ? `; the nodes have ${cpuText(allocatable.cpu)} and ${memoryText(allocatable.memory)}` : ''
    return (
      `At the peak ${pods(count.peak)} ask for ${cpuText(cpu.peak)} and ${memoryText(memory.peak)}` +
      ` (before: ${cpuText(cpu.before)} and ${memoryText(memory.before)}, after: ${cpuText(cpu.after)} and ${memoryText(memory.after)})${of}`
    )
  },
  'traffic-cut': ({ from, to, ports }) => `${from} no longer reaches ${to} (${ports})`,
  'traffic-opened': ({ from, to, ports }) => `${from} may now reach ${to} (${ports})`,
  'route-broken': ({ about, backend, problem }) =>
    `${nameOf(about)} leads to ${backend}, where nobody answers: ${problem.replaceAll('-', ' ')}`,
  'rights-gained': ({ subject, scope, rights }) => `${subject} may now ${listed(rights, 4)}${scopeText(scope)}`,
  'rights-lost': ({ subject, scope, rights }) => `${subject} may no longer ${listed(rights, 4)}${scopeText(scope)}`,
  'api-removed': ({ about, last, use }) =>
    `${nameOf(about)} is written in ${about.apiVersion}, which ${last} is the last release to serve${use ? `; use ${use}` : ''}`,
  preempted: ({ about, pods: names, by }) =>
    `${pods(names.length)} of ${nameOf(about)} ${names.length === 1 ? 'has' : 'have'} to leave for ${by}, whose priority is higher`,
  evicted: ({ about, pods: names }) =>
    `${pods(names.length)} of ${nameOf(about)} ${names.length === 1 ? 'is' : 'are'} driven from a tainted node`,
  reduced: ({ about, lowest, wanted, at }) =>
    `${nameOf(about)} is down to ${lowest} of ${pods(wanted)} at ${clock(at)}`,
  budget: ({ about, workload, lowest, desired }) =>
    `${nameOf(about)} wants ${desired} available, but the rollout of ${workload} goes down to ${lowest}: budgets do not bind rollouts, and meanwhile no node can be drained`,
  autoscaler: ({ about, scaler, sets, min, max }) =>
    `${nameOf(about)} sets ${sets} replicas, and HorizontalPodAutoscaler ${scaler} sets between ${min} and ${max}: every apply undoes its work`,
  'config-unread': ({ about, workloads, how }) =>
    how === 'mounted'
      ? `${nameOf(about)} changes under ${listed(workloads)}: mounted files follow within about a minute, if the program looks again`
      : `${nameOf(about)} changes, but ${listed(workloads)} ${workloads.length === 1 ? 'reads' : 'read'} it only at start and ${workloads.length === 1 ? 'is' : 'are'} not restarted`,
  'claim-waits': ({ about, message }) =>
    `${nameOf(about)} never binds: no volume fits${message ? `, and no StorageClass ${message} makes one` : ' and there is no default StorageClass'}`,
  'no-readiness': ({ about }) =>
    `${nameOf(about)} has no readiness probe: its new pods are sent requests before they can answer`,
  'left-behind': ({ about }) => `${nameOf(about)} is in no manifest any more and stays; --prune deletes it`,
}

/** `Deployment.apps "web" is invalid: spec…`: the object is named already. */
const withoutName = (reason: string): string =>
  withoutDumps(reason)
    .replace(/^\S+ "[^"]*" is invalid: /, '')
    .split('\n')[0]!

const scopeText = (scope: string): string => (scope === '' ? ' in the whole cluster' : ` in namespace ${scope}`)

export const consequenceSentence = <K extends ConsequenceKind>(consequence: Of<K>): string =>
  (SENTENCES[consequence.kind] as (consequence: Of<K>) => string)(consequence)
