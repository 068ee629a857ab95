/** Character classes of YAML 1.1. The code 0 stands for the end of the text: NUL itself is no YAML character. */

export const END = 0

/** LF, CR and, unlike YAML 1.2, the Unicode line ends NEL, LS and PS. */
export const isBreak = (code: number): boolean =>
  code === 10 || code === 13 || code === 0x85 || code === 0x2028 || code === 0x2029

export const isBlank = (code: number): boolean => code === 32 || code === 9

export const isBreakOrEnd = (code: number): boolean => code === END || isBreak(code)

export const isSpaceOrEnd = (code: number): boolean => isBlank(code) || isBreakOrEnd(code)

export const isDigit = (code: number): boolean => code >= 48 && code <= 57

/** What anchors, tag handles and directive names are made of. */
export const isWord = (code: number): boolean =>
  isDigit(code) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95 || code === 45

/** The value of a hexadecimal digit, -1 for any other character. */
export function hexOf(code: number): number {
  if (isDigit(code)) return code - 48
  const lower = code | 32
  return lower >= 97 && lower <= 102 ? lower - 87 : -1
}
