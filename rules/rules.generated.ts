// Made by `npm run docs` from the files in the folders beside it.
import type { Rule } from '../src/lint/rule.ts'
import budgetLeavesRoom from './availability/budget-leaves-room.ts'
import imageHasTag from './images/image-has-tag.ts'
import noPrivilegedContainer from './security/no-privileged-container.ts'

/** Every rule, by family and name. */
export const RULES: readonly Rule[] = [
  budgetLeavesRoom,
  imageHasTag,
  noPrivilegedContainer,
]

/** The family of each rule: the folder it is in. */
export const FAMILIES: Readonly<Record<string, string>> = {
  'budget-leaves-room': 'availability',
  'image-has-tag': 'images',
  'no-privileged-container': 'security',
}
