import type {
  MutatingAdmissionPolicy,
  ValidatingAdmissionPolicy,
} from '../../../../schemas/types/admissionregistration.k8s.io/v1.generated.ts'
import { type CelType, DYN } from '../../../cel/index.ts'
import type { Program } from '../../../cel/program.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { Minor } from '../../../resource/version.ts'
import { compileFor, policyEnvironment, type Scope } from '../../validation/admissionregistration/expressions.ts'

/** An expression ready to run, or why it is not: stored policies are not always of this release. */
export type Compiled =
  | { readonly program: Program; readonly text: string }
  | { readonly complaint: string; readonly text: string }

export type Policy = (ValidatingAdmissionPolicy | MutatingAdmissionPolicy) & KubeObject

export interface PolicyPrograms {
  readonly conditions: readonly Compiled[]
  readonly variables: ReadonlyMap<string, Compiled>
  /** Compiles what only one kind of policy has, in the scope of its variables. */
  compile(text: string, authorizer?: boolean): Compiled
}

/** Policies are compiled once; an object of the world is never changed. */
const known = new WeakMap<KubeObject, Map<Minor, PolicyPrograms>>()

export function programsOf(policy: Policy, minor: Minor, mutation: boolean): PolicyPrograms {
  let byMinor = known.get(policy)
  if (!byMinor) known.set(policy, (byMinor = new Map()))
  let made = byMinor.get(minor)
  if (!made) byMinor.set(minor, (made = make(policy, minor, mutation)))
  return made
}

function make({ spec = {} }: Policy, minor: Minor, mutation: boolean): PolicyPrograms {
  const plain: Scope = { params: spec.paramKind !== undefined, authorizer: true, mutation }
  const compile = (text: string, scope: Scope): Compiled => ({
    ...compileFor(text, policyEnvironment(minor, 'stored', scope), undefined),
    text,
  })
  const types = new Map<string, CelType>()
  const variables = new Map<string, Compiled>()
  for (const { name = '', expression = '' } of spec.variables ?? []) {
    const compiled = compile(expression, { ...plain, variables: new Map(types) })
    variables.set(name, compiled)
    types.set(name, 'program' in compiled ? compiled.program.type : DYN)
  }
  const scope: Scope = variables.size > 0 ? { ...plain, variables: types } : plain
  const compiled = new Map<string, Compiled>()
  return {
    conditions: (spec.matchConditions ?? []).map(({ expression = '' }) =>
      compile(expression, { params: plain.params, authorizer: true }),
    ),
    variables,
    compile(text, authorizer = true) {
      const key = `${authorizer} ${text}`
      let found = compiled.get(key)
      if (!found) compiled.set(key, (found = compile(text, { ...scope, authorizer })))
      return found
    },
  }
}
