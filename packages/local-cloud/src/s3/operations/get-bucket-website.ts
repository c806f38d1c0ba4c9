import { permittedBucket, type S3Operation } from '../s3-call.ts';
import { s3Error } from '../s3-errors.ts';
import { documentAnswer } from '../wire.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketWebsite.html */
export const getBucketWebsite: S3Operation = async (call) => {
  const { website, name } = permittedBucket(call, 's3:GetBucketWebsite');
  if (website === undefined) throw s3Error('NoSuchWebsiteConfiguration', { BucketName: name });
  const { indexSuffix, errorKey, redirectAll, rules } = website;
  return documentAnswer('WebsiteConfiguration', {
    RedirectAllRequestsTo: redirectAll && { HostName: redirectAll.hostName, Protocol: redirectAll.protocol },
    IndexDocument: indexSuffix === undefined ? undefined : { Suffix: indexSuffix },
    ErrorDocument: errorKey === undefined ? undefined : { Key: errorKey },
    RoutingRules:
      rules.length === 0
        ? undefined
        : {
            RoutingRule: rules.map(({ keyPrefix, errorCode, redirect }) => ({
              Condition:
                keyPrefix === undefined && errorCode === undefined
                  ? undefined
                  : { KeyPrefixEquals: keyPrefix, HttpErrorCodeReturnedEquals: errorCode },
              Redirect: {
                Protocol: redirect.protocol,
                HostName: redirect.hostName,
                ReplaceKeyPrefixWith: redirect.replaceKeyPrefixWith,
                ReplaceKeyWith: redirect.replaceKeyWith,
                HttpRedirectCode: redirect.code,
              },
            })),
          },
  });
};
