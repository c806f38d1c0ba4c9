declare module '@usebruno/lang' {
  /** A line of a block: `name: value`. */
  export interface Named {
    readonly name: string;
    readonly value: string;
  }

  interface Meta {
    readonly name: string;
    readonly seq: string;
  }

  export function bruToJsonV2(text: string): {
    readonly meta: Meta;
    readonly http: { readonly method: string; readonly url: string };
    readonly headers?: readonly Named[];
    readonly body?: { readonly json?: string };
    readonly vars?: { readonly res?: readonly Named[] };
    readonly assertions?: readonly Named[];
  };

  export function bruToEnvJsonV2(text: string): { readonly variables: readonly Named[] };

  export function collectionBruToJson(text: string): {
    readonly meta: Meta;
    readonly headers?: readonly Named[];
  };
}
