import { crc32 } from 'node:zlib';

/** The media type of a body that is a stream of events. */
export const EVENT_STREAM_TYPE = 'application/vnd.amazon.eventstream';

const TEXT_HEADER = 7;
const PRELUDE_BYTES = 8;
const CHECKSUM_BYTES = 4;

/** A message that holds an event, as JSON. */
export function eventMessage(type: string, content: object): Buffer {
  return message(
    { ':message-type': 'event', ':event-type': type, ':content-type': 'application/json' },
    content,
  );
}

/** A message that ends the stream with an exception. */
export function exceptionMessage(type: string, text: string): Buffer {
  const headers = {
    ':message-type': 'exception',
    ':exception-type': type,
    ':content-type': 'application/json',
  };
  return message(headers, { message: text });
}

/**
 * One message: its lengths and their checksum, headers, payload, and the checksum of all of it.
 *
 * https://smithy.io/2.0/aws/amazon-eventstream.html
 */
function message(headers: Readonly<Record<string, string>>, content: object): Buffer {
  const fields = Buffer.concat(Object.entries(headers).map(([name, value]) => header(name, value)));
  const payload = Buffer.from(JSON.stringify(content));
  const total = PRELUDE_BYTES + CHECKSUM_BYTES + fields.length + payload.length + CHECKSUM_BYTES;
  const prelude = Buffer.alloc(PRELUDE_BYTES);
  prelude.writeUInt32BE(total, 0);
  prelude.writeUInt32BE(fields.length, 4);
  const checked = Buffer.concat([prelude, checksum(prelude), fields, payload]);
  return Buffer.concat([checked, checksum(checked)]);
}

function header(name: string, value: string): Buffer {
  const [key, text] = [Buffer.from(name), Buffer.from(value)];
  const length = Buffer.alloc(2);
  length.writeUInt16BE(text.length);
  return Buffer.concat([Buffer.from([key.length]), key, Buffer.from([TEXT_HEADER]), length, text]);
}

function checksum(bytes: Buffer): Buffer {
  const value = Buffer.alloc(CHECKSUM_BYTES);
  value.writeUInt32BE(crc32(bytes));
  return value;
}
