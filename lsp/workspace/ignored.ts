import { dirname, sep } from 'node:path'
import { IgnoreRules } from '../../src/input/gitignore.ts'

/** No folder of manifests, however often something happens there. */
const UNSEEN = /[\\/](?:\.git|node_modules)(?:[\\/]|$)/

/** Which paths below a folder git ignores, or nobody looks at; each folder on the way is asked once. */
export function ignoredBelow(root: string): (path: string, isFolder: boolean) => boolean {
  const known = new Map<string, IgnoreRules | undefined>([[root, IgnoreRules.at(root)]])
  /** Nothing for a folder that is ignored itself. */
  const rulesIn = (folder: string): IgnoreRules | undefined => {
    if (known.has(folder)) return known.get(folder)
    const above = folder.startsWith(root + sep) ? rulesIn(dirname(folder)) : undefined
    const rules = above && !above.ignores(folder, true) ? above.in(folder) : undefined
    known.set(folder, rules)
    return rules
  }
  return (path, isFolder) =>
    path !== root && (UNSEEN.test(path.slice(root.length)) || (rulesIn(dirname(path))?.ignores(path, isFolder) ?? true))
}
