import type { Overlay } from './write.ts'

export const noOverlay: Overlay = { field: () => ({}), type: () => ({}), kind: () => ({}) }
