import type { AdministratorClient } from './administrator.ts';

interface FunctionPage {
  readonly Functions: readonly { readonly FunctionName: string }[];
  readonly NextMarker?: string | null;
}

/** The names of all functions. */
export async function functionNames(client: AdministratorClient): Promise<readonly string[]> {
  const names: string[] = [];
  let marker: string | null | undefined;
  do {
    const query = marker ? `?Marker=${encodeURIComponent(marker)}` : '';
    const response = await client.lambda(`/2015-03-31/functions/${query}`);
    const page = (await response.json()) as FunctionPage;
    names.push(...page.Functions.map(({ FunctionName }) => FunctionName));
    marker = page.NextMarker;
  } while (marker);
  return names;
}
