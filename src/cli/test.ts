import { loadConfig } from '../input/config-file.ts'
import { toFinding } from '../report/finding.ts'
import { masks } from '../report/redact/mask-of.ts'
import { loadRules, ruleModules } from './check/rule-modules.ts'
import type { CommandBody } from './command.ts'
import type { ExitCode, Io } from './io.ts'
import { type Options, optionHelp, parseOptions } from './options.ts'

const TEST_OPTIONS = {
  config: { type: 'string', short: 'c', value: 'FILE', help: 'Settings, instead of the nearest drydock.yaml upwards.' },
  rules: { type: 'string', multiple: true, value: 'FILE', help: 'Modules with rules, as for `check`.' },
} as const satisfies Options

export const testCommand: CommandBody = {
  help: `Usage: drydock test [OPTION…]

Holds rules of your own to their examples: those under \`ownRules\` in drydock.yaml, and those of modules. A bad
example must be found wanting exactly where its «marks» are, a good one not at all, and a fix must cure its finding.

${optionHelp(TEST_OPTIONS)}

Exit codes
  0  every rule keeps to its examples
  1  some do not
  2  there is nothing to test, or it could not be loaded
`,
  run: test,
}

async function test(args: readonly string[], io: Io): Promise<ExitCode> {
  const parsed = parseOptions(args, TEST_OPTIONS)
  if (parsed.kind === 'wrong') return refuse(parsed.reason)
  const loaded = await loadConfig(io.cwd, parsed.values.config)
  if (loaded.kind === 'unreadable') return refuse(loaded.reason)
  if (loaded.kind === 'broken') {
    const maskOf = masks()
    for (const diagnostic of loaded.diagnostics) {
      const { file, start, message } = toFinding(diagnostic, maskOf)
      io.err(`${file}:${start.line}:${start.column}: ${message}\n`)
    }
    return refuse('the settings are not right')
  }
  const modules = ruleModules(parsed.values.rules ?? [], io.cwd)
  const fromModules = typeof modules === 'string' ? modules : await loadRules(modules)
  if (typeof fromModules === 'string') return refuse(fromModules)
  const { ownRule } = await import('../lint/own/cel-rule.ts')
  const { problemsOf } = await import('../lint/tester.ts')
  const inConfig = (loaded.kind === 'config' ? loaded.config.ownRules : undefined) ?? []
  const rules = [...inConfig.map(ownRule).filter(rule => 'run' in rule), ...fromModules]
  if (rules.length === 0) return refuse('there are no rules: neither `ownRules` in drydock.yaml nor --rules FILE')
  let failed = 0
  for (const rule of rules) {
    const problems = problemsOf(rule)
    if (problems.length > 0) failed++
    io.out(`${problems.length === 0 ? 'ok    ' : 'wrong '} ${rule.name}\n`)
    for (const problem of problems) io.out(`       ${problem.replaceAll('\n', '\n       ')}\n`)
  }
  io.out(`${rules.length - failed} of ${rules.length} rules keep to their examples.\n`)
  return failed > 0 ? 1 : 0

  function refuse(reason: string): 2 {
    io.err(`drydock test: ${reason}\n`)
    return 2
  }
}
