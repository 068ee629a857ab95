import type { CheckedFile, CheckOptions, Engine } from '../../check/engine.ts'
import { KnownFile, NOTHING, readSketch } from '../../check/sketch.ts'
import type { BaseFile } from '../../check/updates.ts'
import type { Skipped } from '../../diagnostic/skipped.ts'
import { binary } from '../../input/content.ts'
import { Origins } from '../../input/origin/map-back.ts'
import type { Rendered } from '../../input/rendered.ts'
import { toFinding } from '../../report/finding.ts'
import { masks } from '../../report/redact/mask-of.ts'
import type { Finding, FoundIgnore } from '../../report/report.ts'
import type { Source } from '../../text/source.ts'
import { type Answer, answer, checkedFile, type Unit } from './answer.ts'
import type { AnswerCache } from './cache.ts'
import { bytesOf, digestOf, type Held } from './contents.ts'
import type { Packaged } from './packaged.ts'
import { canUseWorkers, examineInWorkers } from './pool.ts'
import type { Progress } from './progress.ts'
import type { Request } from './request.ts'
import { rulesOf } from './rule-modules.ts'
import { inShard } from './shard.ts'

/** So much for each thread: every one of them takes its time until the program runs fast in it. */
const WORTH_THREADS_BYTES = 8_000_000

/** A file to be looked into. Without a key only for what others may refer to. */
interface Open {
  readonly held: Held
  readonly key?: string
}

/** What a run is about. */
export interface Files {
  readonly held: readonly Held[]
  /** Files that are not asked about, but may be referred to, */
  readonly around: readonly Held[]
  /** unless what is said across files is wanted of them as well. */
  readonly judgesAround?: boolean
  /** What there was before: changing it must be possible. */
  readonly base?: readonly BaseFile[]
}

/** One look at a set of files: each by itself, what is rendered of them, and all of them together. */
export class Run {
  readonly findings: Finding[] = []
  readonly ignores: FoundIgnore[] = []
  readonly #sketches = new Map<string, string>()
  readonly skipped: Skipped[] = []
  readonly counts = { files: 0, documents: 0, objects: 0 }
  readonly #request: Request
  readonly #options: CheckOptions
  readonly #cache: AnswerCache
  readonly #packaged: Packaged
  readonly #progress: Progress
  #engine: Engine | undefined

  constructor(request: Request, options: CheckOptions, cache: AnswerCache, packaged: Packaged, progress: Progress) {
    this.#request = request
    this.#options = options
    this.#cache = cache
    this.#packaged = packaged
    this.#progress = progress
  }

