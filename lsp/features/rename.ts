import type { Range, TextEdit, WorkspaceEdit } from 'vscode-languageserver'
import { renderText } from '../../src/yaml/render.ts'
import type { ManifestFile } from '../workspace/file.ts'
import type { Occurrence } from '../workspace/occurrences.ts'
import { rangeIn } from '../workspace/positions.ts'
import { isStandard } from '../workspace/standard.ts'
import { occurrenceAt, sameAs, titleOf } from '../workspace/symbols.ts'
import { placeOf } from './navigation.ts'
import { workspaceEdit } from './workspace-edit.ts'

/** What would be renamed: the name without its quotes. Images and namespaces of others are not ours to rename. */
export function prepareRename(file: ManifestFile, offset: number): { range: Range; placeholder: string } | undefined {
  const here = occurrenceAt(file, offset)
  const place = here && isOurs(here) && !isFixed(here, file) ? placeOf(here) : undefined
  if (!here || !place) return undefined
  const quotes = here.node.style === 'single' || here.node.style === 'double' ? 1 : 0
  return {
    range: rangeIn(file.source, { start: place.start + quotes, end: place.end - quotes }),
    placeholder: here.name,
  }
}

const isOurs = ({ symbol, node, isFile }: Occurrence): boolean =>
  !symbol.startsWith('image\n') && node.style !== 'literal' && node.style !== 'folded' && isFile !== true

/** What cannot be renamed everywhere is renamed nowhere: a key that is a file's name, an object that every cluster has. */
function isFixed(here: Occurrence, file: ManifestFile): boolean {
  const [what, kind = '', namespace = '', name = ''] = here.symbol.split('\n')
  const all = sameAs(here, file.folder)
  if (all.some(({ isFile }) => isFile === true)) return true
  return what === 'object' && isStandard(kind, namespace, name) && all.every(({ role }) => role !== 'definition')
}

/** Why a name will not do; nothing when it will. */
export function refusal(file: ManifestFile, offset: number, name: string): string | undefined {
  const here = occurrenceAt(file, offset)
  if (!here || !isOurs(here) || isFixed(here, file)) return 'There is nothing here that drydock can rename.'
  const [what = '', kind = ''] = here.symbol.split('\n')
  const form = (what === 'object' ? FORMS_OF_KINDS[kind] : FORMS[what]) ?? FORMS['object']!
  if (!form.test(name)) return `${JSON.stringify(name)} is no name that Kubernetes takes here.`
  const taken = name === here.name || what === 'label' ? undefined : takenBy(here, file, name)
  return taken && `${titleOf(taken)} is there already.`
}

/** What has the new name already, beside something that would get it: two would become one. */
function takenBy(here: Occurrence, { folder }: ManifestFile, name: string): Occurrence | undefined {
  for (const { role, symbol } of sameAs(here, folder)) {
    if (role !== 'definition') continue
    const renamed = symbol.slice(0, symbol.lastIndexOf('\n') + 1) + name
    for (const other of folder.index.occurrences(renamed)) if (other.role === 'definition') return other
  }
  return undefined
}

const ROLE = /^(?!\.{1,2}$)[^/%\s]{1,253}$/
const LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/

/** Kinds whose names are not those of domains. */
const FORMS_OF_KINDS: Readonly<Record<string, RegExp>> = {
  ClusterRole: ROLE,
  ClusterRoleBinding: ROLE,
  CronJob: /^(?=.{1,52}$)[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/,
  Namespace: LABEL,
  Role: ROLE,
  RoleBinding: ROLE,
  Service: /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/,
}

const FORMS: Readonly<Record<string, RegExp>> = {
  object: /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/,
  key: /^[-._a-zA-Z0-9]{1,253}$/,
  label: /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/,
  port: /^(?=.*[a-z])[a-z0-9]([a-z0-9]|-(?!-)){0,13}[a-z0-9]$|^[a-z]$/,
  'target port': /^(?=.*[a-z])[a-z0-9]([a-z0-9]|-(?!-)){0,13}[a-z0-9]$|^[a-z]$/,
  'service port': LABEL,
  volume: LABEL,
}

/** Everywhere at once, each in the quotes it had. */
export function rename(file: ManifestFile, offset: number, name: string): WorkspaceEdit {
  const here = occurrenceAt(file, offset)
  const byFile = new Map<ManifestFile, TextEdit[]>()
  for (const one of here ? sameAs(here, file.folder) : []) {
    const place = placeOf(one)
    if (!place || !isOurs(one)) continue
    const edit = { range: rangeIn(place.file.source, place), newText: written(one, name) }
    const known = byFile.get(place.file)
    if (known) known.push(edit)
    else byFile.set(place.file, [edit])
  }
  return workspaceEdit(byFile)
}

const written = ({ node: { style }, object }: Occurrence, name: string): string => {
  if (style === 'single') return `'${name}'`
  return style === 'double' || object.document.format === 'json' ? JSON.stringify(name) : renderText(name)
}
