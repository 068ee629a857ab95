import { isObject, type JsonObject } from '../../resource/json.ts'

/** Files that their top-level keys give away. More telling keys come first. */
const CONTENTS: readonly (readonly [what: string, tells: (value: JsonObject) => boolean])[] = [
  ['an OpenAPI document', value => ('openapi' in value || 'swagger' in value) && ('info' in value || 'paths' in value)],
  ['a baseline of drydock', value => value['format'] === 1 && Array.isArray(value['findings'])],
  ['a report of drydock', value => value['format'] === 1 && 'diagnostics' in value && 'summary' in value],
  ['an AsyncAPI document', value => 'asyncapi' in value],
  [
    'a CloudFormation template',
    value =>
      'AWSTemplateFormatVersion' in value || (isObject(value['Resources']) && someHas(value['Resources'], 'Type')),
  ],
  ['a GitHub workflow', value => 'jobs' in value && ('on' in value || 'true' in value)],
  ['a GitHub action', value => isObject(value['runs']) && 'using' in value['runs']],
  [
    'a Docker Compose file',
    value =>
      isObject(value['services']) && (someHas(value['services'], 'image') || someHas(value['services'], 'build')),
  ],
  [
    'a JSON Schema',
    value =>
      typeof value['$schema'] === 'string' && ('properties' in value || '$defs' in value || 'definitions' in value),
  ],
  [
    'Prometheus rules',
    value => Array.isArray(value['groups']) && value['groups'].some(group => isObject(group) && 'rules' in group),
  ],
  ['a Prometheus configuration', value => 'scrape_configs' in value],
  ['a pre-commit configuration', value => Array.isArray(value['repos'])],
  [
    'a GitLab pipeline',
    value => Array.isArray(value['stages']) && Object.values(value).some(job => isObject(job) && 'script' in job),
  ],
  ['a Taskfile', value => isObject(value['tasks']) && 'version' in value],
  [
    'a Kustomization',
    value =>
      ['resources', 'patches', 'patchesStrategicMerge', 'configMapGenerator', 'secretGenerator'].some(key =>
        Array.isArray(value[key]),
      ),
  ],
]

export const byContent = (value: JsonObject): string | undefined => CONTENTS.find(([, tells]) => tells(value))?.[0]

const someHas = (values: JsonObject, key: string): boolean =>
  Object.values(values).some(value => isObject(value) && key in value)
