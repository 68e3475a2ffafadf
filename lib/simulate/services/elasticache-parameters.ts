import type { XmlObject } from '../wire/xml.ts'
import type { WorldCache } from '../world-elasticache.ts'

/** Parameters that nobody here reads, as their default groups have them: a page holds fewer than a group has. */
const redisOthers: Readonly<Record<string, string>> = {
  'acllog-max-len': '128',
  activedefrag: 'no',
  activerehashing: 'yes',
  appendfsync: 'everysec',
  appendonly: 'no',
  'client-output-buffer-limit-normal-hard-limit': '0',
  'client-query-buffer-limit': '1073741824',
  'close-on-replica-write': 'yes',
  databases: '16',
  'hash-max-listpack-entries': '512',
  'hll-sparse-max-bytes': '3000',
  'latency-tracking': 'no',
  'lazyfree-lazy-eviction': 'no',
  'list-compress-depth': '0',
  'lua-replicate-commands': 'yes',
  'maxmemory-samples': '3',
  'min-replicas-max-lag': '10',
  'notify-keyspace-events': '',
  'proto-max-bulk-len': '536870912',
  'repl-backlog-size': '1048576',
  'set-max-intset-entries': '512',
  'slowlog-max-len': '128',
  'tcp-keepalive': '300',
  timeout: '0',
  'tracking-table-max-keys': '1000000',
}

/** Elements of the parameters of the group that a cache uses, in order of their names. */
export function cacheParameters(cache: WorldCache): readonly XmlObject[] {
  const values: Readonly<Record<string, string>> =
    cache.engine === 'memcached'
      ? { chunk_size: '48', max_simultaneous_connections: '65000', memcached_connections_overhead: '100' }
      : {
          ...redisOthers,
          'cluster-enabled': cache.clusterMode ? 'yes' : 'no',
          maxclients: '65000',
          'maxmemory-policy': cache.maxmemoryPolicy,
          'reserved-memory-percent': String(cache.reservedMemoryPercent),
        }
  return Object.entries(values)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ({
      ParameterName: name,
      ParameterValue: value,
      Source: 'system',
      DataType: /^\d+$/.test(value) ? 'integer' : 'string',
      IsModifiable: name !== 'maxclients',
      ChangeType: 'immediate',
    }))
}
