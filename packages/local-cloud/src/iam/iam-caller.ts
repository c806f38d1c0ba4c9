import type { Account } from '../aws/account.ts';
import type { AuthorizationRequest, Caller, ConditionContext } from '../aws/aws-service.ts';
import type { HttpRequest } from '../front-door/http.ts';
import type { Journal } from '../journal/journal.ts';
import { traceKey } from '../journal/trace-key.ts';
import { accessDenied, accessDeniedText } from './access-denied.ts';
import { explainDecision } from './decision-explanation.ts';
import { type Decision, evaluate, type PolicySet } from './policy/evaluate.ts';
import type { PolicyPrincipal } from './policy/principal.ts';
import { requestContext } from './policy/request-context.ts';
import { requestKeys } from './request-keys.ts';
import type { RoleUsage } from './usage/role-usage.ts';

/** A user or a session of a role, with what it may do at this moment. */
export interface CallerIdentity {
  readonly secretAccessKey: string;
  readonly arn: string;
  readonly accountId: string;
  readonly userId: string;
  readonly principal: PolicyPrincipal;
  /** The role's unique id; absent for users. */
  readonly roleId: string | undefined;
  /** For people: `role tasks-handler`, `user administrator`. */
  readonly subject: string;
  /** Whether the keys are temporary. */
  readonly temporary: boolean;
  /** The policies that apply now. */
  policies(): PolicySet;
  /** The condition keys that tell about the caller: `aws:PrincipalArn`, `aws:userid`, ... */
  principalContext(): ConditionContext;
}

/** The circumstances of one request. */
export interface RequestCircumstances {
  /** The called service's signing name. */
  readonly service: string;
  /** Absent when one part of the cloud calls another. */
  readonly request: HttpRequest | undefined;
  readonly account: Account;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** The caller of one request. */
export class IamCaller implements Caller {
  readonly identity: CallerIdentity;
  readonly #circumstances: RequestCircumstances;
  readonly #journal: Journal;
  readonly #usage: RoleUsage;

  constructor(
    identity: CallerIdentity,
    circumstances: RequestCircumstances,
    journal: Journal,
    usage: RoleUsage,
  ) {
    this.identity = identity;
    this.#circumstances = circumstances;
    this.#journal = journal;
    this.#usage = usage;
  }

  get arn(): string {
    return this.identity.arn;
  }

  get accountId(): string {
    return this.identity.accountId;
  }

  get userId(): string {
    return this.identity.userId;
  }

  authorize(request: AuthorizationRequest): void {
    const decision = this.decide(request);
    if (decision.outcome === 'allowed') {
      if (this.identity.roleId !== undefined) {
        this.#usage.record(this.identity.roleId, request.action, request.resource);
      }
      this.#keep(request, decision, `${this.arn} may perform ${request.action} on ${request.resource}`);
      return;
    }
    const denied = { caller: this.arn, action: request.action, resource: request.resource };
    this.#keep(request, decision, accessDeniedText(denied, decision));
    throw accessDenied(this.#circumstances.service, denied, decision);
  }

  /** What is allowed to one part of the cloud in another's name is no request that somebody could ask about. */
  #keep(request: AuthorizationRequest, decision: Decision, text: string): void {
    const { request: http } = this.#circumstances;
    const allowed = decision.outcome === 'allowed';
    if (allowed && http === undefined) return;
    const traceId = traceKey(http?.header('x-amzn-trace-id'));
    this.#journal.write({
      source: 'iam',
      outcome: allowed ? 'allowed' : 'refused',
      ...(http === undefined ? {} : { requestId: http.id }),
      ...(traceId === undefined ? {} : { traceId }),
      ...explainDecision(this.identity, request, decision),
      text,
    });
  }

  /** The decision alone: nothing is thrown, counted or written. */
  decide(request: AuthorizationRequest): Decision {
    const { context, resourcePolicy } = request;
    const policies = this.identity.policies();
    return evaluate(resourcePolicy === undefined ? policies : { ...policies, resource: [resourcePolicy] }, {
      action: request.action,
      resource: request.resource,
      principal: this.identity.principal,
      context: this.contextOf(context),
    });
  }

  /** The condition keys of this request, with those of one action before them. */
  contextOf(context: ConditionContext = {}): ReturnType<typeof requestContext> {
    return requestContext(
      () => context,
      () => this.identity.principalContext(),
      () => requestKeys(this.#circumstances),
    );
  }
}
