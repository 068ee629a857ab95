import homes from './overlays/homes.json'
import packages from './overlays/packages.json'

/** API group of a Go package that holds API types: "rbac" is "rbac.authorization.k8s.io". */
const groups: Record<string, string> = packages

export function groupOf(home: string): string {
  const name = home.slice(0, home.indexOf('.'))
  return groups[name] ?? name
}

export function packageOfGroup(group: string): string {
  for (const name in groups) if (groups[name] === group) return name
  return group
}

/** Whether "core.v1" is a place where types of the API live. */
export const isHome = (home: string): boolean => Object.hasOwn(homes, home)

/**
 * The name of a type in a release's OpenAPI document, shortened to the package, the version and the type:
 * "io.k8s.api.core.v1.Container" is "core.v1.Container"; the types every group shares become scalars.
 */
export function shorten(definition: string): string {
  const scalar = scalars[definition]
  if (scalar !== undefined) return scalar
  return definition
    .replace('io.k8s.apimachinery.pkg.version.', 'version.v1.')
    .replace(/^io\.k8s\.api(machinery\.pkg\.apis|extensions-apiserver\.pkg\.apis)?\./, '')
    .replace('io.k8s.kube-aggregator.pkg.apis.', '')
}

const meta = 'io.k8s.apimachinery.pkg.apis.meta.v1'
const machinery = 'io.k8s.apimachinery.pkg'
const crd = 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions'

const scalars: Record<string, string> = {
  [`${machinery}.api.resource.Quantity`]: 'Quantity',
  [`${machinery}.util.intstr.IntOrString`]: 'IntOrString',
  [`${machinery}.runtime.RawExtension`]: 'RawExtension',
  [`${meta}.Time`]: 'Time',
  [`${meta}.MicroTime`]: 'MicroTime',
  [`${meta}.Duration`]: 'Duration',
  [`${meta}.FieldsV1`]: 'FieldsV1',
  [`${meta}.Patch`]: 'Patch',
}
for (const version of ['v1', 'v1beta1']) {
  scalars[`${crd}.${version}.JSON`] = 'JSON'
  for (const other of ['Array', 'Bool', 'StringArray']) {
    scalars[`${crd}.${version}.JSONSchemaPropsOr${other}`] = `JSONSchemaPropsOr${other}`
  }
}
