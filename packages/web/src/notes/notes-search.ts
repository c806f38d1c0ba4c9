/** What the address says about the notes. */
export interface NotesSearch {
  /** The note that is open. */
  readonly note?: string;
  /** What titles must contain. */
  readonly q?: string;
}

export function readNotesSearch({ note, q }: Readonly<Record<string, unknown>>): NotesSearch {
  return {
    ...(typeof note === 'string' && note !== '' ? { note } : {}),
    ...(typeof q === 'string' && q !== '' ? { q } : typeof q === 'number' ? { q: String(q) } : {}),
  };
}
