import type { GatewayResponseType } from './gateway-response-types.ts';

/** An answer that the gateway makes itself, before or instead of the integration's. */
export interface Refusal {
  readonly type: GatewayResponseType;
  /** Where it differs from the type's own status. */
  readonly status?: number;
  /** `x-amzn-ErrorType`, where it differs from the type's own. */
  readonly errorType?: string;
  /** `$context.error.message`; null is a JSON null in the body. */
  readonly message: string | null;
  /** The whole body where AWS does not use the default template's shape. */
  readonly builtInBody?: string;
  /** `$context.error.validationErrorString`. */
  readonly validationError?: string;
  /** The rule that decided, for the journal. */
  readonly rule: string;
  /** What happened, for the journal, where the message says too little. */
  readonly detail?: string;
  readonly hint?: string;
  /** The journal calls an answer `failed` when the API or its backend is at fault, not the caller. */
  readonly failed?: boolean;
  /** Whoever refused has written to the journal already. */
  readonly explained?: boolean;
}

export function isRefusal(value: object): value is Refusal {
  return 'type' in value && 'rule' in value;
}

/** 401 `Unauthorized`. */
export function unauthorized(rule: string, detail: string, hint?: string): Refusal {
  return {
    type: 'UNAUTHORIZED',
    message: 'Unauthorized',
    rule,
    detail,
    ...(hint === undefined ? {} : { hint }),
  };
}

/** `Internal server error` with 500 (the API is set up wrongly) or 502 (the backend's answer is no answer). */
export function internalServerError(status: 500 | 502, rule: string, detail: string, hint?: string): Refusal {
  return {
    type: status === 500 ? 'API_CONFIGURATION_ERROR' : 'DEFAULT_5XX',
    status,
    message: 'Internal server error',
    rule,
    detail,
    failed: true,
    ...(hint === undefined ? {} : { hint }),
  };
}

/** 502: what the backend answered is no answer. */
export function integrationFailure(rule: string, detail: string): Refusal {
  return {
    type: 'INTEGRATION_FAILURE',
    status: 502,
    message: 'Internal server error',
    rule,
    detail,
    failed: true,
  };
}

export function routeNotFound(detail: string, hint?: string): Refusal {
  return {
    type: 'MISSING_AUTHENTICATION_TOKEN',
    message: 'Missing Authentication Token',
    rule: 'route',
    detail,
    ...(hint === undefined ? {} : { hint }),
  };
}
