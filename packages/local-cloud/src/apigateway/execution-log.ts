import type { AccessOutcome } from './access-log.ts';

/**
 * The lines that a stage with a logging level writes about a request, without headers and bodies.
 * With `ERROR` only requests that failed are told of.
 */
export function executionLogLines(level: 'OFF' | 'ERROR' | 'INFO', outcome: AccessOutcome): string[] {
  const { exchange, response, refusal } = outcome;
  if (level === 'OFF' || (level === 'ERROR' && refusal === undefined && response.status < 500)) return [];
  const { http, routed } = exchange;
  const lines = [
    `Extended Request Id: ${exchange.extendedRequestId}`,
    `Starting execution for request: ${http.id}`,
    `HTTP Method: ${http.method}, Resource Path: ${routed?.resourcePath ?? exchange.path}`,
  ];
  if (refusal !== undefined) {
    lines.push(`Gateway response type: ${refusal.type} with status code: ${response.status}`);
    lines.push(`${refusal.rule}: ${refusal.detail ?? refusal.message ?? ''}`);
  } else lines.push('Successfully completed execution');
  lines.push(`Method completed with status: ${response.status}`);
  return lines.map((line) => `(${http.id}) ${line}`);
}
