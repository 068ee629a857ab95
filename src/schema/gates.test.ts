import { expect, it } from 'vitest'
import { behaves, gates } from './gates.ts'

it.each([
  [27, 'SidecarContainers', undefined],
  [28, 'SidecarContainers', false],
  [29, 'SidecarContainers', true],
  [36, 'InPlacePodVerticalScaling', true],
  [20, 'EphemeralContainers', false],
  [36, '__proto__', undefined],
] as const)('1.%s %s is %s', (minor, name, on) => expect(gates(minor).enabled(name)).toBe(on))

it('what is set by name wins over what is set for a stage', () => {
  const set = gates(28, { AllAlpha: true, SidecarContainers: false })
  expect(set.enabled('SidecarContainers')).toBe(false)
  expect(set.enabled('UserNamespacesSupport')).toBe(true)
})

it.each([
  [20, 'PodOverhead', true],
  [36, 'PodOverhead', true],
  [22, 'EphemeralContainers', false],
  [36, 'EphemeralContainers', true],
  [27, 'SidecarContainers', false],
  [36, 'NoSuchGate', false],
] as const)('in 1.%s what %s brings is there: %s', (minor, name, there) => expect(behaves(minor, name)).toBe(there))
