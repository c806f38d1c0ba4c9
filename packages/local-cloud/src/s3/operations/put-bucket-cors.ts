import type { CorsRule } from '../bucket-record.ts';
import { checkCorsRules } from '../cors.ts';
import { readWhole } from '../payload/payload.ts';
import { permittedBucket, type S3Operation } from '../s3-call.ts';
import { s3Error } from '../s3-errors.ts';
import { emptyAnswer } from '../wire.ts';
import { childrenOf, childText, onlyChildren, readXml } from '../xml-reader.ts';

const MOST_BYTES = 64 * 1024;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketCors.html */
export const putBucketCors: S3Operation = async (call) => {
  const { name } = permittedBucket(call, 's3:PutBucketCORS');
  const cors = readCors(await readWhole(call.payload(MOST_BYTES)));
  await call.buckets.change(name, (bucket) => ({ ...bucket, cors }));
  return emptyAnswer(200);
};

function readCors(document: Buffer): readonly CorsRule[] {
  const root = readXml(document, 'CORSConfiguration');
  onlyChildren(root, 'CORSRule');
  const rules = childrenOf(root, 'CORSRule').map((element): CorsRule => {
    onlyChildren(
      element,
      'ID',
      'AllowedHeader',
      'AllowedMethod',
      'AllowedOrigin',
      'ExposeHeader',
      'MaxAgeSeconds',
    );
    const texts = (child: string): string[] => childrenOf(element, child).map(({ text }) => text);
    const id = childText(element, 'ID');
    const seconds = childText(element, 'MaxAgeSeconds');
    if (seconds !== undefined && !/^\d{1,9}$/.test(seconds)) throw s3Error('MalformedXML');
    return {
      allowedOrigins: texts('AllowedOrigin'),
      allowedMethods: texts('AllowedMethod'),
      allowedHeaders: texts('AllowedHeader'),
      exposeHeaders: texts('ExposeHeader'),
      ...(id === undefined ? {} : { id }),
      ...(seconds === undefined ? {} : { maxAgeSeconds: Number(seconds) }),
    };
  });
  return checkCorsRules(rules);
}
