import { createHash } from 'node:crypto';

/**
 * The id of the task that a line of an import makes: a version 7 UUID (RFC 9562) of the import's time, that sorts by line
 * (4096 lines a millisecond) and is the same each time.
 */
export function importedId(importId: string, moment: number, line: number): string {
  const bytes = createHash('sha256').update(`${importId}#${line}`).digest().subarray(0, 16);
  bytes.writeUIntBE(moment + (line >> 12), 0, 6);
  bytes.writeUInt16BE(0x7000 | (line & 0xfff), 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
