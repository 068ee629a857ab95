/** What an image is called: `registry.example:5000/team/web:1.2@sha256:…` in its parts. */
export interface ImageReference {
  /** Where it comes from, if the name says so: `registry.example:5000`, `docker.io`. */
  readonly registry?: string
  /** `team/web` */
  readonly repository: string
  readonly tag?: string
  readonly digest?: string
}

/** Several rules ask about an image, one after the other. */
let last: { readonly image: string; readonly reference: ImageReference } | undefined

/** Takes a name apart, whatever is in it. The colon before a port is followed by a slash. */
export function imageReference(image: string): ImageReference {
  if (last?.image !== image) last = { image, reference: takenApart(image) }
  return last.reference
}

function takenApart(image: string): ImageReference {
  const at = image.indexOf('@')
  const named = at < 0 ? image : image.slice(0, at)
  const colon = named.lastIndexOf(':')
  const hasTag = colon > named.lastIndexOf('/')
  const name = hasTag ? named.slice(0, colon) : named
  const slash = name.indexOf('/')
  const first = slash < 0 ? '' : name.slice(0, slash)
  return {
    ...(isHost(first) && { registry: first }),
    repository: isHost(first) ? name.slice(slash + 1) : name,
    ...(hasTag && { tag: named.slice(colon + 1) }),
    ...(at >= 0 && { digest: image.slice(at + 1) }),
  }
}

/** As container runtimes tell hosts from the first part of a path. Truth: distribution/reference splitDockerDomain */
const isHost = (first: string): boolean =>
  first !== '' && (first === 'localhost' || first.includes('.') || first.includes(':') || first !== first.toLowerCase())

/** What keeps a name from being the name of an image; a kubelet says InvalidImageName then. */
export function imageProblem(image: string): string | undefined {
  const { registry, repository, tag, digest } = imageReference(image)
  if (registry !== undefined && !HOST.test(registry)) return `${registry} is not a host`
  if (repository === '') return 'there is no name in it'
  if (repository !== repository.toLowerCase()) return 'the name has to be in lower case'
  if (!REPOSITORY.test(repository)) return `${repository} is not the name of a repository`
  if (tag !== undefined && !TAG.test(tag)) return tag === '' ? 'the tag is empty' : `${tag} is not a tag`
  if (digest !== undefined) return digestProblem(digest)
  if (registry === undefined && HEX_64.test(repository)) return '64 hexadecimal digits alone would be an image ID'
  return repository.length + (registry?.length ?? 0) > 255 ? 'the name is longer than 255 characters' : undefined
}

const HOST =
  /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*|\[[0-9a-fA-F:]+\])(?::\d+)?$/
const REPOSITORY = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/
const TAG = /^\w[\w.-]{0,127}$/
const DIGEST = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/
const HEX_64 = /^[0-9a-f]{64}$/
const LENGTHS: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 }

function digestProblem(digest: string): string | undefined {
  if (!DIGEST.test(digest)) return `${digest} is not a digest`
  const [algorithm = '', hex = ''] = digest.split(':')
  const length = Object.hasOwn(LENGTHS, algorithm) ? LENGTHS[algorithm] : undefined
  if (length === undefined) return `${algorithm} is not an algorithm for digests`
  if (hex.length !== length) return `a ${algorithm} digest has ${length} digits, not ${hex.length}`
  return hex === hex.toLowerCase() ? undefined : 'a digest has to be in lower case'
}

/** `$(TAG)`, `${TAG}`, `{{ .Values.image }}` and `ko://…` are for a tool to fill in. */
export const isTemplated = (image: string): boolean =>
  image.includes('$') || image.includes('{{') || image.includes('://')
