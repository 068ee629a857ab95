import type { KubeObject } from '../../resource/object.ts'
import type { Context } from '../context.ts'
import { admissionregistrationDefaults } from './admissionregistration.ts'
import { apiextensionsDefaults } from './apiextensions.ts'
import { appsDefaults } from './apps.ts'
import { autoscalingDefaults } from './autoscaling.ts'
import { batchDefaults } from './batch.ts'
import { certificatesDefaults } from './certificates.ts'
import { coreDefaults } from './core.ts'
import { corePodDefaults } from './core-pods.ts'
import { infrastructureDefaults } from './infrastructure.ts'
import { networkingDefaults } from './networking.ts'
import { rbacDefaults } from './rbac.ts'
import { resourceDefaults } from './resource.ts'
import { serviceDefaults } from './services.ts'
import { storageDefaults } from './storage.ts'

/** Fills in what an object of one kind leaves open. Runs on the version that was sent, right after decoding. */
export type Defaults = (object: KubeObject, context: Pick<Context, 'minor' | 'gates'>) => void

/** By `apiVersion/kind`. Truth: pkg/apis/<group>/<version>/defaults.go and zz_generated.defaults.go */
const DEFAULTS = new Map<string, Defaults>(
  Object.entries({
    ...apiextensionsDefaults,
    ...appsDefaults,
    ...autoscalingDefaults,
    ...batchDefaults,
    ...admissionregistrationDefaults,
    ...certificatesDefaults,
    ...coreDefaults,
    ...corePodDefaults,
    ...infrastructureDefaults,
    ...networkingDefaults,
    ...rbacDefaults,
    ...resourceDefaults,
    ...serviceDefaults,
    ...storageDefaults,
  }),
)

export function applyDefaults(object: KubeObject, context: Pick<Context, 'minor' | 'gates'>): void {
  DEFAULTS.get(`${object.apiVersion}/${object.kind}`)?.(object, context)
}
