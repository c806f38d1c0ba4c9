import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bruToEnvJsonV2, bruToJsonV2, collectionBruToJson, type Named } from '@usebruno/lang';

/** A request of a Bruno collection. What stands in braces (`{{taskId}}`) is put in when it is sent. */
export interface BrunoRequest {
  readonly folder: string;
  readonly name: string;
  readonly method: string;
  readonly url: string;
  readonly headers: readonly Named[];
  readonly body: string | undefined;
  /** What of the answer is kept for later requests, by the variable's name: `res.body.id`. */
  readonly kept: readonly Named[];
  /** What must hold of the answer: `res.status`, `eq 201`. */
  readonly assertions: readonly Named[];
}

type Variables = Map<string, string>;

/** The requests of a collection's folders, in the order in which Bruno runs them. */
export function brunoRequests(collection: string): readonly BrunoRequest[] {
  const shared = collectionBruToJson(readFileSync(join(collection, 'collection.bru'), 'utf8')).headers ?? [];
  const folders = readdirSync(collection, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'environments')
    .map(({ name }) => ({ name, path: join(collection, name) }));
  const ordered = inOrder(folders, ({ path }) =>
    Number(collectionBruToJson(readFileSync(join(path, 'folder.bru'), 'utf8')).meta.seq),
  );
  return ordered.flatMap(({ name: folder, path }) => {
    const files = readdirSync(path).filter((file) => file !== 'folder.bru');
    const read = files.map((file) => bruToJsonV2(readFileSync(join(path, file), 'utf8')));
    return inOrder(read, ({ meta }) => Number(meta.seq)).map(
      ({ meta, http, headers = [], body, vars, assertions = [] }) => ({
        folder,
        name: meta.name,
        method: http.method.toUpperCase(),
        url: http.url,
        headers: [...shared, ...headers],
        body: body?.json,
        kept: vars?.res ?? [],
        assertions,
      }),
    );
  });
}

/** The variables of an environment, with those of the process that they name. */
export function brunoEnvironment(file: string, process: Readonly<Record<string, string>>): Variables {
  const { variables } = bruToEnvJsonV2(readFileSync(file, 'utf8'));
  const named = new Map(Object.entries(process).map(([name, value]) => [`process.env.${name}`, value]));
  return new Map(variables.map(({ name, value }) => [name, filled(value, named)]));
}

/** The text with its variables put in. Throws for one that nobody has set. */
export function filled(text: string, variables: ReadonlyMap<string, string>): string {
  return text.replaceAll(/\{\{([^}]+)\}\}/g, (_whole, name: string) => {
    const value = variables.get(name);
    if (value === undefined) throw new Error(`Nothing has set ${name}`);
    return value;
  });
}

/** What an expression such as `res.body.id` says of an answer, as text. */
export function told(expression: string, answer: object): string {
  const [, ...members] = expression.split('.');
  const value = members.reduce<unknown>((whole, member) => Object(whole)[member], answer);
  return String(value);
}

function inOrder<Thing>(things: readonly Thing[], place: (thing: Thing) => number): readonly Thing[] {
  return [...things].sort((a, b) => place(a) - place(b));
}
