import type {
  CustomResourceDefinitionSpec,
  CustomResourceDefinitionVersion,
} from '../../../schemas/types/apiextensions.k8s.io/v1.generated.ts'

/**
 * v10 before v2, releases before betas before alphas; other names come last, by letter.
 * Truth: apimachinery/pkg/version/helpers.go CompareKubeAwareVersionStrings
 */
function rank(name: string): readonly number[] {
  const [, major, stage, minor] = /^v([1-9]\d*)(?:(alpha|beta)([1-9]\d*))?$/.exec(name) ?? []
  if (!major) return [-1, 0, 0]
  return [stage === undefined ? 2 : stage === 'beta' ? 1 : 0, Number(major), Number(minor ?? 0)]
}

function before(one: string, other: string): boolean {
  const [a, b] = [rank(one), rank(other)]
  const at = a.findIndex((number, index) => number !== b[index])
  return at < 0 ? one < other : a[at]! > b[at]!
}

/** What every request to a deprecated version is told. Truth: customresource_handler.go defaultDeprecationWarning */
export function deprecationOf(
  { name = '', deprecated, deprecationWarning }: CustomResourceDefinitionVersion,
  { group = '', names, versions = [] }: CustomResourceDefinitionSpec,
): string[] {
  if (!deprecated) return []
  if (deprecationWarning !== undefined) return [deprecationWarning]
  const better = (versions ?? [])
    .filter(each => each.served && !each.deprecated && before(each.name ?? '', name))
    .map(each => each.name ?? '')
    .reduce<string | undefined>((best, each) => (best === undefined || before(each, best) ? each : best), undefined)
  const kind = names?.kind ?? ''
  const instead = better === undefined ? '' : `; use ${group}/${better} ${kind}`
  return [`${group}/${name} ${kind} is deprecated${instead}`]
}
