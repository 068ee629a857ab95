import type { Labels } from '../resource/labels.ts'
import { matchesLabels } from '../resource/labels.ts'
import type { ObjectRef } from '../resource/object.ts'
import { type PathTest, pathTest } from '../text/glob.ts'

/** Which objects a setting is about. Every condition that is given must hold. */
export interface Scope {
  readonly paths?: readonly string[]
  readonly namespaces?: readonly string[]
  readonly kinds?: readonly string[]
  readonly names?: readonly string[]
  readonly labels?: Labels
}

/** What a finding is about, as far as settings go by it. */
export interface Target {
  /** Relative to the configuration file. */
  readonly file: string
  readonly subject?: ObjectRef
  readonly labels?: Labels
}

export type ScopeTest = (target: Target) => boolean

/** A scope, compiled once. A condition about the object never holds for a finding without one. */
export function scopeTest({ paths, namespaces, kinds, names, labels }: Scope): ScopeTest {
  const tests: ScopeTest[] = []
  if (paths) {
    const inPath = pathTest(paths)
    tests.push(({ file }) => inPath(file))
  }
  if (kinds) tests.push(({ subject }) => subject !== undefined && kinds.some(kind => kindMatches(kind, subject)))
  if (namespaces) tests.push(byName(namespaces, subject => subject.namespace ?? 'default'))
  if (names) tests.push(byName(names, subject => subject.name))
  if (labels) tests.push(target => target.labels !== undefined && matchesLabels(labels, target.labels))
  return target => tests.every(test => test(target))
}

function byName(patterns: readonly string[], nameOf: (subject: ObjectRef) => string): ScopeTest {
  const matches: PathTest = pathTest(patterns)
  return ({ subject }) => subject !== undefined && matches(nameOf(subject))
}

/** `Deployment`, `apps/Deployment` and `apps/v1/Deployment` all mean a Deployment of apps/v1. */
function kindMatches(pattern: string, { apiVersion, kind }: ObjectRef): boolean {
  if (!pattern.includes('/')) return pattern === kind
  return pattern === `${apiVersion}/${kind}` || pattern === `${apiVersion.slice(0, apiVersion.indexOf('/'))}/${kind}`
}
