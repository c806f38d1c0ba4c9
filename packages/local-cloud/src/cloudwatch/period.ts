import { invalidCombination, invalidValue } from './cloudwatch-input.ts';

const MINUTE = 60_000;
const HIGH_RESOLUTION = [1, 5, 10, 20, 30];

/** Milliseconds of a period in seconds. Throws AwsError for one that CloudWatch does not take. */
export function readPeriod(seconds: number): number {
  if (!HIGH_RESOLUTION.includes(seconds) && !(seconds > 0 && seconds % 60 === 0)) {
    throw invalidValue('The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60 seconds.');
  }
  return seconds * 1000;
}

/** From when on is read: the start of a minute, where the first stretch begins. Throws AwsError. */
export function readRange(start: number, end: number): { readonly start: number; readonly end: number } {
  if (start >= end) {
    throw invalidValue('The parameter StartTime must be less than the parameter EndTime.');
  }
  return { start: Math.floor(start / MINUTE) * MINUTE, end };
}

/** Throws AwsError when a call would get too many data points. */
export function checkDataPoints(asked: number, most: number): void {
  if (asked <= most) return;
  throw invalidCombination(
    `You have requested up to ${asked} datapoints, which exceeds the limit of ${most}. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
  );
}
