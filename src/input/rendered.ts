import type { Source } from '../text/source.ts'

/** Where an object of a rendered text comes from. */
export interface Origin {
  /** The file that holds it, absolute. */
  readonly file: string
  /** Made by a generator in that file rather than written there. */
  readonly generated: boolean
}

/** What kustomize or helm made of a folder. */
export interface Rendered {
  readonly tool: 'kustomize' | 'helm'
  /** The folder of the Kustomization or chart. */
  readonly folder: string
  /** The file that stands for all of it: kustomization.yaml, Chart.yaml. */
  readonly file: string
  readonly source: Source
  /** By document, in order; absent where the tool does not say. */
  readonly origins: readonly (Origin | undefined)[]
  /** Files that may change what the origin says. */
  readonly patches: readonly string[]
  /** Kustomizations that the rendering went through, which may change it as well. */
  readonly kustomizations: readonly string[]
  /** Files in which to look when the tool does not say. */
  readonly candidates: readonly string[]
}

/** What a tool had to say instead. */
export interface Failed {
  readonly reason: string
  /** It was stopped, because it took too long. */
  readonly slow?: boolean
}

/** The documents of a tool's output that hold more than comments: it always writes `---` on a line of its own between them. */
export const splitOutput = (text: string): string[] =>
  text.split(/^---[ \t]*\r?\n/m).filter(document => /^[ \t]*[^#\s]/m.test(document))
