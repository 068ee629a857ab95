import { OutOfBudget, type Value } from './value.ts'

/** What one evaluation knows: its variables, its local slots and what it has spent. */
export class Frame {
  readonly variables: Readonly<Record<string, Value | undefined>>
  readonly locals: Value[] = []
  /** Nanoseconds since 1970, for functions that ask for the time. */
  readonly now: bigint
  cost = 0
  readonly limit: number

  constructor(variables: Readonly<Record<string, Value | undefined>>, limit: number, now: bigint) {
    this.variables = variables
    this.limit = limit
    this.now = now
  }

  spend(cost: number): void {
    this.cost += cost
    if (this.cost > this.limit) throw new OutOfBudget()
  }
}
