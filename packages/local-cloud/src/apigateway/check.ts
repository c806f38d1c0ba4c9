import type { Exchange } from './exchange.ts';
import type { Refusal } from './refusal.ts';

/**
 * One step between the route and the integration: gives a refusal, or nothing when the request may go on.
 * It may leave what it found out on the exchange.
 */
export type Check = (exchange: Exchange) => Refusal | undefined | Promise<Refusal | undefined>;
