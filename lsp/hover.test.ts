import { expect, test } from 'vitest'
import { Conversation } from './testing/conversation.ts'

test('files that are no manifests, and kinds that are no more, are explained as well', async () => {
  const files = {
    'drydock.yaml': 'pro‹setting›file: security\n',
    'kustomization.yaml': 'name‹field›Prefix: a-\n',
    'old.yaml': 'apiVersion: policy/v1beta1\nkind: PodSecurity‹gone›Policy\nmetadata: { name: a }\n',
    'moved.yaml': 'apiVersion: extensions/v1beta1\nkind: Ing‹moved›ress\nmetadata: { name: a }\n',
  }
  const shop = await Conversation.begin(files, Object.keys(files))
  const hover = async (name: string, mark: string) => {
    const found = await shop.client.request<{ contents: { value: string } } | null>(
      'textDocument/hover',
      shop.at(name, mark),
    )
    return found?.contents.value
  }
  expect(await hover('drydock.yaml', 'setting')).toMatch(
    /^\*\*profile\*\*[\s\S]*one of `recommended`[\s\S]*good practice/,
  )
  expect(await hover('kustomization.yaml', 'field')).toContain('**Kustomization.namePrefix**')
  expect(await hover('old.yaml', 'gone')).toContain('served in 1.14 to 1.24, deprecated since 1.21')
  expect(await hover('moved.yaml', 'moved')).toContain('`extensions/v1beta1` served in 1.14 to 1.21')
  await shop.client.close()
  expect(shop.client.errors).toEqual([])
})
