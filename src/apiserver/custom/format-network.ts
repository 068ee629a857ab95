/** Addresses as formats of schemas have them: leading zeros are taken, zones are not. Truth: k8s.io/utils/net ParseIPSloppy */

const isDotted = (text: string): boolean => {
  const parts = text.split('.')
  return parts.length === 4 && parts.every(part => /^\d{1,8}$/.test(part) && Number(part) <= 255)
}

function isColoned(text: string): boolean {
  const end = text.lastIndexOf(':') + 1
  const tail = text.slice(end)
  if (tail.includes('.') && !isDotted(tail)) return false
  const hex = tail.includes('.') ? `${text.slice(0, end)}0:0` : text
  const [head = '', rest, more] = hex.split('::')
  if (more !== undefined) return false
  const groups = (side: string): string[] => (side === '' ? [] : side.split(':'))
  const all = [...groups(head), ...groups(rest ?? '')]
  if (!all.every(group => /^[0-9a-f]{1,4}$/i.test(group))) return false
  return rest === undefined ? all.length === 8 : all.length < 8
}

const isIp = (text: string): boolean => text.length <= 64 && (text.includes(':') ? isColoned(text) : isDotted(text))

export const isIpv4 = (text: string): boolean => isIp(text) && text.includes('.')
export const isIpv6 = (text: string): boolean => isIp(text) && text.includes(':')

export function isCidr(text: string): boolean {
  const slash = text.indexOf('/')
  const address = text.slice(0, slash)
  const bits = text.slice(slash + 1)
  if (slash < 0 || !isIp(address) || !/^\d{1,8}$/.test(bits)) return false
  return Number(bits) <= (address.includes(':') ? 128 : 32)
}

/** 6, 8 or 20 bytes: by two digits with dashes or colons between, or by four with dots. Truth: net.ParseMAC */
export function isMac(text: string): boolean {
  if (/^[0-9a-f]{4}(?:\.[0-9a-f]{4})+$/i.test(text)) return [14, 19, 49].includes(text.length)
  return /^[0-9a-f]{2}(?:([:-])[0-9a-f]{2}(?:\1[0-9a-f]{2})*)$/i.test(text) && [17, 23, 59].includes(text.length)
}

/** What could stand in a request: absolute, or a path from the root. Truth: net/url.ParseRequestURI */
export function isRequestUri(text: string): boolean {
  if (text === '' || /[\u0000-\u001f\u007f]/.test(text)) return false
  if (text === '*') return true
  const scheme = /^[A-Za-z][A-Za-z0-9+.-]*:/.exec(text)?.[0] ?? ''
  const rest = text.slice(scheme.length).split('?', 1)[0] ?? ''
  if (!rest.startsWith('/')) return scheme !== '' && rest !== ''
  const named = rest.startsWith('//') && (scheme !== '' || !rest.startsWith('///'))
  const slash = named ? rest.indexOf('/', 2) : 0
  const authority = named ? rest.slice(2, slash < 0 ? undefined : slash) : ''
  const path = slash < 0 ? '' : rest.slice(slash)
  return isAuthority(authority) && !/%(?![0-9a-f]{2})/i.test(path)
}

function isAuthority(text: string): boolean {
  const host = text.slice(text.lastIndexOf('@') + 1)
  if (/[\s<>"^`{}|\\]/.test(host)) return false
  const [, name, port] = /^(\[[^\]]*\]|[^:[\]]*)(?::(.*))?$/.exec(host) ?? []
  return name !== undefined && (port === undefined || /^\d*$/.test(port))
}
