/** A file that was not looked into, and why: nothing is passed over in silence. */
export interface Skipped {
  readonly file: string
  readonly why: string
}
