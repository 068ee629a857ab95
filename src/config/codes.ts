export const CONFIG_CODES = {
  'config/unknown-key': 'drydock.yaml has a key that means nothing.',
  'config/invalid': 'A value in drydock.yaml is not what its key takes.',
} as const
