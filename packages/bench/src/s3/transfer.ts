import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { CreateBucketCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';

// A client in a process of its own: sends an object up in parts and reads it back, holding neither. Argument: the size
// in MB; where to and as whom is in the environment. Prints what it took as JSON.
const [, , megabytes = '0'] = process.argv;
const MB = 1024 * 1024;
const client = new S3Client();
const place = { Bucket: 'bench', Key: 'large' };
await client.send(new CreateBucketCommand({ Bucket: place.Bucket }));

const chunk = randomBytes(MB);
function* content(): Generator<Buffer> {
  for (let count = 0; count < Number(megabytes); count += 1) yield chunk;
}

const started = performance.now();
await new Upload({
  client,
  params: { ...place, Body: Readable.from(content()) },
  partSize: 8 * MB,
  queueSize: 4,
}).done();
const uploaded = performance.now();
const { Body } = await client.send(new GetObjectCommand(place));
let size = 0;
for await (const part of Body as Readable) size += part.length;
const downloaded = performance.now();
if (size !== Number(megabytes) * MB) throw new Error(`${size} bytes came back.`);
process.stdout.write(
  JSON.stringify({
    up: uploaded - started,
    down: downloaded - uploaded,
    memory: process.resourceUsage().maxRSS / 1024,
  }),
);
