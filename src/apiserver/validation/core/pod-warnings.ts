import type { PodSpec, PodTemplateSpec } from '../../../../schemas/types/core/v1.generated.ts'
import { milliValue, parseQuantity } from '../../../resource/quantity.ts'
import type { Context } from '../../context.ts'
import { FieldPath } from '../../field-path.ts'
import { goQuote } from '../../go-text.ts'
import { ipWarnings } from '../ip.ts'
import { type AnyContainer, containerPath, eachContainer } from './containers-of.ts'
import { APP_ARMOR, SECCOMP_CONTAINER, SECCOMP_POD } from './pod-annotations.ts'
import { portNameWarnings, portWarnings } from './port-warnings.ts'
import { affinityWarnings, nodeLabelWarnings } from './scheduling-warnings.ts'
import { volumeWarnings } from './volume/warnings.ts'

type Release = Pick<Context, 'minor' | 'gates'>
type Annotations = Record<string, string> | undefined

/** What the server says about a template it takes; `path` is where the template stands. Truth: GetWarningsForPodTemplate */
export const podTemplateWarnings = (template: PodTemplateSpec, path: FieldPath, release: Release): string[] =>
  release.minor < 21 ? [] : podWarnings(template.spec ?? {}, template.metadata?.annotations, path, release)

const DEPRECATED_ANNOTATIONS = [
  ['scheduler.alpha.kubernetes.io/critical-pod', 'non-functional in v1.16+; use the "priorityClassName" field instead'],
  ['security.alpha.kubernetes.io/sysctls', 'non-functional in v1.11+; use the "sysctls" field instead'],
  ['security.alpha.kubernetes.io/unsafe-sysctls', 'non-functional in v1.11+; use the "sysctls" field instead'],
] as const

/** Truth: pkg/api/pod/warnings.go warningsForPodSpecAndMeta, in its order */
export function podWarnings(
  spec: PodSpec,
  annotations: Annotations,
  templatePath: FieldPath | undefined,
  release: Release,
): string[] {
  const specPath = templatePath ? templatePath.child('spec') : FieldPath.of('spec')
  const annotated = (key: string): FieldPath =>
    (templatePath ? templatePath.child('metadata') : FieldPath.of('metadata')).child('annotations').key(key)
  const told = nodeLabelWarnings(spec, specPath, release.minor)
  for (const [key, message] of DEPRECATED_ANNOTATIONS) {
    if (annotations?.[key] !== undefined) told.push(`${annotated(key)}: ${message}`)
  }
  told.push(...volumeWarnings(spec, specPath, release.minor))
  told.push(...aliasWarnings(spec, specPath), ...pullSecretWarnings(spec, specPath))
  told.push(...fractions(spec.overhead, specPath.child('overhead')))
  if (annotations?.[SECCOMP_POD] !== undefined && !spec.securityContext?.seccompProfile) {
    told.push(`${annotated(SECCOMP_POD)}: ${seccompSays(release)}`)
  }
  eachContainer(spec, (container, list, index) => {
    const seccomp = SECCOMP_CONTAINER + (container.name ?? '')
    if (annotations?.[seccomp] !== undefined && !container.securityContext?.seccompProfile) {
      told.push(`${annotated(seccomp)}: ${seccompSays(release)}`)
    }
    const appArmor = APP_ARMOR + (container.name ?? '')
    const hasProfile = spec.securityContext?.appArmorProfile ?? container.securityContext?.appArmorProfile
    if (
      templatePath &&
      !hasProfile &&
      annotations?.[appArmor] !== undefined &&
      release.gates.enabled('AppArmorFields')
    ) {
      told.push(`${annotated(appArmor)}: deprecated since v1.30; use the "appArmorProfile" field instead`)
    }
    told.push(...containerWarnings(container, containerPath(specPath, list, index), release.minor))
  })
  if (release.minor >= 27) told.push(...portWarnings(spec, specPath))
  if (release.minor >= 31) told.push(...portNameWarnings(spec, specPath))
  if ((spec.terminationGracePeriodSeconds ?? 0) < 0) {
    const what = 'must be >= 0; negative values are invalid and will be treated as 1'
    told.push(`${specPath.child('terminationGracePeriodSeconds')}: ${what}`)
  }
  told.push(...affinityWarnings(spec, specPath, release.minor))
  if (release.minor >= 34) told.push(...addressWarnings(spec, specPath))
  return told
}

