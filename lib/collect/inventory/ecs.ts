import {
  type CapacityProvider,
  type Cluster,
  DescribeCapacityProvidersCommand,
  DescribeClustersCommand,
  ListClustersCommand,
} from '@aws-sdk/client-ecs'
import type { Tags } from '#lib/model/resource.ts'
import type { Action } from '../access-policy.ts'
import type { RegionAws } from '../aws.ts'
import { safeTags } from '../ownership.ts'
import { readAllPages } from '../pages.ts'
import { type FoundService, readServices } from './ecs-services.ts'

export type FoundCluster = {
  readonly name: string
  readonly providers: readonly string[]
  readonly containerInsights: boolean
}

export type FoundProvider = {
  readonly name: string
  readonly arn: string
  readonly groupName: string
  readonly managedScaling: boolean
  readonly targetCapacity?: number
  /** Seconds until a new instance counts. */
  readonly warmupSeconds?: number
  /** Clusters that place tasks on it. */
  readonly clusters: readonly string[]
  readonly tags: Tags
}

/** What ECS said of one region; a failure is named by each class that needs it. */
export type EcsFacts = {
  readonly clusters: readonly FoundCluster[]
  readonly providers: readonly FoundProvider[]
  readonly services: readonly FoundService[]
  readonly failures: readonly { readonly action: Action; readonly error: unknown }[]
}

export type EcsTry = <T>(action: Action, read: () => Promise<T>, otherwise: T) => Promise<T>

/** Clusters, capacity providers and services; one call where there are none. Never throws. */
export async function readEcs(aws: RegionAws): Promise<EcsFacts> {
  const failures: { action: Action; error: unknown }[] = []
  const attempt: EcsTry = async (action, read, otherwise) => {
    try {
      return await read()
    } catch (error) {
      failures.push({ action, error })
      return otherwise
    }
  }
  const arns = await attempt('ecs:ListClusters', () => listClusters(aws), [])
  const clusters = await attempt('ecs:DescribeClusters', () => describeClusters(aws, arns), [])
  const [providers, services] = await Promise.all([
    attempt('ecs:DescribeCapacityProviders', () => describeProviders(aws, clusters), []),
    readServices(aws, { clusters: clusters.map(({ name }) => name), attempt }),
  ])
  return { clusters, providers, services, failures }
}

function listClusters(aws: RegionAws): Promise<string[]> {
  return readAllPages(async (nextToken) => {
    const page = await aws.call('ecs:ListClusters', ({ ecs }, sending) =>
      ecs.send(new ListClustersCommand({ maxResults: 100, nextToken }), sending),
    )
    return { items: page.clusterArns ?? [], next: page.nextToken }
  })
}

/** `items` in runs of at most `size`. */
export function chunked<T>(items: readonly T[], size: number): T[][] {
  const count = Math.ceil(items.length / size)
  return Array.from({ length: count }, (_, i) => items.slice(i * size, (i + 1) * size))
}

/** Tags as ECS lists them. */
export const ecsTags = (tags: readonly { key?: string | undefined; value?: string | undefined }[] = []) =>
  safeTags(tags)

async function describeClusters(aws: RegionAws, arns: readonly string[]): Promise<FoundCluster[]> {
  const pages = await Promise.all(
    chunked(arns, 100).map((clusters) =>
      aws.call('ecs:DescribeClusters', ({ ecs }, sending) =>
        ecs.send(new DescribeClustersCommand({ clusters, include: ['SETTINGS'] }), sending),
      ),
    ),
  )
  return pages.flatMap((page) => page.clusters ?? []).flatMap(foundCluster)
}

function foundCluster({ clusterName: name, status, settings, capacityProviders }: Cluster): FoundCluster[] {
  if (name === undefined || status === 'INACTIVE') return []
  const insights = (settings ?? []).find((setting) => setting.name === 'containerInsights')?.value
  return [
    {
      name,
      providers: capacityProviders ?? [],
      containerInsights: insights === 'enabled' || insights === 'enhanced',
    },
  ]
}

/** Those over an Auto Scaling group: Fargate's own are in every account and nobody's to size. */
async function describeProviders(
  aws: RegionAws,
  clusters: readonly FoundCluster[],
): Promise<FoundProvider[]> {
  const names = [...new Set(clusters.flatMap(({ providers }) => providers))]
  const own = names.filter((name) => !name.startsWith('FARGATE'))
  const pages = await Promise.all(
    chunked(own, 10).map((capacityProviders) =>
      aws.call('ecs:DescribeCapacityProviders', ({ ecs }, sending) =>
        ecs.send(new DescribeCapacityProvidersCommand({ capacityProviders, include: ['TAGS'] }), sending),
      ),
    ),
  )
  return pages
    .flatMap((page) => page.capacityProviders ?? [])
    .flatMap((provider) => foundProvider(provider, clusters))
}

function foundProvider(provider: CapacityProvider, clusters: readonly FoundCluster[]): FoundProvider[] {
  const { name, capacityProviderArn: arn, autoScalingGroupProvider: group } = provider
  const groupName = group?.autoScalingGroupArn?.split('autoScalingGroupName/')[1]
  if (name === undefined || arn === undefined || groupName === undefined) return []
  const managed = group?.managedScaling
  return [
    {
      name,
      arn,
      groupName,
      managedScaling: managed?.status === 'ENABLED',
      ...(managed?.targetCapacity === undefined ? {} : { targetCapacity: managed.targetCapacity }),
      ...(managed?.instanceWarmupPeriod === undefined ? {} : { warmupSeconds: managed.instanceWarmupPeriod }),
      clusters: clusters.filter(({ providers }) => providers.includes(name)).map((cluster) => cluster.name),
      tags: ecsTags(provider.tags),
    },
  ]
}

/** Capacity provider of each Auto Scaling group that has one. */
export function providersByGroup({ providers }: EcsFacts): ReadonlyMap<string, string> {
  return new Map(providers.map(({ groupName, name }) => [groupName, name]))
}
