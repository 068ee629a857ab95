import type { Response } from '../apiserver/response.ts'
import { ApiServer } from '../apiserver/server.ts'
import { Store } from '../apiserver/store.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { type Ignore, ignoresIn, marked, mayIgnore } from '../lint/ignore.ts'
import { Linter } from '../lint/linter.ts'
import type { Rule } from '../lint/rule.ts'
import { labelsOf, type ManifestObject, objectsIn } from '../manifest/objects.ts'
import { isObject } from '../resource/json.ts'
import type { Minor } from '../resource/version.ts'
import { catalog, type Kind } from '../schema/catalog.ts'
import type { Document } from '../yaml/document.ts'
import { readDocuments } from '../yaml/read.ts'
import { Admission, type Admitted, admittedAsIs, admittedIn } from './admission.ts'
import { findingsOf } from './answer.ts'
import { asMeant } from './as-meant.ts'
import { Definitions } from './definitions/definitions.ts'
import type { CheckedFile, CheckOptions, Engine, FileResult } from './engine.ts'
import { type Finding, joinFindings } from './finding.ts'
import { decidesOverOthers, mentionsClass } from './reach.ts'
import { recognise } from './recognise/recognise.ts'
import { served } from './served.ts'
import { type KnownFile, type Sketch, sketchOf } from './sketch.ts'
import { type BaseFile, updateFindings } from './updates.ts'
import { NOW } from './world.ts'

/**
 * The engine of `drydock check`: every document is read, every object is put to the API server of every
 * release asked for, and what it refuses or warns about is said at its place.
 */
export class ManifestEngine implements Engine {
  readonly #options: CheckOptions
  readonly #linter: Linter
  readonly #definitions: Definitions
  readonly #servers: ReadonlyMap<Minor, ApiServer>

