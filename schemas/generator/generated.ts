/** The files made from the data files: the index and the interfaces. They are made from nothing else. */
import type { FileData } from '../format.ts'
import { indexFile } from './index-file.ts'
import { typesFile } from './types-file.ts'

/** From the text of the data files by path ("apps/v1.json") to the text of the generated files by path. */
export function generatedFiles(texts: ReadonlyMap<string, string>): Map<string, string> {
  const data = new Map([...texts].map(([path, text]) => [path.replace(/\.json$/, ''), JSON.parse(text) as FileData]))
  const folders = new Map([...data].map(([path, file]) => [file.home, path]))
  const files = new Map([['index.generated.ts', indexFile([...texts.keys()])]])
  for (const [path, file] of data) files.set(`types/${path}.generated.ts`, typesFile(file, folders))
  return files
}
