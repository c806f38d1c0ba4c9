/** What a line of a function's log says that its developer should see at once. */
export interface LogFinding {
  readonly rule: 'access denied' | 'error in the log';
  readonly text: string;
}

const DENIED = /[^"'\n]{0,200}is not authorized to perform: [^"'\n\\]{1,600}/;
const QUOTED_RESOURCE =
  /[^"'\n]{0,200}is not authorized to perform: \S+ on resource: \\?"[^"\\\n]+\\?"[^"'\n\\]{0,300}/;
const COLUMNS = /^\S+\t\S+\t[A-Z]+\t/;
/** As Node's console writes it, and as Python's logging does, or Python's runtime. */
const TEXT_ERROR = /^(?:\S+\t\S+\tERROR\t|\[ERROR\](?:\t\S+\t\S*\t| ))(.*)$/s;
const MAX_LENGTH = 400;

/** AWS's own sentence about a missing permission, or the text of an error; undefined for any other line. */
export function findingOf(line: string): LogFinding | undefined {
  if (line.includes('is not authorized to perform: ')) {
    const text = line.replace(COLUMNS, '');
    const [sentence] = QUOTED_RESOURCE.exec(text) ?? DENIED.exec(text) ?? [text];
    return { rule: 'access denied', text: shown(sentence.replaceAll('\\"', '"')) };
  }
  const text = errorText(line);
  return text === undefined ? undefined : { rule: 'error in the log', text: shown(text) };
}

function errorText(line: string): string | undefined {
  const text = TEXT_ERROR.exec(line)?.[1];
  // Node's own warnings are written as errors, but nothing has failed.
  if (text !== undefined) return text.startsWith('(node:') ? undefined : text;
  if (!line.startsWith('{') || !/"level"\s*:\s*"(?:ERROR|FATAL)"/i.test(line)) return undefined;
  try {
    const { message, errorMessage, error } = JSON.parse(line);
    const parts = [message, errorMessage, error?.message].filter((part) => typeof part === 'string');
    return parts.length === 0 ? line : parts.join(': ');
  } catch {
    return line;
  }
}

/** One short line without anything that looks like a token. */
function shown(text: string): string {
  const clean = text
    .replace(/\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g, '[token]')
    .replace(/\s+/g, ' ')
    .trim();
  return clean.length > MAX_LENGTH ? `${clean.slice(0, MAX_LENGTH)}...` : clean;
}
