import { createHash } from 'node:crypto';
import { type OpenApiDocument, type OpenApiOptions, type OperationInput, openApi } from '@taskyard/contract';
import type { Implementation } from '../api/call.ts';
import { readReply } from '../api/read-reply.ts';

/** What the operations of the module work with. */
export interface AboutTools {
  /** Where this deployment is. */
  readonly addresses: OpenApiOptions;
}

/** Gives the OpenAPI document, made at the first request: deriving it takes a moment. */
export function getOpenApi({ addresses }: AboutTools): Implementation<OperationInput, OpenApiDocument> {
  let made: { readonly document: OpenApiDocument; readonly tag: string } | undefined;
  return async ({ header }) => {
    made ??= tagged(openApi(addresses));
    const reply = readReply(made.document, made.tag, header('If-None-Match'));
    return { ...reply, headers: { ...reply.headers, 'Cache-Control': 'public, max-age=300' } };
  };
}

function tagged(document: OpenApiDocument): { document: OpenApiDocument; tag: string } {
  const hash = createHash('sha256').update(JSON.stringify(document)).digest('base64url');
  return { document, tag: `"${hash.slice(0, 22)}"` };
}
