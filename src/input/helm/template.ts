import { basename, dirname, join } from 'node:path'
import { Source } from '../../text/source.ts'
import { run } from '../command.ts'
import { offline } from '../kustomize/build.ts'
import { type Failed, type Origin, type Rendered, splitOutput } from '../rendered.ts'
import type { Chart } from './chart.ts'

export interface TemplateOptions {
  readonly timeLimitMs: number
  readonly allowNetwork: boolean
  readonly nameOf: (path: string) => string
  /** The release to render for: `1.36`. */
  readonly kubernetesVersion: string
}

/** Renders a chart with the values it comes with. */
export async function templateChart(helm: string, chart: Chart, options: TemplateOptions): Promise<Rendered | Failed> {
  const name = releaseName(chart.name || basename(chart.folder))
  const version = `${options.kubernetesVersion}.0`
  const outcome = await run(helm, ['template', name, chart.folder, '--kube-version', version], {
    cwd: chart.folder,
    timeLimitMs: options.timeLimitMs,
    env: options.allowNetwork ? process.env : offline(),
  })
  if (outcome.kind === 'missing') return { reason: `${helm} cannot be run` }
  if (outcome.kind === 'failed') return outcome
  const documents = splitOutput(outcome.output.toString('utf8'))
  return {
    tool: 'helm',
    folder: chart.folder,
    file: chart.file,
    source: new Source(`${options.nameOf(chart.folder)} (helm)`, documents.join('---\n')),
    origins: documents.map(document => originOf(document, chart)),
    patches: [],
    kustomizations: [],
    candidates: [],
  }
}

/** `# Source: web/templates/deployment.yaml` begins with the chart's name, not with its folder. */
function originOf(document: string, chart: Chart): Origin | undefined {
  const source = /^# Source: ([^/\n]+)\/(.+)$/m.exec(document)
  return source ? { file: join(dirname(chart.file), source[2]!.trim()), generated: false } : undefined
}

/** Helm takes names of at most 53 characters that DNS would take. */
function releaseName(name: string): string {
  const clean = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]/g, '-')
    .slice(0, 53)
    .replaceAll(/^-+|-+$/g, '')
  return clean === '' ? 'release' : clean
}
