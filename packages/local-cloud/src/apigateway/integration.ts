import type { HttpResponse } from '../front-door/http.ts';
import type { Exchange } from './exchange.ts';
import type { Refusal } from './refusal.ts';

/** What a method does with a request that every check let through. */
export type Integration = (exchange: Exchange) => Promise<HttpResponse | Refusal>;
