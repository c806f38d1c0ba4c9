import { itemStoreConformance } from './item-store.conformance.ts';
import { memoryItemStore } from './memory-item-store.ts';

itemStoreConformance('in memory', async () => memoryItemStore());
