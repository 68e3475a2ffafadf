import { ListMetricsCommand } from '@aws-sdk/client-cloudwatch'
import {
  DescribeDomainConfigCommand,
  DescribeDomainsCommand,
  type DomainStatus,
  ListDomainNamesCommand,
  ListTagsCommand,
} from '@aws-sdk/client-opensearch'
import type { Capacity } from '#lib/model/capacity.ts'
import type { Tags } from '#lib/model/resource.ts'
import {
  graphMemoryGib,
  shardsMax,
  usableHeapGib,
  usableStorageGib,
} from '#lib/resources/opensearch-limits.ts'
import type { Sizing } from '../history-change.ts'
import type { InstanceTypes } from '../instance-types.ts'
import { safeTags } from '../ownership.ts'
import { readAllPages } from '../pages.ts'
import { defined } from './ec2-instance.ts'
import { identityOf } from './identity.ts'
import { knownFacts } from './known-facts.ts'
import type { Asking, ClassReader, RegionFacts, SizedResource } from './region.ts'
import { resourceSeries } from './series.ts'
import { nameUnreadable } from './unreadable.ts'

/** DescribeDomains takes five names a call (API reference). */
const namesPerCall = 5
const knnMetric = 'KNNGraphMemoryUsagePercentage'

/** OpenSearch Service domains, those that are being deleted left out. */
export const readDomains: ClassReader = async (facts, asking) => {
  const domains = await describeDomains(asking)
  const withKnn = await domainsWithKnn(asking, domains.length)
  const sized = await Promise.all(domains.map((domain) => readDomain(facts, asking, { domain, withKnn })))
  return sized.flatMap((one) => one ?? [])
}

async function describeDomains({ aws, attempt }: Asking): Promise<DomainStatus[]> {
  const list = await attempt('es:ListDomainNames', () =>
    aws.call('es:ListDomainNames', ({ opensearch }, sending) =>
      opensearch.send(new ListDomainNamesCommand({}), sending),
    ),
  )
  const names = (list?.DomainNames ?? []).flatMap(({ DomainName }) => DomainName ?? [])
  const domains: DomainStatus[] = []
  for (let from = 0; from < names.length; from += namesPerCall) {
    const DomainNames = names.slice(from, from + namesPerCall)
    const page = await attempt('es:DescribeDomains', () =>
      aws.call('es:DescribeDomains', ({ opensearch }, sending) =>
        opensearch.send(new DescribeDomainsCommand({ DomainNames }), sending),
      ),
    )
    domains.push(...(page?.DomainStatusList ?? []))
  }
  return domains.filter(({ Deleted }) => Deleted !== true)
}

/** Domains whose k-NN metrics had samples in the last two weeks. The plugin is everywhere; its graphs are not. */
async function domainsWithKnn({ aws, attempt }: Asking, domains: number): Promise<ReadonlySet<string>> {
  if (domains === 0) return new Set()
  const metrics = await attempt('cloudwatch:ListMetrics', () =>
    readAllPages(async (token) => {
      const page = await aws.call('cloudwatch:ListMetrics', ({ cloudwatch }, sending) =>
        cloudwatch.send(
          new ListMetricsCommand({ Namespace: 'AWS/ES', MetricName: knnMetric, NextToken: token }),
          sending,
        ),
      )
      return { items: page.Metrics ?? [], next: page.NextToken }
    }),
  )
  const names = (metrics ?? []).flatMap(({ Dimensions = [] }) =>
    Dimensions.flatMap(({ Name, Value }) => (Name === 'DomainName' && Value ? [Value] : [])),
  )
  return new Set(names)
}

type Found = { readonly domain: DomainStatus; readonly withKnn: ReadonlySet<string> }