/** In 1.27 the annotation stopped working; before, it was on its way out. */
const seccompSays = ({ minor }: Release): string =>
  minor >= 27
    ? 'non-functional in v1.27+; use the "seccompProfile" field instead'
    : `deprecated since v1.19, non-functional in v1.25+; use the "seccompProfile" field instead`

function aliasWarnings({ hostAliases = [] }: PodSpec, specPath: FieldPath): string[] {
  const seen = new Set<string>()
  return hostAliases.flatMap(({ ip = '' }, index) => {
    if (!seen.has(ip)) {
      seen.add(ip)
      return []
    }
    return [`${specPath.child('hostAliases').index(index).child('ip')}: duplicate ip ${goQuote(ip)}`]
  })
}

function pullSecretWarnings({ imagePullSecrets = [] }: PodSpec, specPath: FieldPath): string[] {
  const seen = new Set<string>()
  const at = (index: number): FieldPath => specPath.child('imagePullSecrets').index(index).child('name')
  const duplicates = imagePullSecrets.flatMap(({ name = '' }, index) => {
    if (seen.has(name)) return [`${at(index)}: duplicate name ${goQuote(name)}`]
    seen.add(name)
    return []
  })
  const empty = imagePullSecrets.flatMap(({ name }, index) => (name ? [] : [`${at(index)}: invalid empty name ""`]))
  return [...duplicates, ...empty]
}

/** Half a byte is nothing one can have. */
function fractions(amounts: Record<string, string> | undefined, path: FieldPath, names = BYTES): string[] {
  if (!amounts) return []
  return names.flatMap(name => {
    const text = amounts[name]
    const quantity = text === undefined ? undefined : parseQuantity(text)
    if (!quantity || milliValue(quantity) % 1000n === 0n) return []
    return [`${path.key(name)}: fractional byte value ${goQuote(text!)} is invalid, must be an integer`]
  })
}
const BYTES = ['memory', 'ephemeral-storage']

function containerWarnings({ resources, env = [] }: AnyContainer, path: FieldPath, minor: number): string[] {
  const told: string[] = []
  for (const name of BYTES) {
    for (const side of ['limits', 'requests'] as const) {
      told.push(...fractions(resources?.[side], path.child('resources', side), [name]))
    }
  }
  const seen = new Set<string>()
  env.forEach(({ name = '', value = '', valueFrom }, index) => {
    if (!seen.has(name)) {
      seen.add(name)
      return
    }
    const reference = `$(${name})`
    const builds = !valueFrom && value !== reference && value.includes(reference)
    if (builds && minor >= 27) return
    told.push(
      minor >= 27
        ? `${path.child('env').index(index)}: hides previous definition of ${goQuote(name)}, which may be dropped when using apply`
        : `${path.child('env').index(index).child('name')}: duplicate name ${goQuote(name)}`,
    )
  })
  return told
}

function addressWarnings({ dnsConfig, hostAliases }: PodSpec, specPath: FieldPath): string[] {
  return [
    ...(dnsConfig?.nameservers ?? []).flatMap((server, index) =>
      ipWarnings(specPath.child('dnsConfig', 'nameservers').index(index), server),
    ),
    ...(hostAliases ?? []).flatMap(({ ip = '' }, index) =>
      ipWarnings(specPath.child('hostAliases').index(index).child('ip'), ip),
    ),
  ]
}
