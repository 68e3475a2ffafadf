import type { MetricDefinition } from '#lib/model/measure.ts'
import type { Resource } from '#lib/model/resource.ts'
import type { Price } from '#lib/model/shape.ts'
import type { ClassDefinition } from './definition.ts'
import { serverlessMonthlyUsd } from './elasticache-usage.ts'

function metric(key: string, name: string, rest: Partial<MetricDefinition> = {}): MetricDefinition {
  return { key, name, namespace: 'AWS/ElastiCache', mean: 'Sum', per: 'resource', ...rest }
}

const engineNames: Readonly<Record<string, string>> = {
  redis: 'Redis OSS',
  valkey: 'Valkey',
  memcached: 'Memcached',
}

function describe({ facts }: Resource): string {
  const engine = engineNames[String(facts.engine)] ?? String(facts.engine ?? 'ElastiCache')
  const version = facts.engineVersion === undefined ? '' : ` ${facts.engineVersion}`
  return `Serverless ${engine}${version}`
}

function listMonthlyUsd({ facts }: Resource, prices: readonly Price[]): number | undefined {
  const { engine, storedGib, ecpuPerSecond } = facts
  const minimum = (name: string) => (typeof facts[name] === 'number' ? facts[name] : undefined)
  if (typeof storedGib !== 'number' || typeof ecpuPerSecond !== 'number') return undefined
  return serverlessMonthlyUsd(
    {
      engine: String(engine),
      storedGib,
      ecpuPerSecond,
      storageGibMin: minimum('storageGibMin'),
      ecpuMin: minimum('ecpuMin'),
    },
    prices,
  )
}

/**
 * A serverless cache: no shapes, limits that its owner sets (`CacheUsageLimits`) or the service's own. When the data
 * limit is reached keys with a time to live are evicted, then writes fail.
 */
export const elasticacheServerless: ClassDefinition = {
  resourceClass: 'elasticache-serverless',
  label: 'ELS',
  describe,
  metrics: [
    metric('ecpu', 'ElastiCacheProcessingUnits'),
    metric('bytes-used', 'BytesUsedForCache', { mean: 'Average', peak: 'Maximum' }),
    metric('throttled', 'ThrottledCmds', { optional: true }),
    metric('evictions', 'Evictions', { optional: true }),
  ],
  dimensions: [
    {
      dimension: 'ecpu',
      hard: false,
      conversion: { kind: 'rate', metrics: ['ecpu'], scale: 1, combine: 'sum' },
    },
    {
      dimension: 'storage',
      hard: true,
      conversion: { kind: 'absolute', metrics: ['bytes-used'], scale: 1 / 2 ** 30 },
    },
  ],
  stateful: true,
  service: 'elasticache',
  sizing: 'none',
  priceKey: ({ facts }) => `elasticache-serverless/${facts.engine ?? 'redis'}`,
  listMonthlyUsd,
  fits: () => false,
  effort: () => 'low',
  downtime: () => 'none',
  terraform: {
    resourceType: 'aws_elasticache_serverless_cache',
    shapeAttribute: 'cache_usage_limits',
    named: { attribute: 'name' },
    notExpressible: () =>
      'Limits stand inside cache_usage_limits of aws_elasticache_serverless_cache: data_storage and ecpu_per_second.',
  },
}
