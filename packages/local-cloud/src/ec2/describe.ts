import { AwsError } from '../aws/aws-error.ts';
import type { Ec2Call } from './ec2-call.ts';
import { invalidValue } from './ec2-errors.ts';
import { applyFilters, type FilterValues } from './filter.ts';
import type { Tags } from './tags.ts';
import type { Ec2Members } from './wire.ts';

/** What a Describe operation lists. */
export interface Described<Item> {
  items(): readonly Item[];
  /** Unique among the items, and their order. */
  idOf(item: Item): string;
  /** The parameter that lists ids (`VpcId`), and what an unknown one is answered with. */
  readonly ids?: { readonly parameter: string; notFound(id: string): AwsError };
  readonly filters: FilterValues<Item>;
  tagsOf(item: Item): Tags;
  /** The answer's list: `vpcSet`. */
  readonly set: string;
  /** How many items a page may be asked to have at most. */
  readonly mostResults: number;
  xml(item: Item): Ec2Members;
}

const LEAST_RESULTS = 5;

/** Reads the parameters that all Describe operations share and answers with one page. */
export async function describeItems<Item>(call: Ec2Call, described: Described<Item>): Promise<Ec2Members> {
  const { input } = call;
  const ids = described.ids === undefined ? [] : input.list(described.ids.parameter);
  const filters = input.filters();
  const limit = readMaxResults(call, described, ids);
  const after = readToken(input.text('NextToken'));
  input.end();
  call.permit({});

  const all = [...described.items()].sort((one, other) =>
    described.idOf(one) < described.idOf(other) ? -1 : 1,
  );
  const known = new Set(all.map(described.idOf));
  for (const id of ids) if (described.ids !== undefined && !known.has(id)) throw described.ids.notFound(id);
  const wanted = ids.length === 0 ? all : all.filter((item) => ids.includes(described.idOf(item)));
  const found = applyFilters(wanted, filters, described.filters, described.tagsOf);
  const rest = after === undefined ? found : found.filter((item) => described.idOf(item) > after);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return {
    [described.set]: page.map(described.xml),
    nextToken: page.length < rest.length && last !== undefined ? pageToken(described.idOf(last)) : undefined,
  };
}

function readMaxResults<Item>(
  { input }: Ec2Call,
  { ids: idList, mostResults }: Described<Item>,
  ids: readonly string[],
): number {
  const text = input.text('MaxResults');
  if (text === undefined) return mostResults;
  const limit = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(limit >= LEAST_RESULTS)) {
    throw invalidValue(text, 'maxResults', `Expecting a value greater than ${LEAST_RESULTS}.`);
  }
  if (idList !== undefined && ids.length > 0) {
    throw new AwsError(
      'InvalidParameterCombination',
      `The parameter ${idList.parameter} cannot be used with the parameter maxResults`,
    );
  }
  return Math.min(limit, mostResults);
}

const TOKEN_START = 'after:';

function pageToken(id: string): string {
  return Buffer.from(`${TOKEN_START}${id}`).toString('base64url');
}

function readToken(token: string | undefined): string | undefined {
  if (token === undefined || token === '') return undefined;
  const text = Buffer.from(token, 'base64url').toString();
  if (text.startsWith(TOKEN_START)) return text.slice(TOKEN_START.length);
  throw new AwsError('InvalidParameterValue', 'Unable to parse pagination token');
}
