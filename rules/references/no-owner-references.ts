import { toRemove } from '../../src/lint/fixes.ts'
import { rule, yaml } from '../../src/lint/rule.ts'

export default rule({
  name: 'no-owner-references',
  severity: 'warning',
  summary: 'No manifest says who owns it.',
  why: 'The uid of an owner belongs to one cluster: anywhere else the object is deleted by the garbage collector.',
  instead: 'Remove it; whoever owns the object sets it.',
  profiles: ['recommended', 'strict'],
  elsewhere: { monokle: ['KBP-metadata'] },
  examples: {
    bad: [
      yaml`
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: settings
          «ownerReferences»: [{ apiVersion: v1, kind: Pod, name: web, uid: 6a1f9a0e-3c5e-4c5e-8f8e-0a0f3f6f2a11 }]`,
    ],
    good: [
      yaml`
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: settings, ownerReferences: [] }`,
    ],
  },
  on: ['*'],
  *check(object) {
    const owners = object.get('metadata', 'ownerReferences')
    if (owners.items.length === 0) return
    const fix = toRemove(owners, 'Remove `ownerReferences`', 'review')
    yield {
      at: owners.key,
      message: `${object} says that ${owners.items[0]!.get('name').text} owns it`,
      ...(fix && { fix }),
    }
  },
})
