import type { AdministratorClient } from './administrator.ts';
import { collected, paged } from './paged.ts';

interface FunctionPage {
  readonly Functions: readonly { readonly FunctionName: string }[];
  readonly NextMarker?: string | null;
}

/** The names of all functions. */
export function functionNames(client: AdministratorClient): Promise<readonly string[]> {
  return collected(
    paged(async (marker) => {
      const query = marker === undefined ? '' : `?Marker=${encodeURIComponent(marker)}`;
      const response = await client.lambda(`/2015-03-31/functions/${query}`);
      const { Functions, NextMarker } = (await response.json()) as FunctionPage;
      return { entries: Functions.map(({ FunctionName }) => FunctionName), token: NextMarker };
    }),
  );
}
