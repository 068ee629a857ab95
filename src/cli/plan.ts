import { reasonOf } from '../input/listing.ts'
import { nameIn } from '../input/names.ts'
import type { Plan } from '../plan/plan.ts'
import type { Question } from '../plan/question.ts'
import { toFinding } from '../report/finding.ts'
import { PLAN_FORMATS } from '../report/plan/formats.ts'
import { changesSomething } from '../report/plan/summary.ts'
import { masks } from '../report/redact/mask-of.ts'
import { withoutSecrets } from '../report/redact/plan-secrets.ts'
import { VERSION } from './build-info.ts'
import { writeWhole } from './check/outputs.ts'
import type { CommandBody } from './command.ts'
import type { ExitCode, Io } from './io.ts'
import { optionHelp } from './options.ts'
import { readFrom } from './plan/from.ts'
import { readManifests } from './plan/manifests.ts'
import { readNodes } from './plan/nodes.ts'
import { PLAN_OPTIONS } from './plan/options.ts'
import { type PlanRefusal, type PlanRequest, readPlanRequest } from './plan/request.ts'
import { setFlags } from './starter.ts'

export const planCommand: CommandBody = {
  help: `Usage: drydock plan [OPTION…] [PATH…]

Shows what happens when the manifests ship: what changes, how pods come and go step by step, what follows, and
what cannot be known. PATH is a file, a folder, a glob, or - for standard input; the working directory without any.

${optionHelp(PLAN_OPTIONS)}

Exit codes
  0  the plan is made
  1  it has consequences that --fail-on names
  2  the plan could not be made; the reason is on standard error
With --detailed-exitcode
  0  nothing would change
  1  the plan could not be made, or has consequences that --fail-on names
  2  something would change
`,
  run: plan,
}

async function plan(args: readonly string[], io: Io): Promise<ExitCode> {
  const request = await readPlanRequest(args, io)
  if (request.kind !== 'request') return refuse(request, io, args.includes('--detailed-exitcode') ? 1 : 2)
  const question = await ask(request)
  const failed: ExitCode = request.detailed ? 1 : 2
  if ('reasons' in question) {
    for (const reason of question.reasons) io.err(`drydock plan: ${reason}\n`)
    return failed
  }
  // A plan starts with an optimizer that waits; here it is worth its time.
  if (question.to.manifests.length >= MANY) setFlags(`--interrupt-budget=${132 * 1024}`)
  const { makePlan } = await import('../plan/make-plan.ts')
  const result = makePlan(question)
  const objects = [...question.from.manifests, ...question.to.manifests].map(({ value }) => value)
  const shown = withoutSecrets(result.plan, objects)
  if (request.why !== undefined) return tell((await import('./plan/why.ts')).why(shown, request.why), io, failed)
  if (request.explain !== undefined) {
    const { explainPlacement } = await import('./plan/placement.ts')
    return tell(explainPlacement(result.scene, request.explain), io, failed)
  }
  const problems = write(shown, request, io)
  for (const problem of problems) io.err(`drydock plan: ${problem}\n`)
  if (problems.length > 0) return failed
  if (hits(shown, request.failOn)) return 1
  return request.detailed && changesSomething(shown) ? 2 : 0
}

/** So many objects keep V8 busy for long enough to be optimized as early as it would by itself. */
const MANY = 600

/** Reads both sides and the nodes. */
async function ask(request: PlanRequest): Promise<Question | { readonly reasons: readonly string[] }> {
  const { selection, read, minor, now, prune, force, assumptions } = request
  const to = await readManifests(selection, read)
  if (to.problems.length > 0) return { reasons: to.problems }
  // Deleting everything is meant only when it is said.
  if (to.manifests.length === 0 && !prune)
    return { reasons: [`there are no Kubernetes objects in ${selection.paths.join(' ')}`] }
  const from = await readFrom(request.from, selection, read)
  if ('reason' in from) return { reasons: [from.reason] }
  if (from.problems.length > 0) return { reasons: from.problems.map(problem => `--from: ${problem}`) }
  const nodes = await readNodes(request.nodes, from.manifests, selection, read)
  if ('reason' in nodes) return { reasons: [nodes.reason] }
  const notNodes = from.manifests.filter(({ value }) => value['kind'] !== 'Node')
  return {
    minor,
    now,
    from: { side: from.side, manifests: notNodes },
    to: { side: { kind: 'files', name: selection.paths.join(' ') }, manifests: to.manifests },
    ...(nodes.nodes ? { nodes: nodes.nodes } : {}),
    prune,
    force,
    assumptions,
  }
}

/** Files first, so that they are there when a reader of standard output goes on. Returns what went wrong. */
function write(plan: Plan, { outputs, colour, all }: PlanRequest, io: Io): string[] {
  const problems: string[] = []
  for (const { format, file } of outputs) {
    if (file === undefined) continue
    try {
      writeWhole(file, PLAN_FORMATS[format](plan, { version: VERSION, all }))
    } catch (error) {
      problems.push(`${nameIn(io.cwd)(file)} cannot be written: ${reasonOf(error)}`)
    }
  }
  for (const { format, file } of outputs) {
    if (file === undefined) io.out(PLAN_FORMATS[format](plan, { version: VERSION, colour, all }))
  }
  return problems
}

const RANK = { error: 0, warning: 1, note: 2 } as const

/** A weight means itself and what is worse. */
function hits({ consequences }: Plan, failOn: ReadonlySet<string>): boolean {
  const worst = failOn.has('note') ? 2 : failOn.has('warning') ? 1 : failOn.has('error') ? 0 : -1
  return consequences.some(({ kind, weight }) => failOn.has(kind) || RANK[weight] <= worst)
}

function tell(answer: { readonly text: string } | { readonly reason: string }, io: Io, failed: ExitCode): ExitCode {
  if ('reason' in answer) {
    io.err(`drydock plan: ${answer.reason}\n`)
    return failed
  }
  io.out(answer.text)
  return 0
}

function refuse(refusal: PlanRefusal, io: Io, code: ExitCode): ExitCode {
  if (refusal.kind === 'refused') {
    io.err(`drydock plan: ${refusal.reason}\n`)
    return code
  }
  const maskOf = masks()
  for (const diagnostic of refusal.diagnostics) {
    const { file, start, message, advice, code: name } = toFinding(diagnostic, maskOf)
    io.err(`${file}:${start.line}:${start.column}: ${message}${advice ? `. ${advice}` : ''} (${name})\n`)
  }
  io.err('drydock plan: nothing was planned, because the settings are not right\n')
  return code
}
