import { deflateRawSync, crc32 as nodeCrc } from 'node:zlib'

/**
 * A zip archive of files by name, which is what a .vsix is. Times are fixed, so that the same files give the same
 * bytes. Truth: PKWARE's APPNOTE, 4.3
 */
export function zip(files) {
  const parts = []
  const central = []
  let offset = 0
  for (const [name, content] of files) {
    const path = Buffer.from(name)
    const packed = deflateRawSync(content, { level: 9 })
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(0x0800, 2)
    common.writeUInt16LE(8, 4)
    common.writeUInt16LE(0, 6)
    common.writeUInt16LE(0x5a21, 8)
    common.writeUInt32LE(crc32(content), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(content.length, 18)
    common.writeUInt16LE(path.length, 22)
    parts.push(signature(0x04034b50), common, path, packed)
    const entry = Buffer.alloc(14)
    entry.writeUInt32LE(0o100644 * 0x10000, 6)
    entry.writeUInt32LE(offset, 10)
    central.push(signature(0x02014b50), Buffer.from([20, 3]), common, entry, path)
    offset += 30 + path.length + packed.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(files.length, 4)
  end.writeUInt16LE(files.length, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...parts, directory, signature(0x06054b50), end])
}

function signature(number) {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(number)
  return bytes
}

const TABLE = Array.from({ length: 256 }, (_, index) => {
  let value = index
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value >>> 0
})

/** Node has its own since 20.15. */
function crc32(bytes) {
  if (nodeCrc) return nodeCrc(bytes)
  let crc = 0xffffffff
  for (const byte of bytes) crc = TABLE[(crc ^ byte) & 255] ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}
