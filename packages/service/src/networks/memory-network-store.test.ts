import { memoryNetworkStore } from './memory-network-store.ts';
import { networkStoreConformance } from './network-store.conformance.ts';

networkStoreConformance('in memory', async () => memoryNetworkStore());
