import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { isObject } from '../resource/json.ts'
import type { Document } from '../yaml/document.ts'
import { readDocuments } from '../yaml/read.ts'
import type { CheckedFile, Engine, FileResult } from './engine.ts'
import { recognise } from './recognise/recognise.ts'

/** Checks that files can be read and tells what they are. */
export const readingEngine = (): Engine => ({ file: readFile })

function readFile({ source, role, asked }: CheckedFile): FileResult {
  if (role === 'context') return { documents: 0, objects: 0, diagnostics: [] }
  const documents = readDocuments(source)
  const other = recognise({ name: source.name, text: source.text, documents, asked })
  if (other !== undefined) return { documents: documents.length, objects: 0, diagnostics: [], other }
  const diagnostics: Diagnostic[] = documents.flatMap(document => document.diagnostics)
  const objects = role === 'syntax' ? 0 : documents.reduce((sum, document) => sum + objectsIn(document), 0)
  return { documents: documents.length, objects, diagnostics }
}

/** A `List` counts for what it lists. */
function objectsIn({ value }: Document): number {
  if (!isObject(value) || typeof value['kind'] !== 'string') return 0
  return value['kind'].endsWith('List') && Array.isArray(value['items']) ? value['items'].length : 1
}
