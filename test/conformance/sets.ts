import type { ConformanceSet } from './set.ts'
import { admission } from './sets/admission.ts'
import { admissionPolicy } from './sets/admission-policy.ts'
import { applyClient } from './sets/apply-client.ts'
import { applyServer } from './sets/apply-server.ts'
import { binding } from './sets/binding.ts'
import { controllers } from './sets/controllers.ts'
import { crd } from './sets/crd.ts'
import { network } from './sets/network.ts'
import { patch } from './sets/patch.ts'
import { rbac } from './sets/rbac.ts'
import { scheduling } from './sets/scheduling.ts'

/** Every set that can be replayed, in the order in which they are printed. */
export const sets: readonly ConformanceSet[] = [
  admission,
  admissionPolicy,
  controllers,
  binding,
  crd,
  rbac,
  network,
  scheduling,
  patch,
  applyClient,
  applyServer,
]
