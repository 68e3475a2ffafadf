/** What one node of OpenSearch Service gives, by AWS's published rules (Developer Guide, read 2026-11). */

/** Java heap of a node: half of its memory, 32 GiB at most ("Amazon OpenSearch Service best practices"). */
export function heapGib(memoryGib: number): number {
  return Math.min(memoryGib / 2, 32)
}

/** Writes are blocked at this share of the heap: `JVMMemoryPressure` above 92 % for 30 minutes ("Handling errors"). */
export const heapBlockedShare = 0.92

/** Heap that a node may fill before its writes are blocked, GiB. */
export function usableHeapGib(memoryGib: number): number {
  return heapBlockedShare * heapGib(memoryGib)
}

/** The largest volume of any type of node, GiB ("EBS volume size quotas"); most types take less. */
export const largestVolumeGib = 24_576

/**
 * Storage of a node that indexes may fill, GiB: 5 % of the volume belong to Linux; of the rest the service keeps a
 * fifth, 20 GiB at most ("Sizing domains", "Calculating storage requirements"). `FreeStorageSpace` counts from there.
 */
export function usableStorageGib(volumeGib: number): number {
  const formatted = 0.95 * volumeGib
  return formatted - Math.min(0.2 * formatted, 20)
}

/**
 * Active shards of a node before its heap suffers: 25 per GiB ("Choosing the number of shards"). The service's own
 * cap, 1,000 a node, lies above it for every node.
 */
export function shardsMax(memoryGib: number): number {
  return Math.floor(25 * heapGib(memoryGib))
}

/** k-NN graphs may fill half of the memory that is not heap (`knn.memory.circuit_breaker.limit`, default 50 %). */
export function graphMemoryGib(memoryGib: number): number {
  return 0.5 * (memoryGib - heapGib(memoryGib))
}
