import type { Library } from '../environment.ts'
import { OPTIONAL_MACROS, STANDARD_MACROS } from '../syntax/macro.ts'
import { arithmetic } from './arithmetic.ts'
import { AUTHORIZER, AUTHORIZER_SELECTORS } from './authorizer.ts'
import { CONVERSIONS } from './conversion.ts'
import { FORMAT } from './format.ts'
import { KUBERNETES_LISTS, LISTS } from './lists.ts'
import { NETWORK, NETWORK_NAMES } from './network.ts'
import { MORE_OPTIONAL, OPTIONAL } from './optional.ts'
import { QUANTITY } from './quantity.ts'
import { SEMVER } from './semver.ts'
import { SETS } from './sets.ts'
import { SORT_BY_MACRO } from './sort-by.ts'
import { strings } from './strings.ts'
import { BASIC_TEXT, TIME } from './text.ts'
import { MAP_INSERT, TWO_VARIABLE_MACROS } from './two-variables.ts'
import { JSON_PATCH, REGEX, URLS } from './web.ts'

/** Everything an expression can call, by the minor in which it came. Truth: apiserver/pkg/cel/environment/base.go */
export const LIBRARIES: readonly Library[] = [
  {
    since: 0,
    functions: [...CONVERSIONS, ...BASIC_TEXT, ...TIME, ...KUBERNETES_LISTS, ...URLS, ...REGEX],
    macros: STANDARD_MACROS,
  },
  { since: 0, until: 28, functions: arithmetic(false) },
  { since: 28, functions: arithmetic(true) },
  { since: 27, functions: AUTHORIZER },
  { since: 28, functions: QUANTITY },
  { since: 28, functions: OPTIONAL, macros: OPTIONAL_MACROS },
  { since: 0, until: 29, functions: strings(0) },
  { since: 29, functions: strings(2) },
  { since: 29, functions: SETS },
  { since: 30, functions: NETWORK, names: NETWORK_NAMES },
  { since: 31, functions: [...FORMAT, ...AUTHORIZER_SELECTORS] },
  // Of the library, not of its version: what stands in definitions and what is new have it alike.
  { since: 31, functions: MORE_OPTIONAL },
  { since: 32, functions: MAP_INSERT, macros: TWO_VARIABLE_MACROS },
  { since: 33, functions: SEMVER },
  { since: 34, functions: LISTS, macros: [SORT_BY_MACRO] },
]

/** What only the JSON patches of MutatingAdmissionPolicy may call. */
export const JSON_PATCH_LIBRARY: Library = { since: 0, functions: JSON_PATCH }
