import { CONSEQUENCE_KINDS } from '../../plan/consequence.ts'
import { PLAN_FORMAT_NAMES } from '../../report/plan/formats.ts'
import type { Options } from '../options.ts'

export const PLAN_OPTIONS = {
  from: {
    type: 'string',
    value: 'WHERE',
    help: 'What is there now: a git revision, a folder, a file (a snapshot), or `nothing`. Without it, where this branch left the main branch.',
  },
  nodes: {
    type: 'string',
    value: 'NODES',
    help: 'The nodes: a file, or a word as 3x4cpu,16Gi (behind a / the number of zones), or `none`. Without it, those of the snapshot.',
  },
  prune: { type: 'boolean', help: 'Delete what no manifest has any more.' },
  force: { type: 'boolean', help: 'Delete and make anew what cannot be changed, as `kubectl apply --force` does.' },
  'kubernetes-version': { type: 'string', short: 'k', value: 'VERSION', help: 'The Kubernetes release: 1.36.' },
  output: {
    type: 'string',
    short: 'o',
    multiple: true,
    value: 'FORMAT[=FILE]',
    help: `How to show the plan: ${PLAN_FORMAT_NAMES.join(', ')}; several go to files of their own.`,
  },
  'fail-on': {
    type: 'string',
    multiple: true,
    value: 'KINDS',
    help: `Which consequences make the exit code 1: error, warning or note and what is worse, or kinds: ${CONSEQUENCE_KINDS.join(', ')}.`,
  },
  'detailed-exitcode': {
    type: 'boolean',
    help: 'Exit code 2 when something would change, 0 when nothing would, 1 for all that is wrong.',
  },
  why: {
    type: 'string',
    value: 'OBJECT',
    help: 'Tell what happens to an object, as Deployment/web or a pod’s name, and what caused it.',
  },
  'explain-placement': {
    type: 'string',
    value: 'POD',
    help: 'Show the table of nodes, filters and scores by which a pod was placed.',
  },
  now: {
    type: 'string',
    value: 'TIME',
    help: 'The moment of the change, as 2026-01-01T00:00:00Z; the present one without it.',
  },
  config: { type: 'string', short: 'c', value: 'FILE', help: 'Settings, instead of the nearest drydock.yaml upwards.' },
  'no-config': { type: 'boolean', help: 'Take no notice of drydock.yaml.' },
  'no-render': { type: 'boolean', help: 'Do not run kustomize or helm.' },
  'allow-network': { type: 'boolean', help: 'Let kustomize and helm fetch what they refer to.' },
  all: { type: 'boolean', help: 'Show every field and step, however many there are.' },
  color: { type: 'string', value: 'WHEN', help: 'Colours in text: auto, always or never. NO_COLOR is respected.' },
} as const satisfies Options
