import type { Account } from '../aws/account.ts';
import { globMatcher, type WildcardReach } from '../iam/policy/glob.ts';
import { parsePattern } from '../iam/policy/pattern.ts';
import { functionArn } from './function-record.ts';

/** One permission that was given to a function: who may do what, and on whose behalf. */
export interface PolicyStatement {
  readonly sid: string;
  /** Such as `lambda:InvokeFunction`; may hold wildcards. */
  readonly action: string;
  /** A service such as `apigateway.amazonaws.com`, an account id, an ARN, or `*`. */
  readonly principal: string;
  /** ArnLike; absent when any source will do. */
  readonly sourceArn?: string;
  readonly sourceAccount?: string;
  /** Counts for function URLs of this kind only. */
  readonly functionUrlAuthType?: 'NONE' | 'AWS_IAM';
  /** Counts for function URLs only. */
  readonly invokedViaFunctionUrl?: true;
}

type UrlAuthType = NonNullable<PolicyStatement['functionUrlAuthType']>;

/** Whether the statements let the service invoke the function for that source. */
export function serviceMayInvoke(
  statements: readonly PolicyStatement[],
  servicePrincipal: string,
  sourceArn: string,
): boolean {
  return statements.some(
    (statement) =>
      (statement.principal === servicePrincipal || statement.principal === '*') &&
      isForAnyCall(statement) &&
      matchesAction(statement.action, 'lambda:InvokeFunction') &&
      (statement.sourceArn === undefined || arnLike(statement.sourceArn, sourceArn)) &&
      // Sources such as buckets name no account; then there is nothing to compare.
      (statement.sourceAccount === undefined ||
        ['', statement.sourceAccount].includes(sourceArn.split(':')[4] ?? '')),
  );
}

/** The caller's session and the role behind it. */
export function principalArns(arn: string): string[] {
  const [, partition, account, role] = /^arn:([^:]+):sts::(\d+):assumed-role\/([^/]+)\//.exec(arn) ?? [];
  return role === undefined ? [arn] : [arn, `arn:${partition}:iam::${account}:role/${role}`];
}

/** Whether the statements give the role or user itself the right, so that it needs no policy of its own. */
export function principalMay(
  statements: readonly PolicyStatement[],
  principalArns: readonly string[],
  action: string,
): boolean {
  return statements.some(
    ({ principal, sourceArn, sourceAccount, ...statement }) =>
      (principal === '*' || principalArns.includes(principal)) &&
      isForAnyCall(statement) &&
      matchesAction(statement.action, action) &&
      sourceArn === undefined &&
      sourceAccount === undefined,
  );
}

/**
 * Whether the statements let these principals (none for somebody unknown) do `action` through a function URL.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
export function principalMayByUrl(
  statements: readonly PolicyStatement[],
  principalArns: readonly string[],
  action: 'lambda:InvokeFunctionUrl' | 'lambda:InvokeFunction',
  authType: UrlAuthType,
): boolean {
  return statements.some(
    ({ principal, functionUrlAuthType = authType, sourceArn, sourceAccount, ...statement }) =>
      (principal === '*' || principalArns.includes(principal)) &&
      matchesAction(statement.action, action) &&
      functionUrlAuthType === authType &&
      sourceArn === undefined &&
      sourceAccount === undefined,
  );
}

function isForAnyCall(
  statement: Pick<PolicyStatement, 'functionUrlAuthType' | 'invokedViaFunctionUrl'>,
): boolean {
  return statement.functionUrlAuthType === undefined && statement.invokedViaFunctionUrl === undefined;
}

/** The policy document that GetPolicy answers. */
export function policyDocument(
  account: Account,
  name: string,
  qualifier: string,
  statements: readonly PolicyStatement[],
): object {
  return {
    Version: '2012-10-17',
    Id: 'default',
    Statement: statements.map((statement) => statementDocument(account, name, qualifier, statement)),
  };
}

export function statementDocument(
  account: Account,
  name: string,
  qualifier: string,
  statement: PolicyStatement,
): object {
  const { sid, action, principal, sourceArn, sourceAccount, functionUrlAuthType } = statement;
  const equals = {
    ...(sourceAccount === undefined ? {} : { 'AWS:SourceAccount': sourceAccount }),
    ...(functionUrlAuthType === undefined ? {} : { 'lambda:FunctionUrlAuthType': functionUrlAuthType }),
  };
  const condition = {
    ...(Object.keys(equals).length === 0 ? {} : { StringEquals: equals }),
    ...(sourceArn === undefined ? {} : { ArnLike: { 'AWS:SourceArn': sourceArn } }),
    ...(statement.invokedViaFunctionUrl ? { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } } : {}),
  };
  return {
    Sid: sid,
    Effect: 'Allow',
    Principal: principalDocument(account, principal),
    Action: action,
    Resource: functionArn(account, name, qualifier === '' ? undefined : qualifier),
    ...(Object.keys(condition).length === 0 ? {} : { Condition: condition }),
  };
}

function principalDocument(account: Account, principal: string): object | string {
  if (principal === '*') return '*';
  if (/^\d{12}$/.test(principal)) return { AWS: `arn:${account.partition}:iam::${principal}:root` };
  return principal.startsWith('arn:') ? { AWS: principal } : { Service: principal };
}

/** Compares two ARNs part by part, as the condition ArnLike does. */
export function arnLike(pattern: string, arn: string): boolean {
  return matcher(pattern, 'arn-parts')(arn);
}

function matchesAction(pattern: string, action: string): boolean {
  return matcher(pattern.toLowerCase(), 'text')(action.toLowerCase());
}

/** Patterns are few and asked for with every request of an API, so they are taken apart once. */
const matchers = new Map<string, (text: string) => boolean>();
const MAX_MATCHERS = 10_000;

function matcher(pattern: string, reach: WildcardReach): (text: string) => boolean {
  const key = `${reach} ${pattern}`;
  const known = matchers.get(key);
  if (known !== undefined) return known;
  const matches = globMatcher(parsePattern(pattern, { wildcards: true, variables: false }), reach);
  if (matchers.size >= MAX_MATCHERS) matchers.clear();
  const made = (text: string): boolean => matches(text, () => undefined);
  matchers.set(key, made);
  return made;
}
