import type { Status } from '../status.ts'

/**
 * A patch that cannot be carried out. Patches are walked recursively and stop at the first problem, so it is
 * thrown inside this folder; the door (`patch-request.ts`, `apply/`) catches it and answers with the Status.
 */
export class PatchProblem extends Error {
  readonly status: Status

  constructor(status: Status) {
    super(status.message)
    this.status = status
  }
}

/** What a step made, or the Status that says why not. */
export type Patched<T> = { readonly value: T } | { readonly status: Status }

export function attempt<T>(step: () => T): Patched<T> {
  try {
    return { value: step() }
  } catch (problem) {
    if (problem instanceof PatchProblem) return { status: problem.status }
    throw problem
  }
}
