import { crc32, deflateRawSync } from 'node:zlib';

/** A .zip file with these entries; `lie` overrides what their headers say. */
export function zip(
  files: Readonly<Record<string, string>>,
  lie: {
    readonly crc?: number;
    readonly size?: number;
    readonly mode?: number;
    /** Not deflated. */
    readonly stored?: boolean;
  } = {},
): Buffer {
  const parts: Buffer[] = [];
  const directoryEntries: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const content = Buffer.from(text);
    const packed = lie.stored === true ? content : deflateRawSync(content);
    const nameBytes = Buffer.from(name);
    const sizes = Buffer.alloc(12);
    sizes.writeUInt32LE(lie.crc ?? crc32(content), 0);
    sizes.writeUInt32LE(packed.length, 4);
    sizes.writeUInt32LE(lie.size ?? content.length, 8);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(lie.stored === true ? 0 : 8, 8);
    sizes.copy(local, 14);
    local.writeUInt16LE(nameBytes.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(lie.stored === true ? 0 : 8, 10);
    sizes.copy(entry, 16);
    entry.writeUInt16LE(nameBytes.length, 28);
    entry.writeUInt32LE(((lie.mode ?? 0o100644) << 16) >>> 0, 38);
    entry.writeUInt32LE(offset, 42);
    parts.push(local, nameBytes, packed);
    directoryEntries.push(entry, nameBytes);
    offset += 30 + nameBytes.length + packed.length;
  }
  const listing = Buffer.concat(directoryEntries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, listing, end]);
}
