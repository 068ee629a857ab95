/** Paths without a file system, with `/`. */

const isAbsolute = (path: string): boolean => path.startsWith('/') || /^[A-Za-z]:\//.test(path)

function segmentsOf(path: string): string[] {
  const segments: string[] = []
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop()
    else if (segment !== '.' && segment !== '') segments.push(segment)
  }
  return segments
}

/**
 * The way from a folder to a file that is named from another folder: `apps/web.yaml` is what leads from `/repo` to
 * `web.yaml` in `/repo/apps`. Both folders are absolute.
 */
export function wayFrom(folder: string, elsewhere: string, name: string): string {
  const from = segmentsOf(folder)
  const to = segmentsOf(isAbsolute(name) ? name : `${elsewhere}/${name}`)
  let same = 0
  while (same < from.length && same < to.length - 1 && from[same] === to[same]) same++
  return [...from.slice(same).map(() => '..'), ...to.slice(same)].join('/')
}
