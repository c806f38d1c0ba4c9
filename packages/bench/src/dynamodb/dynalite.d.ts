declare module 'dynalite' {
  import type { Server } from 'node:http';
  import type { AddressInfo } from 'node:net';

  interface Options {
    readonly path: string;
    readonly createTableMs: number;
    readonly deleteTableMs: number;
    readonly updateTableMs: number;
  }
  // biome-ignore lint/style/noDefaultExport: this is how the library exports it
  export default function dynalite(options: Options): Omit<Server, 'address'> & { address(): AddressInfo };
}
