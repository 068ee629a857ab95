/**
 * The tag of an image: `latest` when it has neither tag nor digest, and nothing at all for what is no image.
 * Truth: pkg/util/parsers ParseImageName, distribution/reference
 */
export function imageTag(image: string): string | undefined {
  const slash = image.indexOf('/')
  const first = slash < 0 ? '' : image.slice(0, slash)
  const isDomain = /[.:A-Z]/.test(first) || first === 'localhost'
  const domain = isDomain ? first : undefined
  const match = REST.exec(isDomain ? image.slice(slash + 1) : image)
  if (!match || (domain !== undefined && !DOMAIN.test(domain)) || /^[a-f0-9]{64}$/.test(image)) return undefined
  const [, name = '', tag, digest] = match
  // Without a domain a name of one part is one of Docker's library.
  const library = domain === undefined && !name.includes('/') ? 'library/'.length : 0
  if (name.length + library > MOST_NAME) return undefined
  return tag ?? (digest === undefined ? 'latest' : '')
}

const MOST_NAME = 255
const COMPONENT = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*'
const DIGEST = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}'
const REST = new RegExp(`^(${COMPONENT}(?:/${COMPONENT})*)(?::([\\w][\\w.-]{0,127}))?(?:@(${DIGEST}))?$`)
const LABEL = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?'
const DOMAIN = new RegExp(`^(?:${LABEL}(?:\\.${LABEL})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?$`)
