const VALUE = /\bvalue: [\w.*&]*(?=[[{])/g

/**
 * The server shows the whole value that it refuses, a pod template of three thousand characters if need be. For people
 * such a value is left out; formats that are read by machines have it all.
 *
 *     spec.template: Invalid value: {"labels":…}: field is immutable → spec.template: Invalid value: {…}: field is immutable
 */
export function withoutDumps(message: string, longest = 200): string {
  if (message.length <= longest) return message
  let text = ''
  let at = 0
  VALUE.lastIndex = 0
  for (let match = VALUE.exec(message); match; match = VALUE.exec(message)) {
    const start = match.index + match[0].length
    const end = behindBrackets(message, start)
    if (end - start <= longest) continue
    text += `${message.slice(at, start)}${message[start]}…${message[end - 1]}`
    at = end
    VALUE.lastIndex = end
  }
  return text + message.slice(at)
}

/** Behind the bracket that closes the one at an offset; brackets in quotes do not count. */
function behindBrackets(text: string, from: number): number {
  let depth = 0
  let quoted = false
  for (let at = from; at < text.length; at++) {
    const char = text[at]
    if (quoted && char === '\\') at++
    else if (char === '"') quoted = !quoted
    else if (quoted) continue
    else if (char === '{' || char === '[') depth++
    else if ((char === '}' || char === ']') && --depth === 0) return at + 1
  }
  return text.length
}
