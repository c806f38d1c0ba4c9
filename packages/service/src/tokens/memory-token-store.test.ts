import { memoryTokenStore } from './memory-token-store.ts';
import { tokenStoreConformance } from './token-store.conformance.ts';

tokenStoreConformance('in memory', async () => memoryTokenStore());
