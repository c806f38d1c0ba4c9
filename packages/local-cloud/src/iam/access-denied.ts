import { AwsError } from '../aws/aws-error.ts';
import type { Decision } from './policy/evaluate.ts';

export type Denial = Exclude<Decision, { readonly outcome: 'allowed' }>;

export interface DeniedCall {
  /** The caller's ARN. */
  readonly caller: string;
  readonly action: string;
  /** Absent where the sentence names none. */
  readonly resource?: string;
}

/**
 * AWS's sentence about a refused call.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function accessDeniedText({ caller, action, resource }: DeniedCall, denial: Denial): string {
  const reason =
    denial.outcome === 'implicit deny'
      ? `because no ${denial.kind} allows the ${action} action`
      : `with an explicit deny in ${denial.kind.startsWith('i') ? 'an' : 'a'} ${denial.kind}`;
  const where = resource === undefined ? '' : ` on resource: ${resource}`;
  return `User: ${caller} is not authorized to perform: ${action}${where} ${reason}`;
}

/** Services whose refusals have status 400; the others answer 403. */
const STATUS_400 = new Set(['dynamodb', 'logs', 'cognito-idp']);
/** Services of XML protocols, whose code has no `Exception` at its end. */
const SHORT_CODE = new Set(['s3', 'sts', 'iam', 'monitoring', 'cloudformation']);

/** Services that name no resource where an action is about none; the others name `*`. */
const NO_RESOURCE = new Set(['ec2', 'monitoring', 's3']);

/** The error of a refused call in the words of the service that was called. */
export function accessDenied(service: string, denied: DeniedCall, denial: Denial): AwsError {
  const call = worded(service, denied);
  if (service === 'ec2') {
    const text = `You are not authorized to perform this operation. ${accessDeniedText(call, denial)}.`;
    return new AwsError('UnauthorizedOperation', text, 403);
  }
  const code = SHORT_CODE.has(service) ? 'AccessDenied' : 'AccessDeniedException';
  return new AwsError(code, accessDeniedText(call, denial), STATUS_400.has(service) ? 400 : 403);
}

/** How a service writes action and resource into its sentence. */
function worded(service: string, { caller, action, resource }: DeniedCall): DeniedCall {
  if (resource === undefined || (resource === '*' && NO_RESOURCE.has(service))) return { caller, action };
  if (service === 's3') return { caller, action, resource: `"${resource}"` };
  return { caller, action: service === 'sqs' ? action.toLowerCase() : action, resource };
}
