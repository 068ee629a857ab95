import { FORMAT_NAMES } from '../../report/formats.ts'
import type { Options } from '../options.ts'

export const CHECK_OPTIONS = {
  'kubernetes-version': {
    type: 'string',
    short: 'k',
    multiple: true,
    value: 'VERSIONS',
    help: 'The Kubernetes releases to check for: 1.36, 1.29,1.36 or 1.29..1.36.',
  },
  output: {
    type: 'string',
    short: 'o',
    multiple: true,
    value: 'FORMAT[=FILE]',
    help: `How to report: ${FORMAT_NAMES.join(', ')}; several go to files of their own.`,
  },
  'fail-on': {
    type: 'string',
    value: 'SEVERITY',
    help: 'The mildest severity that makes the exit code 1: error, warning, note or never.',
  },
  staged: { type: 'boolean', help: 'Check what the next commit contains, as it is in the index.' },
  'changed-since': {
    type: 'string',
    value: 'REV',
    help: 'Report only what a change brings: in files that differ from where this branch left REV, in others because of them, and updates that would be refused.',
  },
  base: {
    type: 'string',
    value: 'DIR|REV',
    help: 'What the cluster is taken to hold: say also which changes to it would be refused.',
  },
  shard: {
    type: 'string',
    value: 'I/N',
    help: 'Check the I-th of N parts; the same files always fall into the same part.',
  },
  'as-found': {
    type: 'boolean',
    help: 'Take named files for what they look like, as files of a folder: for hooks that name whatever changed.',
  },
  config: { type: 'string', short: 'c', value: 'FILE', help: 'Settings, instead of the nearest drydock.yaml upwards.' },
  'no-config': { type: 'boolean', help: 'Take no notice of drydock.yaml.' },
  exclude: { type: 'string', multiple: true, value: 'GLOB', help: 'Files or folders to leave alone.' },
  crds: {
    type: 'string',
    multiple: true,
    value: 'GLOB',
    help: 'Files or folders with CustomResourceDefinitions besides those among the checked files; also folders of JSON Schemas as catalogues have them, group/kind_version.json.',
  },
  'unknown-kinds': {
    type: 'string',
    value: 'SEVERITY',
    help: 'What an object of an unknown kind is: error, warning, note or ignore.',
  },
  profile: { type: 'string', value: 'NAME', help: 'Rules of good practice: recommended, strict, security or off.' },
  rules: {
    type: 'string',
    multiple: true,
    value: 'FILE',
    help: 'Modules (JavaScript, or TypeScript where Node runs it) with rules of your own. They are run.',
  },
  complete: { type: 'boolean', help: 'The files are everything there is: what they refer to must be among them.' },
  baseline: { type: 'string', value: 'FILE', help: 'Report only what is not in this file.' },
  'write-baseline': { type: 'string', value: 'FILE', help: 'Write what is found now to a file for --baseline.' },
  fix: {
    type: 'string',
    value: '=review',
    bare: 'safe',
    help: 'Apply the fixes that cannot change what a manifest means; with =review all of them.',
  },
  diff: { type: 'boolean', help: 'Show what the fixes would change, and change nothing.' },
  'no-render': { type: 'boolean', help: 'Do not run kustomize or helm.' },
  'allow-network': { type: 'boolean', help: 'Let kustomize and helm fetch what they refer to.' },
  all: { type: 'boolean', help: 'Show every finding, however many are alike.' },
  quiet: { type: 'boolean', short: 'q', help: 'Report nothing when there is nothing to report, and show no progress.' },
  color: { type: 'string', value: 'WHEN', help: 'Colours in text: auto, always or never. NO_COLOR is respected.' },
  jobs: { type: 'string', short: 'j', value: 'N', help: 'How many threads to use for large inputs.' },
  'no-cache': { type: 'boolean', help: 'Neither use nor keep results of earlier runs.' },
} as const satisfies Options
