import { memoryRecordStore } from './memory-record-store.ts';
import { recordStoreConformance } from './record-store.conformance.ts';

recordStoreConformance('in memory', async () => {
  const store = memoryRecordStore();
  return () => store;
});
