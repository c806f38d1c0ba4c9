import { invalidArgument, s3Error } from '../s3-errors.ts';

/** How a bucket is served as a website. https://docs.aws.amazon.com/AmazonS3/latest/API/API_WebsiteConfiguration.html */
export interface WebsiteConfiguration {
  /** What is added to a path that ends with a slash. */
  readonly indexSuffix?: string;
  /** The key of the page for 4xx errors. */
  readonly errorKey?: string;
  /** Where every request is sent; then there is nothing else. */
  readonly redirectAll?: Redirect;
  readonly rules: readonly RoutingRule[];
}

export interface RoutingRule {
  readonly keyPrefix?: string;
  /** A status, such as `404`: then the rule is about errors only. */
  readonly errorCode?: string;
  readonly redirect: Redirect;
}

export interface Redirect {
  readonly hostName?: string;
  readonly protocol?: string;
  /** A status; 301 by default. */
  readonly code?: string;
  /** The two exclude each other. */
  readonly replaceKeyPrefixWith?: string;
  readonly replaceKeyWith?: string;
}

const MOST_RULES = 50;

/** Gives a member of a redirect or a condition by AWS's name; undefined when it is not there. */
export type MemberReader = (name: string) => string | undefined;

export function readRoutingRule(condition: MemberReader, redirect: MemberReader): RoutingRule {
  const [keyPrefix, errorCode] = [condition('KeyPrefixEquals'), condition('HttpErrorCodeReturnedEquals')];
  return {
    ...(keyPrefix === undefined ? {} : { keyPrefix }),
    ...(errorCode === undefined ? {} : { errorCode }),
    redirect: readRedirect(redirect),
  };
}

export function readRedirect(read: MemberReader): Redirect {
  const [hostName, protocol, code] = [read('HostName'), read('Protocol'), read('HttpRedirectCode')];
  const [replaceKeyPrefixWith, replaceKeyWith] = [read('ReplaceKeyPrefixWith'), read('ReplaceKeyWith')];
  return {
    ...(hostName === undefined ? {} : { hostName }),
    ...(protocol === undefined ? {} : { protocol }),
    ...(code === undefined ? {} : { code }),
    ...(replaceKeyPrefixWith === undefined ? {} : { replaceKeyPrefixWith }),
    ...(replaceKeyWith === undefined ? {} : { replaceKeyWith }),
  };
}

/** The configuration, when S3 takes it. Throws AwsError `InvalidArgument`, `InvalidRequest`. */
export function checkWebsite(website: WebsiteConfiguration): WebsiteConfiguration {
  const { indexSuffix, errorKey, redirectAll, rules } = website;
  if (redirectAll !== undefined) {
    if (indexSuffix !== undefined || errorKey !== undefined || rules.length > 0) {
      throw invalid('RedirectAllRequestsTo cannot be provided in conjunction with other Routing Rules.');
    }
    if (redirectAll.hostName === undefined) throw s3Error('MalformedXML');
    checkProtocol(redirectAll.protocol);
    return website;
  }
  if (indexSuffix === undefined) {
    throw invalidArgument(
      'IndexDocument',
      'null',
      'A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty',
    );
  }
  if (indexSuffix === '' || indexSuffix.includes('/')) {
    throw invalidArgument('IndexDocument', indexSuffix, 'The IndexDocument Suffix is not well formed');
  }
  if (errorKey === '') throw invalidArgument('ErrorDocument', '', 'The ErrorDocument Key is not well formed');
  if (rules.length > MOST_RULES) {
    throw invalid(
      `${rules.length} routing rules provided, the number of routing rules in a website configuration is limited to ${MOST_RULES}.`,
    );
  }
  for (const rule of rules) checkRule(rule);
  return website;
}

function checkRule({ errorCode, redirect }: RoutingRule): void {
  const { code, protocol, replaceKeyPrefixWith, replaceKeyWith } = redirect;
  checkProtocol(protocol);
  if (errorCode !== undefined && !/^[45]\d\d$/.test(errorCode)) {
    throw invalid(
      `The provided HTTP error code (${errorCode.slice(0, 16)}) is not valid. Valid codes are 4XX or 5XX.`,
    );
  }
  if (code !== undefined && !/^30[1-578]$/.test(code)) {
    throw invalid(
      `The provided HTTP redirect code (${code.slice(0, 16)}) is not valid. Valid codes are 3XX except 300.`,
    );
  }
  if (replaceKeyPrefixWith !== undefined && replaceKeyWith !== undefined) {
    throw invalid('You can only define ReplaceKeyPrefix or ReplaceKey but not both.');
  }
}

function checkProtocol(protocol: string | undefined): void {
  if (protocol === undefined || protocol === 'http' || protocol === 'https') return;
  throw invalid(
    'Invalid protocol, protocol can be http or https. If not defined the protocol will be selected automatically.',
  );
}

function invalid(text: string): Error {
  return s3Error('InvalidRequest', {}, text);
}
