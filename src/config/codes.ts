export const CONFIG_CODES = {
  'config/unknown-key': 'drydock.yaml has a key that means nothing.',
  'config/unknown-rule':
    'drydock.yaml sets a rule, or an option of one, that does not exist: the setting does nothing.',
  'config/invalid': 'A value in drydock.yaml is not what its key takes.',
} as const