  /** The engine is only loaded when there is something that no earlier run has answered. */
  async #theEngine(): Promise<Engine> {
    if (!this.#engine) {
      const { makeEngine } = await import('../../check/make-engine.ts')
      this.#engine = await makeEngine(this.#options, await rulesOf(this.#request.ruleModules))
    }
    return this.#engine
  }

  async files(all: Files): Promise<void> {
    const { held, around } = all
    const answered = this.#cache.get(this.#togetherKey(all)) !== undefined
    const open: Open[] = []
    for (const one of held) {
      const part = this.#packaged.partOf(one.file)
      const mine = inShard(one.file.name, this.#request.shard)
      if (part.kind === 'other') {
        // What is rendered is not left out: it comes in another shape.
        if (mine && !part.rendered) this.skipped.push({ file: one.file.name, why: part.what })
        continue
      }
      const key = this.#keyOf(one)
      const known = mine ? this.#cache.get(key) : undefined
      if (known) this.#take(one.file.name, known)
      else if (mine) open.push({ held: one, key })
      if ((known || !mine) && !answered && part.role !== 'syntax') open.push({ held: one })
    }
    if (!answered) for (const one of around) open.push({ held: one })
    const size = open.reduce((sum, { held: one }) => sum + (one.bytes?.length ?? WORTH_THREADS_BYTES), 0)
    const threads = Math.min(this.#request.jobs, Math.floor(size / WORTH_THREADS_BYTES))
    if (threads > 1 && canUseWorkers()) await this.#inThreads(open, threads)
    else await this.#inline(open)
  }

  #keyOf(one: Held): string {
    const part = this.#packaged.partOf(one.file)
    const role = part.kind === 'role' ? part.role : 'context'
    return digestOf('file', one.file.name, one.digest, role, String(one.file.asked))
  }

  async #inline(open: readonly Open[]): Promise<void> {
    if (open.length === 0) return
    const engine = await this.#theEngine()
    let done = 0
    for (const one of open) {
      this.#progress.say('Checking file', ++done, open.length)
      const unit = this.#unitOf(one)
      if (unit) this.#keep(one, answer(engine, checkedFile(unit), this.#request))
    }
  }

  async #inThreads(open: readonly Open[], threads: number): Promise<void> {
    const sent: Open[] = []
    let position = 0
    let done = 0
    const next = (): Unit | undefined => {
      while (position < open.length) {
        const one = open[position++]!
        const unit = this.#unitOf(one)
        if (!unit) continue
        sent.push(one)
        return unit
      }
      return undefined
    }
    const { carryLabels, ruleModules } = this.#request
    const settings = { options: this.#options, carryLabels, ruleModules }
    await examineInWorkers(next, settings, threads, (index, found) => {
      this.#progress.say('Checking file', ++done, open.length)
      this.#keep(sent[index]!, found)
    })
  }

  /** A file to examine, or nothing when there is a finding instead. */
  #unitOf({ held, key }: Open): Unit | undefined {
    const part = this.#packaged.partOf(held.file)
    const content = bytesOf(held, this.#request.selection.limitBytes)
    const refused = 'bytes' in content ? binary(held.file.name, content.bytes) : content.diagnostic
    if (refused || !('bytes' in content)) {
      if (refused && key !== undefined) this.findings.push(toFinding(refused, masks()))
      return undefined
    }
    return {
      name: held.file.name,
      bytes: content.bytes,
      role: part.kind === 'role' && key !== undefined ? part.role : 'context',
      asked: held.file.asked,
    }
  }

  #keep({ held: { file }, key }: Open, found: Answer): void {
    if (found.sketch !== undefined) this.#sketches.set(file.name, found.sketch)
    if (key === undefined) return
    this.#cache.set(key, found)
    this.#take(file.name, found)
  }

  #take(name: string, { documents, objects, findings, other, ignores }: Answer): void {
    if (other !== undefined) this.skipped.push({ file: name, why: other })
    else this.counts.files++
    this.counts.documents += documents
    this.counts.objects += objects
    for (const one of findings) this.findings.push(one)
    for (const one of ignores ?? []) this.ignores.push(one)
  }

  /** What kustomize and helm made, with findings where their source is. */
  async rendered(): Promise<void> {
    const { rendered, known } = this.#packaged
    for (const found of known) this.#takeRendered(found)
    for (const { rendered: one, key } of rendered) {
      const origins = new Origins(one, this.#packaged.read)
      const found = answer(await this.#theEngine(), renderedFile(one), {
        carryLabels: this.#request.carryLabels,
        move: diagnostic => origins.move(diagnostic),
      })
      this.#cache.set(key, found)
      this.#takeRendered(found)
    }
  }

  #takeRendered({ objects, findings }: Answer): void {
    this.counts.objects += objects
    for (const one of findings) this.findings.push(one)
  }

  #togetherKey({ held, around, base = [], judgesAround = false }: Files): string {
    const { shard } = this.#request
    const part = `${shard ? `${shard.index}/${shard.of}` : ''} ${judgesAround}`
    const files = [
      ...held.map(one => this.#keyOf(one)),
      'around',
      ...around.map(({ file, digest }) => file.name + digest),
    ]
    const before = base.map(({ name, text }) => `${name} ${text}`)
    return digestOf('together', part, ...files, 'base', ...before, ...this.#packaged.keys)
  }

  /** What can only be said of everything together. */
  async together(all: Files): Promise<void> {
    const { held, around, base, judgesAround = false } = all
    const key = this.#togetherKey(all)
    const known = this.#cache.get(key)
    if (known) {
      for (const one of known.findings) this.findings.push(one)
      return
    }
    const engine = await this.#theEngine()
    if (!engine.together) return
    const onlyAround = new Set(around)
    const files = [...held, ...around].flatMap(one => {
      const part = this.#packaged.partOf(one.file)
      if (part.kind !== 'role' || part.role === 'syntax') return []
      const asked = judgesAround || !onlyAround.has(one)
      const judged = part.role === 'objects' && asked && inShard(one.file.name, this.#request.shard)
      return [this.#knownFile(one, judged)]
    })
    const moves = new Map<Source, Origins>()
    for (const one of await this.#packaged.all()) {
      const file = renderedFile(one)
      files.push(KnownFile.of(file, engine.file(file)))
      moves.set(one.source, new Origins(one, this.#packaged.read))
    }
    const maskOf = masks()
    const byName = this.#request.carryLabels ? new Map(files.map(file => [file.name, file])) : undefined
    const mine: Finding[] = []
    for (const diagnostic of engine.together(files, base)) {
      const { subject, at } = diagnostic
      const origins = moves.get(at.source)
      const finding = toFinding(origins ? origins.move(diagnostic) : diagnostic, maskOf)
      const labels = byName && subject && byName.get(at.source.name)?.labelsOf(subject)
      if (inShard(finding.file, this.#request.shard)) mine.push(labels ? { ...finding, labels } : finding)
    }
    this.#cache.set(key, { documents: 0, objects: 0, findings: mine })
    for (const one of mine) this.findings.push(one)
  }

  #knownFile(one: Held, judged: boolean): KnownFile {
    const sketch = this.#sketches.get(one.file.name)
    this.#sketches.delete(one.file.name)
    return new KnownFile(one.file.name, judged, sketch === undefined ? NOTHING : readSketch(sketch), () => {
      const unit = this.#unitOf({ held: one })
      return unit && checkedFile(unit).source
    })
  }
}

const renderedFile = ({ source }: Rendered): CheckedFile => ({ source, role: 'objects', asked: false })
