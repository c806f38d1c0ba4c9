import Big from 'big.js';
import { validationError } from './validation-error.ts';

/** DynamoDB's numbers: 38 significant digits, magnitudes from 1E-130 to 9.99...E+125. */
const MAX_DIGITS = 38;
const MAX_EXPONENT = 125;
const MIN_EXPONENT = -130;

const PLAIN_INTEGER = /^(?:0|-?[1-9]\d{0,37})$/;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,9})?$/;
/** Up to this length a decimal text maps onto doubles one to one and in order. */
const EXACT_LENGTH = 15;

/**
 * The one way in which a number is kept and answered: `1.0` and `+1E0` become `1`, never an exponent.
 * Throws AwsError ValidationException when the text is no number, or one that DynamoDB cannot hold.
 */
export function normalizeNumber(text: string): string {
  return PLAIN_INTEGER.test(text) && text.length <= MAX_DIGITS ? text : format(parse(text));
}

/** Negative, zero or positive as `left` is below, equal to or above `right`; both normalized. */
export function compareNumbers(left: string, right: string): number {
  if (left.length <= EXACT_LENGTH && right.length <= EXACT_LENGTH) return Number(left) - Number(right);
  return new Big(left).cmp(right);
}

/** The exact sum of two normalized numbers, normalized. Throws when it does not fit. */
export function addNumbers(left: string, right: string): string {
  return isSmallInteger(left) && isSmallInteger(right)
    ? String(Number(left) + Number(right))
    : format(checked(new Big(left).plus(right)));
}

/** The exact difference of two normalized numbers, normalized. Throws when it does not fit. */
export function subtractNumbers(left: string, right: string): string {
  return isSmallInteger(left) && isSmallInteger(right)
    ? String(Number(left) - Number(right))
    : format(checked(new Big(left).minus(right)));
}

/** A number taken apart: `sign * 0.d1d2d3... * 10^(exponent + 1)`, without leading or trailing zeros. */
export interface DecimalParts {
  readonly sign: -1 | 0 | 1;
  /** The power of ten of the first digit. */
  readonly exponent: number;
  readonly digits: readonly number[];
}

/** The parts of a normalized number; zero has no digits. */
export function decimalParts(normalized: string): DecimalParts {
  const number = new Big(normalized);
  if (number.c[0] === 0) return { sign: 0, exponent: 0, digits: [] };
  return { sign: number.s === -1 ? -1 : 1, exponent: number.e, digits: number.c };
}

function isSmallInteger(text: string): boolean {
  return text.length <= EXACT_LENGTH && !text.includes('.');
}

function parse(text: string): Big {
  if (!NUMBER.test(text)) {
    throw validationError(
      text === ''
        ? 'The parameter cannot be converted to a numeric value'
        : `The parameter cannot be converted to a numeric value: ${text}`,
    );
  }
  return checked(new Big(text.startsWith('+') ? text.slice(1) : text));
}

function checked(number: Big): Big {
  if (number.c[0] === 0) return number;
  if (number.e > MAX_EXPONENT) {
    throw validationError(
      'Number overflow. Attempting to store a number with magnitude larger than supported range',
    );
  }
  if (number.e < MIN_EXPONENT) {
    throw validationError(
      'Number underflow. Attempting to store a number with magnitude smaller than supported range',
    );
  }
  if (number.c.length > MAX_DIGITS) {
    throw validationError(`Attempting to store more than ${MAX_DIGITS} significant digits in a Number`);
  }
  return number;
}

function format(number: Big): string {
  return number.c[0] === 0 ? '0' : number.toFixed();
}
