const PARTITIONS = new Set(['aws', 'aws-cn', 'aws-us-gov', '*']);
const IAM_PATHS = [
  'user/',
  'federated-user/',
  'role/',
  'group/',
  'instance-profile/',
  'mfa/',
  'server-certificate/',
  'policy/',
  'sms-mfa/',
  'saml-provider/',
  'oidc-provider/',
  'report/',
  'access-report/',
];

/** What is wrong with a `Resource`: IAM's text, or nothing but that its oldest parser fails. */
export type ResourceProblem = { readonly text: string } | 'legacy';

/** Undefined when `pattern` is `*` or the pattern of an ARN. */
export function findResourceProblem(pattern: string): ResourceProblem | undefined {
  if (pattern === '*') return undefined;
  const parts = splitArn(pattern);
  const [scheme, partition, vendor, region = '', account = '', ...rest] = parts;
  if (partition === undefined) return { text: `Resource ${pattern} must be in ARN format or "*".` };
  if (!PARTITIONS.has(partition)) {
    return { text: `Partition "${partition}" is not valid for resource "${padded(parts)}".` };
  }
  if (vendor === undefined || /[*?]/.test(vendor)) {
    return { text: 'Resource vendor must be fully qualified and cannot contain regexes.' };
  }
  const complete = parts.length >= 6;
  if (vendor === '' || scheme !== 'arn' || (vendor === 's3' && !complete)) return 'legacy';
  if (vendor === 's3' && region !== '' && region !== '*' && account === '') {
    return { text: `Resource ${pattern} can not contain region information.` };
  }
  return vendor === 'iam' ? findIamProblem(pattern, region, rest.join(':')) : undefined;
}

function findIamProblem(pattern: string, region: string, path: string): ResourceProblem | undefined {
  if (region !== '' && region !== '*') {
    return { text: `IAM resource ${pattern} cannot contain region information.` };
  }
  // A path that begins with a wildcard or a variable can still become any of them.
  if (/^[*?$]/.test(path) || path === 'root' || IAM_PATHS.some((start) => path.startsWith(start))) {
    return undefined;
  }
  return { text: `IAM resource path must either be "*" or start with ${IAM_PATHS.join(', ')}.` };
}

/** The parts between the colons, the colons inside `${...}` left alone. */
function splitArn(pattern: string): string[] {
  return pattern.split(/:(?![^{}]*\})/);
}

function padded([, ...rest]: readonly string[]): string {
  const missing = Array.from({ length: Math.max(0, 5 - rest.length) }, () => '*');
  return ['arn', ...rest, ...missing].join(':');
}
