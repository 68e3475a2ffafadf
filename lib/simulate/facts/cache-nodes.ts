import { nodeMemoryGib } from '#lib/resources/elasticache-memory.ts'
import table from './cache-nodes.json' with { type: 'json' }
import { rowsOf } from './rows.ts'

export type CacheEngine = 'redis' | 'valkey' | 'memcached'

/** One node type of ElastiCache, e.g. `cache.r7g.large`; an engine that it is not sold for has no price. */
export type CacheNodeFact = {
  readonly name: string
  readonly vcpu: number
  /** `maxmemory` of the node. */
  readonly memoryGib: number
  readonly hourlyUsd: Readonly<Partial<Record<CacheEngine, number>>>
}

export const cacheNodePriceDate = table.priceDate

export const cacheNodes: readonly CacheNodeFact[] = rowsOf(table).map((row) => {
  const name = `cache.${row.family}.${row.size}`
  const redis = Number(row.redisUsd)
  return {
    name,
    vcpu: Number(row.vcpu),
    memoryGib: nodeMemoryGib(name) ?? 0,
    hourlyUsd: {
      valkey: Number(row.valkeyUsd),
      ...(redis > 0 ? { redis } : {}),
      // memcached has no second tier of memory.
      ...(redis > 0 && row.family !== 'r6gd' ? { memcached: redis } : {}),
    },
  }
})

/** Facts of one node type; throws for a type that the table does not have. */
export function cacheNode(name: string): CacheNodeFact {
  const found = cacheNodes.find((fact) => fact.name === name)
  if (!found) throw new Error(`no facts of cache node type ${name}: add it to facts/cache-nodes.json`)
  return found
}

/** Serverless caches, us-east-1, 2026-06: dollars per GB-hour kept and per million ECPUs. */
export const serverlessCachePrices: Readonly<
  Record<CacheEngine, { readonly gbHourUsd: number; readonly millionEcpuUsd: number }>
> = {
  redis: { gbHourUsd: 0.125, millionEcpuUsd: 0.0034 },
  memcached: { gbHourUsd: 0.125, millionEcpuUsd: 0.0034 },
  valkey: { gbHourUsd: 0.084, millionEcpuUsd: 0.0023 },
}
export const serverlessCachePriceDate = '2026-06-01'
