import { clone, type JsonObject } from '../resource/json.ts'
import type { KubeObject } from '../resource/object.ts'
import { catalog } from '../schema/catalog.ts'
import type { ApplyOptions } from './apply-server.ts'
import type { Context } from './context.ts'
import { stored } from './conversion/conversion.ts'
import { applyConfig, type Merged } from './patch/ownership/apply-config.ts'
import { conflictStatus } from './patch/ownership/conflict-status.ts'
import { FieldSet } from './patch/ownership/field-set.ts'
import { type Manager, readManagers, writeManagers } from './patch/ownership/managers.ts'
import { structureOf } from './patch/ownership/structure.ts'
import { typedProblem } from './patch/ownership/typed-problem.ts'
import { type Response, refused } from './response.ts'
import { scaleOf } from './scale.ts'
import { scalePaths } from './scale-path.ts'
import { notFound, plainError } from './status.ts'
import { update } from './update.ts'

const VERSION = 'autoscaling/v1'
const REPLICAS = fieldAt(['spec', 'replicas'])

/**
 * Server-side apply to a Scale. Whoever has the workload's number of replicas has that of the Scale, and whoever
 * applies here has it in the workload afterwards, under the subresource.
 *
 * Truth: apimachinery/pkg/util/managedfields/scalehandler.go
 */
export function applyScale(name: string, config: JsonObject, options: ApplyOptions, context: Context): Response {
  const { resource, minor, namespace } = context
  const live = stored(context, name)
  if (!live) return refused(notFound({ group: resource.group, name: resource.resource }, name), context)
  const type = catalog(minor).kind(VERSION, 'Scale')?.type
  const structure = structureOf(type && { kind: 'struct', type, go: type.go }, undefined, config)
  const problem = typedProblem(config, structure, minor)
  if (problem) {
    const shown = `(${namespace}/${name}; ${VERSION}, Kind=Scale)`
    return refused(plainError(`failed to create typed patch object ${shown}: ${problem}`), context)
  }
  const paths = scalePaths(context)
  const path = fieldAt(paths.spec)
  const owners = readManagers(live.metadata.managedFields)
  const ofScale = new Map<string, Manager>()
  for (const [key, owner] of owners) {
    if (owner.fields.intersection(path).isEmpty) continue
    ofScale.set(key, { ...owner, apiVersion: VERSION, fields: REPLICAS })
  }
  const applier: Manager = {
    manager: options.manager ?? '',
    operation: 'Apply',
    apiVersion: VERSION,
    subresource: 'scale',
    fields: new FieldSet(),
    time: context.now,
  }
  const current = clone(scaleOf(live, paths) as object) as JsonObject
  const merged = applyConfig(current, config, ofScale, applier, structure, { force: options.force === true, reset: [] })
  if ('conflicts' in merged) return refused(conflictStatus(merged.conflicts), context)
  const answer = update(name, merged.object, options, context)
  const workload = answer.also?.[0]
  return workload ? { ...answer, also: [withOwners(workload, owners, merged, path)] } : answer
}

/** Who has the Scale's number now has the workload's; the others lost it. */
function withOwners(
  workload: KubeObject,
  owners: ReadonlyMap<string, Manager>,
  merged: Merged & { managers: Map<string, Manager> },
  path: FieldSet,
): KubeObject {
  const { apiVersion } = workload
  const next = new Map<string, Manager>()
  for (const [key, owner] of owners) {
    const fields = merged.managers.has(key) ? owner.fields : owner.fields.difference(path)
    if (!fields.isEmpty) next.set(key, { ...owner, fields })
  }
  for (const [key, owner] of merged.managers) {
    if (!next.has(key) && !owner.fields.isEmpty) next.set(key, { ...owner, apiVersion, fields: path })
  }
  return { ...workload, metadata: { ...workload.metadata, managedFields: writeManagers(next) } }
}

function fieldAt(path: readonly string[]): FieldSet {
  let at: JsonObject = {}
  for (const step of [...path].reverse()) at = { [`f:${step}`]: at }
  return FieldSet.parse(at)
}
