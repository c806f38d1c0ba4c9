import { AwsError } from '../aws/aws-error.ts';
import { invalidValue } from './ec2-errors.ts';
import type { Filter } from './filter.ts';
import { checkTags, type Tags } from './tags.ts';

const MOST_LIST_ENTRIES = 1000;
const MOST_FILTER_VALUES = 200;
/** What a signed GET carries beside the operation's own parameters. */
const PROTOCOL_PARAMETERS = /^(?:Action$|Version$|DryRun$|X-Amz-)/;

/**
 * The parameters of one call. Every operation reads all that it knows and then calls `end`, so that a
 * parameter that nobody reads is refused instead of being passed over.
 */
export class Ec2Input {
  readonly #parameters: ReadonlyMap<string, string>;
  readonly #read = new Set<string>();

  constructor(parameters: URLSearchParams) {
    this.#parameters = new Map(parameters);
  }

  get dryRun(): boolean {
    return this.boolean('DryRun') ?? false;
  }

  text(name: string): string | undefined {
    this.#read.add(name);
    return this.#parameters.get(name);
  }

  /** Throws AwsError `MissingParameter`. */
  required(name: string): string {
    const value = this.text(name);
    if (value === undefined || value === '') {
      throw new AwsError('MissingParameter', `The request must contain the parameter ${lowerFirst(name)}`);
    }
    return value;
  }

  boolean(name: string): boolean | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    if (/^true$/i.test(value)) return true;
    if (/^false$/i.test(value)) return false;
    throw invalidValue(value, lowerFirst(name), 'It must be true or false.');
  }

  /** An attribute's new value, which is sent as `Name.Value`. */
  attribute(name: string): boolean | undefined {
    return this.boolean(`${name}.Value`);
  }

  /** The texts of `Name.1`, `Name.2`, ... in order. */
  list(name: string): string[] {
    return this.entries(name).map((index) => this.text(`${name}.${index}`) ?? '');
  }

  /** `Filter.1.Name`, `Filter.1.Value.1`, ... */
  filters(): Filter[] {
    return this.entries('Filter').map((index) => {
      const name = this.text(`Filter.${index}.Name`);
      if (name === undefined) {
        throw new AwsError('InvalidParameter', 'The filter is missing the parameter Name');
      }
      const values = this.list(`Filter.${index}.Value`);
      if (values.length > MOST_FILTER_VALUES) {
        throw new AwsError(
          'FilterLimitExceeded',
          `The maximum number of filter values specified on a single call is ${MOST_FILTER_VALUES}`,
        );
      }
      return { name, values };
    });
  }

  /** `Tag.1.Key`, `Tag.1.Value`, ... below `prefix`; a value is undefined where none was given. */
  tagList(prefix = 'Tag'): (readonly [key: string, value: string | undefined])[] {
    return this.entries(prefix).map((index) => [
      this.text(`${prefix}.${index}.Key`) ?? '',
      this.text(`${prefix}.${index}.Value`),
    ]);
  }

  /** The tags that a new resource of that type shall have, from `TagSpecification.N`. */
  tagSpecification(resourceType: string): Tags {
    const tags = this.entries('TagSpecification').flatMap((index) => {
      const type = this.text(`TagSpecification.${index}.ResourceType`);
      if (type !== resourceType) {
        throw new AwsError(
          'InvalidParameterValue',
          `'${type ?? 'null'}' is not a valid taggable resource type for this operation.`,
        );
      }
      return this.tagList(`TagSpecification.${index}.Tag`);
    });
    return checkTags(tags);
  }

  /** Throws AwsError for a parameter that AWS knows and that cannot be honoured here; `false` is no wish. */
  refuse(...names: readonly string[]): void {
    for (const [key, value] of this.#parameters) {
      const name = names.find((one) => key === one || key.startsWith(`${one}.`));
      if (name === undefined) continue;
      this.#read.add(key);
      if (value.toLowerCase() === 'false') continue;
      throw new AwsError(
        'UnsupportedOperation',
        `The parameter ${name} is not supported by the local cloud.`,
      );
    }
  }

  /** Throws AwsError `UnknownParameter` for what nobody has read. */
  end(): void {
    for (const key of this.#parameters.keys()) {
      if (this.#read.has(key) || PROTOCOL_PARAMETERS.test(key)) continue;
      throw new AwsError('UnknownParameter', `The parameter ${key.slice(0, 128)} is not recognized`);
    }
  }

  /** Throws AwsError `InvalidParameterValue` for what is no whole number. */
  number(name: string): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    if (/^-?\d{1,9}$/.test(value)) return Number(value);
    throw invalidValue(value, lowerFirst(name), 'It must be a whole number.');
  }

  /** The numbers N for which there is a `Name.N` or `Name.N.<more>`, ascending. */
  entries(name: string): number[] {
    const found = new Set<number>();
    for (const key of this.#parameters.keys()) {
      if (!key.startsWith(`${name}.`)) continue;
      const index = /^(\d{1,6})(?:\.|$)/.exec(key.slice(name.length + 1))?.[1];
      if (index !== undefined && String(Number(index)) === index) found.add(Number(index));
    }
    if (found.size > MOST_LIST_ENTRIES) {
      throw new AwsError('InvalidParameterValue', `${name} has more than ${MOST_LIST_ENTRIES} entries.`);
    }
    return [...found].sort((one, other) => one - other);
  }
}

function lowerFirst(name: string): string {
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
}
