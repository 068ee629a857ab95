/**
 * An idea that some linter, benchmark or standard checks for, and what drydock does about it: rules, or a reason why
 * there is none, which is also where else drydock tells it. What it tells besides the rules stands in `besides`.
 */
export type Line =
  | { readonly line: number; readonly idea: string; readonly rules: readonly string[]; readonly besides?: string }
  | { readonly line: number; readonly idea: string; readonly not: string }
