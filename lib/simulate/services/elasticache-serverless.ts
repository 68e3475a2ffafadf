import { AwsError } from '../aws-error.ts'
import { type Answer, type Call, xml } from '../call.ts'
import { pageOf } from '../wire/page.ts'
import { intParam } from '../wire/params.ts'
import { isoTime, type XmlObject } from '../wire/xml.ts'
import type { WorldServerlessCache } from '../world-elasticache.ts'

export function serverlessArn({ place }: Pick<Call, 'place'>, name: string): string {
  return `arn:aws:elasticache:${place.region}:${place.accountId}:serverlesscache:${name}`
}

/** DescribeServerlessCaches: all or one; pages of at most 50. */
export function describeServerlessCaches(call: Call): Answer {
  const { params } = call
  const name = params.get('ServerlessCacheName')
  const caches = (call.world.things?.(call.place, 'serverless-cache') ?? []).filter(
    (cache) => name === undefined || cache.name === name,
  )
  if (name !== undefined && caches.length === 0)
    throw new AwsError('ServerlessCacheNotFoundFault', `ServerlessCache ${name} not found.`, 404)
  const size = intParam(params, 'MaxResults', { min: 1, max: 50 }) ?? 50
  if (Number.isNaN(size)) throw new AwsError('InvalidParameterValue', 'MaxResults must be between 1 and 50.')
  const page = pageOf(caches, {
    kind: 'DescribeServerlessCaches',
    size,
    token: params.get('NextToken'),
    invalidCode: 'InvalidParameterValue',
  })
  return xml({
    ServerlessCaches: { member: page.items.map((cache) => cacheElement(call, cache)) },
    NextToken: page.next,
  })
}

function cacheElement(call: Call, cache: WorldServerlessCache): XmlObject {
  const { name, storageGbMax, ecpuMax } = cache
  const limited = storageGbMax !== undefined || ecpuMax !== undefined
  return {
    ServerlessCacheName: name,
    Description: ' ',
    CreateTime: isoTime(cache.createdMs),
    Status: 'available',
    Engine: cache.engine,
    MajorEngineVersion: cache.majorVersion,
    FullEngineVersion: `${cache.majorVersion}.0`,
    CacheUsageLimits: limited
      ? {
          DataStorage: storageGbMax === undefined ? undefined : { Maximum: storageGbMax, Unit: 'GB' },
          ECPUPerSecond: ecpuMax === undefined ? undefined : { Maximum: ecpuMax },
        }
      : undefined,
    ARN: serverlessArn(call, name),
    SubnetIds: { SubnetId: ['a', 'b', 'c'].map((zone) => `subnet-${zone}`) },
    SnapshotRetentionLimit: 0,
  }
}
