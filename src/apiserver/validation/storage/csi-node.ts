import type { CSINode, CSINodeDriver } from '../../../../schemas/types/storage.k8s.io/v1.generated.ts'
import { byteLength } from '../../../resource/bytes.ts'
import { dnsSubdomain, qualifiedName } from '../../../resource/names.ts'
import type { KubeObject } from '../../../resource/object.ts'
import type { Minor } from '../../../resource/version.ts'
import type { FieldErrors } from '../../field-errors.ts'
import { FieldPath } from '../../field-path.ts'
import { type GoText, goStruct } from '../../go-text.ts'
import type { KindRules } from '../../kind-rules.ts'
import { semanticallyEqual } from '../../semantic-equal.ts'
import { validateCsiDriver } from '../core/volume/cloud.ts'
import { IMMUTABLE, validateNonNegative, validateObjectMeta } from '../object-meta.ts'

type Node = CSINode & KubeObject

const DRIVERS = FieldPath.of('spec', 'drivers')
const MOST_ID_BYTES = 256
const MOST_ID_BYTES_BEFORE_23 = 192

/** Truth: pkg/registry/storage/csinode, pkg/apis/storage/validation ValidateCSINode */
export const csiNode: KindRules<Node> = {
  demandsResourceVersion: true,
  validate(object, errors, { minor }) {
    validateNode(object, errors, minor)
    // Once the strategy asked twice.
    if (minor < 25) validateNode(object, errors, minor)
  },

  validateUpdate(object, old, errors, { minor, gates }) {
    const mayCount = gates.enabled('MutableCSINodeAllocatableCount')
    validateNode(object, errors, minor)
    if (minor < 24) validateNode(object, errors, minor)
    for (const before of old.spec?.drivers ?? []) {
      for (const next of object.spec?.drivers ?? []) {
        if (next.name !== before.name || sameDriver(next, before, mayCount)) continue
        errors.invalid(minor >= 33 ? DRIVERS : FieldPath.of('CSINodeDriver'), driverText(next, mayCount), IMMUTABLE)
      }
    }
  },
}

/** Since 1.35 a driver may learn how many volumes it can attach. */
function sameDriver(next: CSINodeDriver, before: CSINodeDriver, mayCount: boolean): boolean {
  if (!mayCount) return semanticallyEqual(next, before)
  const { allocatable: _next, ...rest } = next
  const { allocatable: _before, ...others } = before
  return semanticallyEqual(rest, others)
}

function validateNode(object: Node, errors: FieldErrors, minor: Minor): void {
  validateObjectMeta(object, false, dnsSubdomain, errors)
  const seen = new Set<string>()
  object.spec?.drivers?.forEach((driver, index) => {
    validateDriver(driver, seen, errors, DRIVERS.index(index), minor)
  })
}

function validateDriver(
  { name = '', nodeID = '', allocatable, topologyKeys }: CSINodeDriver,
  seen: Set<string>,
  errors: FieldErrors,
  path: FieldPath,
  minor: Minor,
): void {
  validateCsiDriver(name, minor, errors, path.child('name'))
  if (nodeID === '') errors.required(path.child('nodeID'))
  const most = minor >= 23 ? MOST_ID_BYTES : MOST_ID_BYTES_BEFORE_23
  if (byteLength(nodeID) > most) errors.invalid(path.child('nodeID'), nodeID, `must be ${most} characters or less`)
  validateNonNegative(allocatable?.count, errors, path.child('allocatable', 'count'))
  if (seen.has(name)) errors.duplicate(path.child('name'), name)
  seen.add(name)
  const keys = new Set<string>()
  for (const key of topologyKeys ?? []) {
    if (key === '') errors.required(path)
    if (keys.has(key)) errors.duplicate(path, key)
    keys.add(key)
    for (const complaint of qualifiedName(key)) errors.invalid(path, minor >= 25 ? key : topologyKeys, complaint)
  }
}

/** Where the number of volumes may change it is taken out before drivers are compared. */
const driverText = ({ name = '', nodeID = '', topologyKeys, allocatable }: CSINodeDriver, mayCount: boolean): GoText =>
  goStruct(
    {
      Name: name,
      NodeID: nodeID,
      TopologyKeys: topologyKeys ?? null,
      Allocatable: allocatable && !mayCount ? goStruct({ Count: allocatable.count ?? null }) : null,
    },
    'storage.CSINodeDriver',
  )
