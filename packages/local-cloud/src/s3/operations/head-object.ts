import type { S3Operation } from '../s3-call.ts';
import { answerObject } from './get-object.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html */
export const headObject: S3Operation = (call) => answerObject(call, false);
