import { parseTable } from '../table.ts'

/**
 * ElastiCache groups and single clusters (`alone`). `shards` x (1 + `replicas`) nodes; of memcached `shards` nodes.
 * `cpu` is percent of the engine's core at the busiest ordinary hour, `mem` percent of the memory for data at the
 * anchor, `conn` connections and `mbit` sent a second, all of one node. Options: `policy`, `reserved`, `memtrend`,
 * `from` (node type before), `skew` (load and data of the first shard over the mean), `nomulti` (no failover),
 * `scale` (shards by the CPU of their primaries, `../scalable-target.ts`).
 */
export const cacheRows = parseTable(`
name               place      team       tier engine     type              shards replicas cpu  mem  conn  mbit  rhythm  trend
catalog-cache      shop/use1  catalog    1    redis      cache.m6g.xlarge  1      1        38   99   2100  310   retail  +12%  policy=allkeys-lru memtrend=full
login-sessions     shop/use1  identity   1    redis      cache.r7g.large   1      1        33   86   3400  120   global  +16%  policy=noeviction memtrend=+90%
feed-cache         shop/use1  growth     2    redis      cache.r6g.large   3      0        40   46   900   260   retail  +10%  policy=volatile-lru skew=1.8 from=cache.r6g.xlarge@-140 scale=3:8:60
suggest-cache      shop/use1  search     2    valkey     cache.r7g.xlarge  1      1        9    22   420   35    global  +3%   policy=noeviction
fragment-cache     shop/euw1  catalog    3    memcached  cache.m5.large    2      0        27   90   650   140   office  flat  alone
staging-cache      stage/use1 platform   np   redis      cache.t4g.small   1      0        6    31   30    2     office  flat  alone policy=volatile-lru
`)

/**
 * Serverless caches: `gib` kept and `ecpu` a second at the busiest ordinary hour; `gbmax` and `ecpumax` are the limits
 * that the owner set.
 */
export const serverlessCacheRows = parseTable(`
name               place      team       tier engine  gib  ecpu   rhythm  trend
checkout-locks     shop/use1  checkout   1    valkey  6    21000  retail  +25%  gbmax=20 ecpumax=30000 bf
experiment-flags   shop/use1  growth     3    redis   1.6  700    office  flat
`)
