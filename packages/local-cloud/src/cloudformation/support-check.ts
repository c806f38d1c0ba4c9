import { notedReason } from './noted-types.ts';
import {
  type Json,
  type JsonObject,
  type PropertySupport,
  type ResourceProvider,
  UnsupportedPropertyError,
} from './resource-provider.ts';

/** Something in a template that does not work here, and whether that stops the start. */
export interface SupportFinding {
  readonly outcome: 'refused' | 'noted';
  readonly stackName: string;
  readonly logicalId: string;
  readonly type: string;
  /** Where CDK made the resource; absent when the template does not say. */
  readonly constructPath?: string;
  /** A path such as `MfaConfiguration`; absent when the whole type is meant. */
  readonly property?: string;
  /** Why; may be empty for what is of no interest. */
  readonly reason: string;
}

/** What stopped a start: every finding, so that one run shows all there is to mend. */
export class UnsupportedTemplateError extends Error {
  override name = 'UnsupportedTemplateError';
  readonly findings: readonly SupportFinding[];
  constructor(findings: readonly SupportFinding[]) {
    super(
      [
        'The template asks for what the local cloud does not emulate, so nothing was started:',
        ...findings.map((finding) => `  ${describeFinding(finding)}`),
      ].join('\n'),
    );
    this.findings = findings;
  }
}

/** One line: `Taskyard-Api: Pool (AWS::Cognito::UserPool at Taskyard-Api/Pool) MfaConfiguration: why`. */
export function describeFinding(finding: SupportFinding): string {
  const { constructPath: path } = finding;
  const made = path === undefined ? '' : ` at ${path}`;
  const subject = `${finding.stackName}: ${finding.logicalId} (${finding.type}${made})`;
  const property = finding.property === undefined ? '' : ` ${finding.property}`;
  return `${subject}${property}: ${finding.reason}`;
}

/**
 * What of one resource is refused or noted. `properties` may hold placeholders where a value is only
 * known once another resource is there.
 */
export function checkSupport(
  resource: Pick<SupportFinding, 'stackName' | 'logicalId' | 'type' | 'constructPath'>,
  properties: JsonObject,
  provider: ResourceProvider | undefined,
): SupportFinding[] {
  const finding = (outcome: 'refused' | 'noted', reason: string, property?: string): SupportFinding => ({
    ...resource,
    outcome,
    reason,
    ...(property === undefined ? {} : { property }),
  });
  if (provider === undefined) {
    const noted = notedReason(resource.type);
    return [
      noted === undefined
        ? finding('refused', 'this resource type is not supported.')
        : finding('noted', noted),
    ];
  }
  const findings: SupportFinding[] = [];
  const { properties: table } = provider;
  for (const [name, value] of Object.entries(table === 'any' ? {} : properties)) {
    const support = table !== 'any' && Object.hasOwn(table, name) ? table[name] : undefined;
    const verdict = judge(support, value);
    if (verdict !== undefined) findings.push(finding(verdict.outcome, verdict.reason, name));
  }
  for (const { path, message } of nestedRefusals(provider, properties)) {
    findings.push(finding('refused', message, path));
  }
  return findings;
}

/** A check stops at the first property it refuses, so it is asked again about the properties without that one. */
function nestedRefusals(provider: ResourceProvider, properties: JsonObject): UnsupportedPropertyError[] {
  const refusals: UnsupportedPropertyError[] = [];
  let rest = properties;
  for (;;) {
    try {
      provider.check?.(rest);
      return refusals;
    } catch (error) {
      if (!(error instanceof UnsupportedPropertyError)) throw error;
      // What must not be missing is refused a second time.
      if (refusals.some(({ path }) => path === error.path)) return refusals;
      refusals.push(error);
      const without = withoutPath(rest, error.path.split('.'));
      if (without === undefined) return refusals;
      rest = without;
    }
  }
}

/** A copy without the member at `path`; undefined when nothing is there, or an element of a list. */
function withoutPath(object: JsonObject, path: readonly string[]): JsonObject | undefined {
  const [name = '', ...inner] = path;
  const { [name]: member, ...others } = object;
  if (member === undefined) return undefined;
  if (inner.length === 0) return others;
  if (typeof member !== 'object' || member === null) return undefined;
  if (!Array.isArray(member)) {
    const without = withoutPath(member as JsonObject, inner);
    return without && { ...object, [name]: without };
  }
  const [index = '', ...below] = inner;
  const element: Json | undefined = member[Number(index)];
  if (typeof element !== 'object' || element === null || Array.isArray(element)) return undefined;
  const without = withoutPath(element as JsonObject, below);
  return without && { ...object, [name]: member.map((entry) => (entry === element ? without : entry)) };
}

function judge(
  support: PropertySupport | undefined,
  value: Json,
): { outcome: 'refused' | 'noted'; reason: string } | undefined {
  if (support === 'supported') return undefined;
  if (support === undefined) return { outcome: 'refused', reason: 'this property is not supported.' };
  if ('supportedWhen' in support)
    return support.supportedWhen(value) ? undefined : judge(support.otherwise, value);
  if ('noted' in support) return { outcome: 'noted', reason: support.noted };
  return { outcome: 'refused', reason: support.refused };
}
