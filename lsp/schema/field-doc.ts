import { defaultValue } from '../../src/apiserver/defaults/default-value.ts'
import type { Json } from '../../src/resource/json.ts'
import { parseApiVersion } from '../../src/resource/object.ts'
import { formatMinor } from '../../src/resource/version.ts'
import { catalog } from '../../src/schema/catalog.ts'
import { availabilities, fieldSpans } from '../../src/schema/history.ts'
import { namedBy } from '../../src/schema/references.ts'
import { listText, sinceText, spanText } from '../../src/schema/words.ts'
import type { Folder } from '../workspace/folder.ts'
import { customKinds, viewIn } from './kinds.ts'
import { closedValues } from './usual-values.ts'
import { type ValueView, walkView } from './view.ts'

/** What a field is, for people: Markdown of a few lines. Undefined for what nobody knows. */
export function fieldDoc(
  folder: Folder,
  apiVersion: string,
  kind: string,
  path: readonly (string | number)[],
): string | undefined {
  const root = viewIn(folder, apiVersion, kind)
  return root && viewDoc(root, path, kind, names => builtInDefault(folder, apiVersion, kind, names))
}

/** @param standard what the server fills in at a path, if a schema does not say so */
export function viewDoc(
  root: ValueView,
  path: readonly (string | number)[],
  kind: string,
  standardAt: (names: readonly string[]) => Json | undefined = () => undefined,
): string | undefined {
  const found = walkView(root, path)
  if (!found) return undefined
  const names = path.filter(step => typeof step === 'string')
  const title = `**${[...(kind === '' ? [] : [kind]), ...names].join('.')}** \`${found.field && typeof path.at(-1) === 'string' ? found.field.value.typeText : found.value.typeText}\``
  const { field } = found
  if (!field) return title
  const rows: string[] = []
  if (field.required) rows.push('required')
  const standard = field.default ?? standardAt(names)
  if (standard !== undefined) rows.push(`default \`${inline(standard)}\``)
  const values = field.enum ?? field.value.enum ?? (field.owner && closedValues(field.owner.name, field.name))
  if (values) rows.push(`one of ${values.map(value => `\`${value}\``).join(', ')}`)
  const { owner } = field
  if (owner) {
    const spans = fieldSpans(owner.qualified, field.name)
    if (spans.length > 0) rows.push(`since ${sinceText(spans)}`)
    const union = owner.unions.find(({ fields }) => Object.hasOwn(fields, field.name))
    if (union)
      rows.push(
        `only one of ${Object.keys(union.fields)
          .slice(0, 8)
          .map(name => `\`${name}\``)
          .join(', ')}${Object.keys(union.fields).length > 8 ? ', …' : ''}`,
      )
    const named = namedBy(owner, field.name)
    if (named) rows.push(`names a ${named}`)
    if (field.field?.shape.kind === 'list' && field.field.listType) rows.push(listText(field.field))
  }
  const text = field.description ? `\n\n${field.description}` : ''
  return `${title}${rows.length > 0 ? `\n\n${rows.map(row => `- ${row}`).join('\n')}` : ''}${text}`
}

function builtInDefault(folder: Folder, apiVersion: string, kind: string, path: readonly string[]): Json | undefined {
  const known = catalog(folder.minor).kind(apiVersion, kind)
  return known && defaultValue(known, path, folder.minor)
}

function inline(value: Json): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

/** What a kind is, and in which releases which of its versions is served. */
export function kindDoc(folder: Folder, apiVersion: string, kind: string): string | undefined {
  const known = catalog(folder.minor).kind(apiVersion, kind) ?? catalog(folder.minor).named(kind)[0]
  if (!known) {
    const custom = customKinds(folder).get(`${apiVersion} ${kind}`)
    if (custom)
      return `**${kind}** \`${apiVersion}\`\n\n- ${custom.namespaced ? 'namespaced' : 'cluster-wide'}\n- defined in this workspace`
  }
  const groups = new Set([...(known ? [known.group] : []), parseApiVersion(apiVersion).group])
  const rows = [
    ...(known
      ? [
          `${known.config ? 'a file for administrators' : known.namespaced ? 'namespaced' : 'cluster-wide'}, \`${[known.plural, ...known.shortNames].join('`, `')}\``,
        ]
      : []),
    // Of what is gone as well: until when it was there is what its reader wants to know.
    ...[...groups]
      .flatMap(group => availabilities(group, kind))
      .map(version => {
        const notes = [
          `served in ${spanText(version)}`,
          ...(version.optIn ? ['off unless turned on'] : []),
          ...(version.deprecated === undefined ? [] : [`deprecated since ${formatMinor(version.deprecated)}`]),
          ...(version.replacement ? [`then \`${version.replacement}\``] : []),
        ]
        return `\`${version.apiVersion}\` ${notes.join(', ')}`
      }),
  ]
  if (rows.length === 0) return undefined
  return `**${kind}** \`${apiVersion}\`\n\n${rows.map(row => `- ${row}`).join('\n')}`
}
