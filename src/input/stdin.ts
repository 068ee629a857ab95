/** Everything on standard input; of more than the limit, just enough to see that it is more. */
export async function readStdin(limitBytes: number): Promise<Uint8Array> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of process.stdin) {
    const bytes = Buffer.isBuffer(part) ? part : Buffer.from(String(part))
    parts.push(bytes)
    size += bytes.length
    if (size > limitBytes) break
  }
  return Buffer.concat(parts)
}