  constructor(options: CheckOptions, rules: readonly Rule[] = []) {
    this.#options = options
    this.#definitions = new Definitions(options)
    this.#linter = new Linter(rules, {
      profile: options.profile,
      wanted: options.wantedRules,
      options: options.ruleOptions,
      ...(options.scopedOptions && { scoped: options.scopedOptions }),
      minors: options.minors,
      complete: options.complete,
    })
    const world = new Store()
    this.#servers = new Map(
      options.minors.map(minor => [minor, new ApiServer(world, { minor, now: NOW, admission: false })]),
    )
  }

  file({ source, invalid, role, asked, read, items }: CheckedFile): FileResult {
    const documents = read ?? readDocuments(source, { ...(invalid && { invalid }) })
    if (role === 'context') return { documents: 0, objects: 0, diagnostics: [], ...this.#sketch(documents) }
    const other = recognise({ name: source.name, text: source.text, documents, asked, knows: this.#knows })
    if (other !== undefined) return { documents: documents.length, objects: 0, diagnostics: [], other }
    const diagnostics = documents.flatMap(document => [...document.diagnostics, ...notAnObject(document)])
    const byDocument = documents.map(objectsIn)
    const objects = byDocument.flat()
    if (role === 'objects') {
      items?.look(objects.length)
      const found = (object: ManifestObject) => [...this.#object(object), ...this.#linter.alone([object])]
      for (const object of objects)
        for (const one of items?.of(object, () => found(object)) ?? found(object)) diagnostics.push(one)
    }
    const count = role === 'objects' ? objects.length : 0
    const ignores = mayIgnore(source)
      ? documents.flatMap((document, index) => ignoresIn(document, byDocument[index]!))
      : []
    return {
      documents: documents.length,
      objects: count,
      diagnostics: marked(diagnostics, ignores),
      ...(ignores.length > 0 && { ignores }),
      ...(role === 'objects' && !read && this.#sketch(documents, objects)),
      labels: subject => labelsOf(objects, subject),
    }
  }

  /** What the rest of the run needs of a file: rules that look across files need more than admission does. */
  #sketch(documents: readonly Document[], objects = documents.flatMap(objectsIn)): { sketch?: Sketch } {
    if (objects.length === 0) return {}
    const { text } = documents[0]!.source
    return {
      sketch: {
        decides: decidesOverOthers(text),
        classed: mentionsClass(text),
        objects: sketchOf(documents, objects, this.#linter.looksAcross ? 'all' : 'names'),
      },
    }
  }

  /** File by file: each is read once more at most, and its findings can be told before the next one is. */
  *together(files: readonly KnownFile[], base: readonly BaseFile[] = []): Generator<Diagnostic, void> {
    const admitted = new Map(files.map(file => [file, admittedIn(file)]))
    const admission = this.#admission([...admitted.values()].flat())
    const among = this.#linter.across(files.flatMap(({ objects }) => objects))
    const byName = new Map(files.map(file => [file.name, file]))
    for (const [file, objects] of admitted) {
      if (!file.judged) continue
      const found = objects.flatMap(one => [...admission.of(one), ...among(one.object)])
      yield* marked(found, ignoresAt(found, byName))
    }
    const changes = base.length > 0 ? updateFindings(files, base, this.#options.minors, this.#definitions) : []
    yield* marked(changes, ignoresAt(changes, byName))
  }

  /**
   * What can only be said of objects among others, all read already: what an editor asks while somebody types. Each
   * step is short; when something changes in between, the rest is not asked for.
   *
   * @param all those that are judged as well, in the order in which they would be read
   * @param decides something among them has a say about the others: a limit, a quota, a policy
   */
  *among(
    judged: readonly ManifestObject[],
    all: readonly ManifestObject[],
    decides: boolean,
  ): Generator<void, readonly Diagnostic[]> {
    const found: Diagnostic[] = []
    for (const some of this.#linter.acrossInSteps(judged, all)) {
      found.push(...some)
      yield
    }
    if (decides || this.#options.complete) {
      const wanted = new Set(judged)
      const admitted = all.map(admittedAsIs)
      const admission = this.#admission(admitted)
      for (const one of admitted) {
        if (!wanted.has(one.object)) continue
        found.push(...admission.of(one))
        yield
      }
    }
    return markedBy(judged, found)
  }

  readonly #knows = (apiVersion: string, kind: string): boolean =>
    this.#options.minors.some(minor => catalog(minor).kind(apiVersion, kind) !== undefined)

  #admission(all: readonly Admitted[]): Admission {
    return new Admission(all, this.#options.minors, this.#options.complete, this.#definitions)
  }

  #object(object: ManifestObject): Diagnostic[] {
    const untyped = missingType(object)
    if (untyped) return [untyped]
    const { minors } = this.#options
    const found = new Map<Minor, Finding[]>(minors.map(minor => [minor, this.#release(object, minor)]))
    return joinFindings(object, found, minors)
  }

  #release(object: ManifestObject, minor: Minor): Finding[] {
    const how = served(object, minor, this.#definitions)
    switch (how.as) {
      case 'built-in':
      case 'file':
        return [...how.findings, ...unsaid(this.#answers(object, how.kind, minor), how.findings)]
      case 'custom':
        return [
          ...how.findings,
          ...unsaid(this.#answers(object, how.kind, minor, how.definition.server(minor)), how.findings),
        ]
      case 'absent':
        return [...how.findings]
      case 'unknown':
        return this.#unknownKind(object)
    }
  }

  /** What cannot be decoded hides what the server would say next, so it is asked again for the object as meant. */
  #answers(object: ManifestObject, kind: Kind, minor: Minor, server = this.#servers.get(minor)!): Finding[] {
    const strict = ask(server, object, kind, 'Strict')
    const findings = findingsOf(strict, object, kind, minor)
    const meant = strict.problems?.length ? asMeant(object.value, strict.problems, kind) : undefined
    if (!meant) return findings
    return [...findings, ...findingsOf(ask(server, object, kind, 'Ignore', meant), object, kind, minor)]
  }

  #unknownKind({ apiVersion, kind }: ManifestObject): Finding[] {
    const { unknownKinds } = this.#options
    if (unknownKinds === 'ignore') return []
    return [
      {
        code: 'api/no-definition',
        severity: unknownKinds,
        message: `${apiVersion} ${kind} is not built in, and no CustomResourceDefinition at hand defines it`,
        path: ['kind'],
        advice: builtInNamed(apiVersion, kind, this.#options.minors) ?? DEFINE_IT,
      },
    ]
  }
}

/** What the files that something was found in ask not to hear of. */
const ignoresAt = (found: readonly Diagnostic[], files: ReadonlyMap<string, KnownFile>): readonly Ignore[] =>
  [...new Set(found.map(({ at }) => at.source.name))].flatMap(name => files.get(name)?.ignores ?? [])

/** Findings about objects, those marked that the objects' own texts ask not to hear of. */
function markedBy(objects: readonly ManifestObject[], found: readonly Diagnostic[]): readonly Diagnostic[] {
  const sources = new Set(objects.map(({ document }) => document.source))
  const asking = new Set([...sources].filter(mayIgnore))
  if (found.length === 0 || asking.size === 0) return found
  const documents = new Set(objects.map(({ document }) => document).filter(({ source }) => asking.has(source)))
  return marked(
    found,
    [...documents].flatMap(document => ignoresIn(document, objects)),
  )
}

function ask(
  server: ApiServer,
  { value, subject }: ManifestObject,
  { group, version, plural, namespaced, kind }: Kind,
  fieldValidation: 'Strict' | 'Ignore',
  body = value,
): Response {
  return server.create({
    resource: { group, version, resource: plural, kind, namespaced },
    namespace: namespaced ? (subject.namespace ?? 'default') : '',
    body,
    fieldValidation,
  })
}

/** The server warns of deprecated versions in the words already said: said once is enough. */
const unsaid = (answers: readonly Finding[], said: readonly Finding[]): Finding[] =>
  answers.filter(answer => !said.some(({ message }) => message === answer.message))

/** A document among manifests that is a text or a list: nothing is passed over in silence. */
function notAnObject(document: Document): Diagnostic[] {
  const { problem, value, source } = document
  if (problem !== undefined || isObject(value)) return []
  const what = Array.isArray(value) ? 'a list' : value === null ? 'nothing' : 'a single value'
  const { start, end } = document.span
  const at = { source, start, end }
  return [
    { code: 'object/none', severity: 'error', message: `This document holds ${what} where an object is expected`, at },
  ]
}

const DEFINE_IT = 'Name its definition with --crds, or keep it among the files.'

/** Groups of custom resources have a dot: `app/v1` of a Deployment is a slip. */
function builtInNamed(apiVersion: string, kind: string, minors: readonly Minor[]): string | undefined {
  const group = apiVersion.split('/')[0] ?? ''
  if (group.includes('.')) return undefined
  const meant = minors.flatMap(minor => catalog(minor).named(kind)).find(({ config }) => !config)
  return meant === undefined ? undefined : `Did you mean ${meant.apiVersion}?`
}

function missingType(object: ManifestObject): Diagnostic | undefined {
  const missing = object.apiVersion === '' ? 'apiVersion' : object.kind === '' ? 'kind' : undefined
  if (!missing) return undefined
  const message = missing === 'kind' ? `Object 'Kind' is missing` : 'apiVersion not set'
  const slip = Object.keys(object.value).find(key => key.toLowerCase() === missing.toLowerCase())
  return {
    code: 'object/no-type',
    severity: 'error',
    message,
    at: slip === undefined ? object.at([missing]) : object.keyAt([slip]),
    advice: slip === undefined ? `Add ${missing}.` : `Write ${missing} instead of ${slip}.`,
  }
}
