/** How keeping a new thing ended. */
export type InsertOutcome<Made> =
  | { readonly outcome: 'inserted' }
  /** The key was used with the same body: this is what it made, as it was then. */
  | { readonly outcome: 'replayed'; readonly made: Made }
  | { readonly outcome: 'key-reused' }
  /** A request with the same key is under way right now. */
  | { readonly outcome: 'busy' };
