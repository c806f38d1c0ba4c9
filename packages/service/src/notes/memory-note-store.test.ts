import { memoryNoteStore } from './memory-note-store.ts';
import { noteStoreConformance } from './note-store.conformance.ts';

noteStoreConformance('in memory', async () => memoryNoteStore());
