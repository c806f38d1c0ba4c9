/** Media types that no browser runs anything of, wherever the file comes from. */
const HARMLESS: ReadonlySet<string> = new Set([
  'application/gzip',
  'application/json',
  'application/msword',
  'application/pdf',
  'application/vnd.ms-excel',
  'application/vnd.ms-powerpoint',
  'application/vnd.oasis.opendocument.presentation',
  'application/vnd.oasis.opendocument.spreadsheet',
  'application/vnd.oasis.opendocument.text',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/x-ndjson',
  'application/zip',
  'audio/mpeg',
  'audio/ogg',
  'image/avif',
  'image/bmp',
  'image/gif',
  'image/heic',
  'image/jpeg',
  'image/png',
  'image/tiff',
  'image/webp',
  'text/calendar',
  'text/csv',
  'text/markdown',
  'text/plain',
  'video/mp4',
  'video/webm',
]);

/** The type that a file is given out as: its own, unless a browser might run it (HTML, SVG, scripts) or knows it not. */
export function safeContentType(contentType: string): string {
  return HARMLESS.has(contentType) ? contentType : 'application/octet-stream';
}

/**
 * A Content-Disposition that has browsers save a file as `name` (RFC 6266): once for every client in ASCII, and once
 * as it is (RFC 8187).
 */
export function attachmentDisposition(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/[^\x20-\x7e]/g, '')
    .replaceAll(/["\\%]/g, '_');
  const extended = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain.trim() === '' ? 'file' : plain}"; filename*=UTF-8''${extended}`;
}
