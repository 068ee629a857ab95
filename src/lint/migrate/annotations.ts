import type { ManifestObject } from '../../manifest/objects.ts'
import { isObject, type JsonObject } from '../../resource/json.ts'
import type { Settings } from './migration.ts'

/** Tools that let manifests ask, by annotation, not to be told of something. */
export type Annotating = 'kube-linter' | 'kube-score' | 'polaris' | 'checkov'

/** Carries over what an object is excused from. */
export function fromAnnotations(tool: Annotating, object: ManifestObject, settings: Settings): void {
  const { metadata } = object.value
  const annotations = isObject(metadata) && isObject(metadata['annotations']) ? metadata['annotations'] : {}
  const { kind, namespace, name } = object.subject
  const scope: JsonObject = { kinds: [kind], names: [name], ...(namespace && { namespaces: [namespace] }) }
  for (const [key, value] of Object.entries(annotations)) {
    if (typeof value !== 'string') continue
    for (const { check, reason } of WISHES[tool](key, value)) {
      if (check === ALL) settings.note(`${key} of ${kind} ${name}: all checks at once cannot be excused, name them`)
      else settings.suppress(check, scope, reason.length >= 3 ? reason : `excused in ${tool}`)
    }
  }
}

interface Wish {
  readonly check: string
  readonly reason: string
}

const ALL = '*'
const NONE: readonly Wish[] = []

const WISHES: Readonly<Record<Annotating, (key: string, value: string) => readonly Wish[]>> = {
  /** `ignore-check.kube-linter.io/latest-tag: built on every commit` */
  'kube-linter': (key, reason) => {
    if (key === 'kube-linter.io/ignore-all') return [{ check: ALL, reason }]
    const prefix = 'ignore-check.kube-linter.io/'
    return key.startsWith(prefix) ? [{ check: key.slice(prefix.length), reason }] : NONE
  },
  /** `kube-score/ignore: pod-probes,pod-networkpolicy` */
  'kube-score': (key, value) =>
    key === 'kube-score/ignore' ? value.split(/\s*,\s*/).map(check => ({ check, reason: '' })) : NONE,
  /** `polaris.fairwinds.com/runAsRootAllowed-exempt: "true"` */
  polaris: (key, value) => {
    const match = /^polaris\.fairwinds\.com\/(?:([\w.]+)-)?exempt$/.exec(key)
    return match && value === 'true' ? [{ check: match[1] ?? ALL, reason: '' }] : NONE
  },
  /** `checkov.io/skip1: CKV_K8S_20=it has to` */
  checkov: (key, value) => {
    if (!/^checkov\.io\/skip\d*$/.test(key)) return NONE
    const [check = '', ...reason] = value.split('=')
    return [{ check: check.trim(), reason: reason.join('=').trim() }]
  },
}
