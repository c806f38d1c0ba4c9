import type { SupportFinding } from './support-check.ts';

/**
 * What is left out of the templates, a line for each reason: `11 × Description of AWS::ApiGateway::ApiKey (8),
 * AWS::ApiGateway::Deployment (3): descriptions are not kept`. The most frequent first.
 */
export function noteSummary(notes: readonly SupportFinding[]): string[] {
  const reasons = [...grouped(notes, ({ reason }) => reason)];
  return reasons
    .sort(([, left], [, right]) => right.length - left.length)
    .map(([reason, own]) => `${own.length} × ${subjects(own)}: ${reason}`);
}

function subjects(notes: readonly SupportFinding[]): string {
  const properties = [...grouped(notes, ({ property }) => property ?? '')];
  return properties
    .map(([property, own]) => `${property === '' ? '' : `${property} of `}${types(own)}`)
    .join('; ');
}

function types(notes: readonly SupportFinding[]): string {
  const counts = [...grouped(notes, ({ type }) => type)];
  const [only, ...more] = counts;
  if (only !== undefined && more.length === 0) return only[0];
  return counts
    .sort(([, left], [, right]) => right.length - left.length)
    .map(([type, own]) => `${type} (${own.length})`)
    .join(', ');
}

function grouped(
  notes: readonly SupportFinding[],
  keyOf: (note: SupportFinding) => string,
): Map<string, SupportFinding[]> {
  const groups = new Map<string, SupportFinding[]>();
  for (const note of notes) {
    const key = keyOf(note);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [note]);
    else known.push(note);
  }
  return groups;
}
