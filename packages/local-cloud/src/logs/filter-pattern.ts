import { parseDelimitedPattern } from './delimited-filter-pattern.ts';
import { parseJsonPattern } from './json-filter-pattern.ts';
import { invalid } from './logs-input.ts';

/** Whether a message is one of those that a filter pattern asks for. */
export type MessageFilter = (message: string) => boolean;

const MAX_LENGTH = 1024;
const TERM = /\s*([?-]?)(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))/gy;

/**
 * Reads a filter pattern as CloudWatch Logs does: terms that must all occur (`ERROR "not found"`), terms that
 * must not (`-debug`), terms of which one must occur (`?WARN ?ERROR`), a condition on messages that are
 * JSON (`{ $.level = "ERROR" }`), or one on fields that are divided by blanks (`[ip, status = 4*, ...]`). An empty pattern takes every message.
 * Throws AwsError `InvalidParameterException` for anything else.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function parseFilterPattern(pattern: string): MessageFilter {
  const text = pattern.trim();
  if (text.length > MAX_LENGTH) throw invalid(`filterPattern is longer than ${MAX_LENGTH} characters.`);
  if (text === '') return () => true;
  if (text.startsWith('{')) return parseJsonPattern(text);
  if (text.startsWith('[')) return parseDelimitedPattern(text);
  return parseTerms(text);
}

function parseTerms(text: string): MessageFilter {
  const required: string[] = [];
  const excluded: string[] = [];
  const optional: string[] = [];
  let end = 0;
  for (const match of text.matchAll(TERM)) {
    const [whole, sign, quoted, plain] = match;
    end = match.index + whole.length;
    if (plain?.startsWith('%')) {
      throw invalid('Invalid filter pattern: regular expressions (%...%) are not supported.');
    }
    const term = quoted === undefined ? (plain ?? '') : quoted.replace(/\\(.)/g, '$1');
    (sign === '?' ? optional : sign === '-' ? excluded : required).push(term);
  }
  if (text.slice(end).trim() !== '') throw invalid('Invalid filter pattern: a quotation mark is missing.');
  return (message) =>
    required.every((term) => message.includes(term)) &&
    !excluded.some((term) => message.includes(term)) &&
    (optional.length === 0 || optional.some((term) => message.includes(term)));
}
