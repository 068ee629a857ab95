import { expect, test } from 'vitest'
import { imageTag } from './image-tag.ts'

test.each([
  ['nginx', 'latest'],
  ['nginx:1.27', '1.27'],
  ['registry.example.com:5000/team/web', 'latest'],
  ['registry.example.com:5000/team/web:v2', 'v2'],
  [`web@sha256:${'a'.repeat(64)}`, ''],
  [`web:1@sha256:${'a'.repeat(64)}`, '1'],
  ['localhost/web:dev', 'dev'],
  ['Web', undefined],
  ['web:', undefined],
  [' web', undefined],
  ['', undefined],
  ['a'.repeat(64), undefined],
])('%s has the tag %s', (image, tag) => expect(imageTag(image)).toBe(tag))
