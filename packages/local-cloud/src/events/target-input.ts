import { jsonPath } from '../apigateway/json-path.ts';
import type { Account } from '../aws/account.ts';
import { type RuleRecord, type RuleTarget, ruleArn } from './rule-record.ts';

/** An event as rules see it. */
export type RuleEvent = Readonly<Record<string, unknown>>;

const PLACEHOLDER = /<([A-Za-z0-9_.-]+)>/g;

/**
 * The JSON that a target gets: its own input, a part of the event, what a template makes of it, or the event.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function targetInput(
  account: Account,
  rule: RuleRecord,
  target: RuleTarget,
  event: RuleEvent,
): string {
  if (target.input !== undefined) return target.input;
  if (target.inputPath !== undefined) return JSON.stringify(jsonPath(target.inputPath)(event) ?? null);
  if (target.transformer === undefined) return JSON.stringify(event);
  const { paths, template } = target.transformer;
  const partNamed = (name: string): unknown => {
    if (name === 'aws.events.event' || name === 'aws.events.event.json') return event;
    if (name === 'aws.events.rule-arn') return ruleArn(account, rule);
    if (name === 'aws.events.rule-name') return rule.name;
    const path = paths[name];
    return path === undefined ? undefined : jsonPath(path)(event);
  };
  return template.replaceAll(PLACEHOLDER, (whole, name: string, offset: number) => {
    const value = partNamed(name);
    if (value === undefined) return isWithinText(template, offset) ? '' : name in paths ? 'null' : whole;
    if (!isWithinText(template, offset)) return JSON.stringify(value);
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return JSON.stringify(text).slice(1, -1);
  });
}

/** Whether a place in JSON is between quotes. */
function isWithinText(template: string, offset: number): boolean {
  const quotes = template.slice(0, offset).replaceAll(/\\./g, '').match(/"/g);
  return (quotes?.length ?? 0) % 2 === 1;
}
