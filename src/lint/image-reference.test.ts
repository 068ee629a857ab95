import { describe, expect, test } from 'vitest'
import { imageProblem, imageReference } from './image-reference.ts'

const DIGEST = `sha256:${'9b1a2c3d'.repeat(8)}`

test.each([
  ['nginx', { repository: 'nginx' }],
  ['team/web:1', { repository: 'team/web', tag: '1' }],
  ['localhost/web', { registry: 'localhost', repository: 'web' }],
  ['registry:5000/web', { registry: 'registry:5000', repository: 'web' }],
  ['ghcr.io/team/web:1@sha256:ab', { registry: 'ghcr.io', repository: 'team/web', tag: '1', digest: 'sha256:ab' }],
])('%s in its parts', (image, parts) => expect(imageReference(image)).toEqual(parts))

describe('names that an image can have', () => {
  test.each(['nginx', 'a/b/c:v1.2_x-y', 'LocalHost/web', '[::1]:5000/web', `web@${DIGEST}`, 'web__x/y--z.q'])(
    '%s',
    image => expect(imageProblem(image)).toBeUndefined(),
  )

  test.each([
    ['Web', 'the name has to be in lower case'],
    ['web:', 'the tag is empty'],
    ['web:-1', '-1 is not a tag'],
    ['web/', 'web/ is not the name of a repository'],
    ['web..x', 'web..x is not the name of a repository'],
    ['ghcr.io/', 'there is no name in it'],
    ['-x.io/web', '-x.io is not a host'],
    ['web@sha256:ab', 'sha256:ab is not a digest'],
    [`web@sha256:${'a'.repeat(40)}`, 'a sha256 digest has 64 digits, not 40'],
    ['a'.repeat(64), '64 hexadecimal digits alone would be an image ID'],
  ])('but not %s', (image, problem) => expect(imageProblem(image)).toBe(problem))
})