async function readDomain(
  facts: RegionFacts,
  asking: Asking,
  { domain, withKnn }: Found,
): Promise<SizedResource | undefined> {
  const { DomainName: name, ARN: arn, ClusterConfig: config } = domain
  if (name === undefined || arn === undefined || config?.InstanceType === undefined) {
    const lacks = 'name, ARN or instance type'
    return nameUnreadable(asking.attempt, { action: 'es:DescribeDomains', what: `domain ${name}`, lacks })
  }
  const [tags, sinceMs] = await Promise.all([tagsOf(asking, arn), sizedSinceMs(asking, name)])
  const identity = identityOf(facts, { resourceClass: 'opensearch-domain', nativeId: name, tags })
  const knn = withKnn.has(name)
  const count = config.InstanceCount ?? 1
  const volumeGib = domain.EBSOptions?.EBSEnabled === true ? domain.EBSOptions.VolumeSize : undefined
  return {
    resource: {
      ...identity,
      arn,
      shape: config.InstanceType,
      count,
      zoneCount: zonesOf(domain),
      facts: domainFacts(domain, knn),
    },
    today: { shape: config.InstanceType, count, storageGib: volumeGib },
    ...(sinceMs === undefined ? {} : { todaySinceMs: sinceMs }),
    capacityOf: (sizing) => domainCapacity(facts.types, { sizing, knn }),
    series: resourceSeries({
      resourceClass: 'opensearch-domain',
      resourceId: identity.id,
      dimensions: { DomainName: name, ClientId: facts.accountId },
      burstable: false,
      agentMetric: () => undefined,
    }).filter(({ key }) => isPublished(key, { knn, masters: config.DedicatedMasterEnabled === true })),
  }
}

function isPublished(key: string, { knn, masters }: { knn: boolean; masters: boolean }): boolean {
  if (key === 'graph-memory') return knn
  return key !== 'master-cpu' || masters
}

async function tagsOf({ aws, attempt }: Asking, arn: string): Promise<Tags> {
  const answer = await attempt('es:ListTags', () =>
    aws.call('es:ListTags', ({ opensearch }, sending) =>
      opensearch.send(new ListTagsCommand({ ARN: arn }), sending),
    ),
  )
  return safeTags((answer?.TagList ?? []).map(({ Key, Value }) => ({ key: Key, value: Value })))
}

/** Since when nodes and volumes are as they are today: the newest update of either. */
async function sizedSinceMs({ aws, attempt }: Asking, name: string): Promise<number | undefined> {
  const answer = await attempt('es:DescribeDomainConfig', () =>
    aws.call('es:DescribeDomainConfig', ({ opensearch }, sending) =>
      opensearch.send(new DescribeDomainConfigCommand({ DomainName: name }), sending),
    ),
  )
  const nodes = answer?.DomainConfig?.ClusterConfig?.Status?.UpdateDate?.getTime()
  const volumes = answer?.DomainConfig?.EBSOptions?.Status?.UpdateDate?.getTime() ?? 0
  return nodes === undefined ? undefined : Math.max(nodes, volumes)
}

function zonesOf({ ClusterConfig: config }: DomainStatus): number {
  if (config?.ZoneAwarenessEnabled !== true) return 1
  return config.ZoneAwarenessConfig?.AvailabilityZoneCount ?? 2
}

function domainFacts(domain: DomainStatus, knn: boolean) {
  const { ClusterConfig: config, EBSOptions: volumes } = domain
  const [engine, version] = (domain.EngineVersion ?? '').split('_')
  const masters = config?.DedicatedMasterEnabled === true
  const warm = config?.WarmEnabled === true
  return knownFacts({
    engine: engine || undefined,
    engineVersion: version,
    zones: zonesOf(domain),
    masterType: masters ? config?.DedicatedMasterType : undefined,
    masterCount: masters ? config?.DedicatedMasterCount : undefined,
    warmType: warm ? config?.WarmType : undefined,
    warmCount: warm ? config?.WarmCount : undefined,
    volumeType: volumes?.VolumeType,
    volumeGib: volumes?.VolumeSize,
    iops: volumes?.Iops,
    throughputMibps: volumes?.Throughput,
    standbyZone: config?.MultiAZWithStandbyEnabled === true,
    knn,
  })
}

/** `m6g.large.search` runs on an m6g.large. */
const typeName = (shape: string) => shape.replace(/\.(search|elasticsearch)$/, '')

/** Of all data nodes. A type that the region does not describe (OR1 and its like) has no known memory. */
function domainCapacity(
  types: InstanceTypes,
  { sizing, knn }: { readonly sizing: Sizing; readonly knn: boolean },
): Capacity {
  const { shape = '', count = 1, storageGib } = sizing
  const { cpu, memory } = types.get(typeName(shape))?.capacity ?? {}
  const whole = (each: number | undefined) => (each === undefined ? undefined : each * count)
  const fromMemory = (rule: (gib: number) => number) => whole(memory === undefined ? undefined : rule(memory))
  return defined({
    cpu: whole(cpu),
    memory: fromMemory(usableHeapGib),
    storage: whole(storageGib === undefined ? undefined : usableStorageGib(storageGib)),
    shards: fromMemory(shardsMax),
    'graph-memory': knn ? fromMemory(graphMemoryGib) : undefined,
  })
}
