/** Files that their name or folder gives away. */
const PATHS: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/(?:^|\/)(?:docker-)?compose(?:[.-][\w-]+)*\.ya?ml$/, 'a Docker Compose file'],
  [/(?:^|\/)\.github\/workflows\/[^/]+$/, 'a GitHub workflow'],
  [/(?:^|\/)action\.ya?ml$/, 'a GitHub action'],
  [/(?:^|\/)\.github\/[^/]+$/, 'a GitHub setting'],
  [/(?:^|\/)\.gitlab-ci(?:[.-][\w-]+)*\.ya?ml$/, 'a GitLab pipeline'],
  [/(?:^|\/)\.?azure-pipelines(?:[.-][\w-]+)*\.ya?ml$/, 'an Azure pipeline'],
  [/(?:^|\/)bitbucket-pipelines\.ya?ml$/, 'a Bitbucket pipeline'],
  [/(?:^|\/)\.circleci\/[^/]+$/, 'a CircleCI pipeline'],
  [/(?:^|\/)\.travis\.ya?ml$/, 'a Travis pipeline'],
  [/(?:^|\/)\.pre-commit-(?:config|hooks)\.ya?ml$/, 'a pre-commit configuration'],
  [/(?:^|\/)Chart\.ya?ml$/, "a Helm chart's description"],
  [/(?:^|\/)(?:requirements|Chart)\.lock$/, 'a Helm lock file'],
  [/(?:^|\/)values(?:[.-][\w.-]+)?\.ya?ml$/, 'Helm values'],
  [/(?:^|\/)[\w.-]+[.-]values\.ya?ml$/, 'Helm values'],
  [/(?:^|\/)values\.schema\.json$/, 'a schema of Helm values'],
  [/(?:^|\/)helmfile(?:\.d\/.*|[.-][\w-]+)?\.ya?ml$/, 'a Helmfile'],
  [/(?:^|\/)drydock\.ya?ml$/, 'a configuration of drydock'],
  [/(?:^|\/)package(?:-lock)?\.json$/, 'an npm package file'],
  [/(?:^|\/)(?:pnpm-lock|pnpm-workspace)\.ya?ml$/, 'a pnpm file'],
  [/(?:^|\/)(?:ts|js)config(?:\.[\w-]+)*\.json$/, 'a TypeScript configuration'],
  [/(?:^|\/)mkdocs\.ya?ml$/, 'an MkDocs configuration'],
  [/(?:^|\/)\.(?:vscode|idea|devcontainer)\//, "an editor's setting"],
  [/\.schema\.json$/, 'a JSON Schema'],
]

export function byPath(name: string): string | undefined {
  return PATHS.find(([pattern]) => pattern.test(name))?.[1]
}
