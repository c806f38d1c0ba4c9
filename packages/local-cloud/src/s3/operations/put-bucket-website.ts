import { readWhole } from '../payload/payload.ts';
import { permittedBucket, type S3Operation } from '../s3-call.ts';
import { s3Error } from '../s3-errors.ts';
import {
  checkWebsite,
  type RoutingRule,
  readRedirect,
  readRoutingRule,
  type WebsiteConfiguration,
} from '../website/website-configuration.ts';
import { emptyAnswer } from '../wire.ts';
import {
  childrenOf,
  childText,
  onlyChild,
  onlyChildren,
  readXml,
  requiredText,
  type XmlElement,
} from '../xml-reader.ts';

const MOST_BYTES = 128 * 1024;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketWebsite.html */
export const putBucketWebsite: S3Operation = async (call) => {
  const { name } = permittedBucket(call, 's3:PutBucketWebsite');
  const website = checkWebsite(readWebsite(await readWhole(call.payload(MOST_BYTES))));
  await call.buckets.change(name, (bucket) => ({ ...bucket, website }));
  return emptyAnswer(200);
};

function readWebsite(document: Buffer): WebsiteConfiguration {
  const root = readXml(document, 'WebsiteConfiguration');
  onlyChildren(root, 'ErrorDocument', 'IndexDocument', 'RedirectAllRequestsTo', 'RoutingRules');
  const index = onlyChild(root, 'IndexDocument');
  const error = onlyChild(root, 'ErrorDocument');
  const all = onlyChild(root, 'RedirectAllRequestsTo');
  const rules = onlyChild(root, 'RoutingRules');
  return {
    ...(index === undefined ? {} : { indexSuffix: requiredText(index, 'Suffix') }),
    ...(error === undefined ? {} : { errorKey: requiredText(error, 'Key') }),
    ...(all === undefined ? {} : { redirectAll: readRedirect((name) => childText(all, name)) }),
    rules: rules === undefined ? [] : childrenOf(rules, 'RoutingRule').map(readRule),
  };
}

function readRule(element: XmlElement): RoutingRule {
  onlyChildren(element, 'Condition', 'Redirect');
  const condition = onlyChild(element, 'Condition');
  const redirect = onlyChild(element, 'Redirect');
  if (redirect === undefined || redirect.children.length === 0) throw s3Error('MalformedXML');
  if (condition?.children.length === 0) throw s3Error('MalformedXML');
  return readRoutingRule(
    (name) => condition && childText(condition, name),
    (name) => childText(redirect, name),
  );
}
