import {
  type Cluster,
  DescribeClusterCommand,
  DescribeNodegroupCommand,
  ListClustersCommand,
  ListNodegroupsCommand,
  type Nodegroup,
} from '@aws-sdk/client-eks'
import type { Tags } from '#lib/model/resource.ts'
import type { Action } from '../access-policy.ts'
import type { RegionAws } from '../aws.ts'
import { safeTags } from '../ownership.ts'
import { readAllPages } from '../pages.ts'
import type { Attempt } from './region.ts'

export type FoundCluster = {
  readonly name: string
  readonly version?: string
  /** Past standard support it is kept on its version, for a surcharge; else AWS upgrades it. */
  readonly keepsVersion: boolean
  readonly autoMode: boolean
  readonly tags: Tags
}

export type FoundNodeGroup = {
  readonly cluster: string
  readonly name: string
  readonly arn: string
  readonly version?: string
  readonly capacityType?: string
  readonly instanceTypes: readonly string[]
  readonly minSize?: number
  readonly maxSize?: number
  readonly desired?: number
  readonly groupNames: readonly string[]
  readonly tags: Tags
  readonly createdMs?: number
}

export type EksFacts = {
  readonly clusters: readonly FoundCluster[]
  readonly nodeGroups: readonly FoundNodeGroup[]
  /** What was refused, for the class that needs it to name; the rest stands. */
  readonly failures: readonly { readonly action: Action; readonly error: unknown }[]
}

/** Clusters and managed node groups of the region. */
export async function readEks(aws: RegionAws): Promise<EksFacts> {
  const failures: { action: Action; error: unknown }[] = []
  const attempt: Attempt = async (action, read) => {
    try {
      return await read()
    } catch (error) {
      failures.push({ action, error })
      return undefined
    }
  }
  const names = (await attempt('eks:ListClusters', () => listClusters(aws))) ?? []
  const clusters = await Promise.all(
    names.map((name) => attempt('eks:DescribeCluster', () => describeCluster(aws, name))),
  )
  const nodeGroups = await Promise.all(names.map((cluster) => readNodeGroups(aws, { cluster, attempt })))
  return {
    clusters: clusters.filter((one) => one !== undefined),
    nodeGroups: nodeGroups.flat(),
    failures,
  }
}

async function readNodeGroups(
  aws: RegionAws,
  { cluster, attempt }: { readonly cluster: string; readonly attempt: Attempt },
): Promise<FoundNodeGroup[]> {
  const names = (await attempt('eks:ListNodegroups', () => listNodeGroups(aws, cluster))) ?? []
  const groups = await Promise.all(
    names.map((group) => attempt('eks:DescribeNodegroup', () => describeNodeGroup(aws, { cluster, group }))),
  )
  return groups.filter((one) => one !== undefined)
}

function listClusters(aws: RegionAws): Promise<string[]> {
  return readAllPages(async (nextToken) => {
    const page = await aws.call('eks:ListClusters', ({ eks }, sending) =>
      eks.send(new ListClustersCommand({ maxResults: 100, nextToken }), sending),
    )
    return { items: page.clusters ?? [], next: page.nextToken }
  })
}

async function describeCluster(aws: RegionAws, name: string): Promise<FoundCluster> {
  const { cluster } = await aws.call('eks:DescribeCluster', ({ eks }, sending) =>
    eks.send(new DescribeClusterCommand({ name }), sending),
  )
  return foundCluster(name, cluster ?? {})
}

function foundCluster(name: string, cluster: Cluster): FoundCluster {
  return {
    name,
    keepsVersion: cluster.upgradePolicy?.supportType !== 'STANDARD',
    autoMode: cluster.computeConfig?.enabled === true,
    tags: plainTags(cluster.tags),
    ...(cluster.version === undefined ? {} : { version: cluster.version }),
  }
}

function listNodeGroups(aws: RegionAws, clusterName: string): Promise<string[]> {
  return readAllPages(async (nextToken) => {
    const page = await aws.call('eks:ListNodegroups', ({ eks }, sending) =>
      eks.send(new ListNodegroupsCommand({ clusterName, maxResults: 100, nextToken }), sending),
    )
    return { items: page.nodegroups ?? [], next: page.nextToken }
  })
}

async function describeNodeGroup(
  aws: RegionAws,
  { cluster, group }: { readonly cluster: string; readonly group: string },
): Promise<FoundNodeGroup> {
  const { nodegroup } = await aws.call('eks:DescribeNodegroup', ({ eks }, sending) =>
    eks.send(new DescribeNodegroupCommand({ clusterName: cluster, nodegroupName: group }), sending),
  )
  return foundNodeGroup(cluster, group, nodegroup ?? {})
}

function foundNodeGroup(cluster: string, name: string, group: Nodegroup): FoundNodeGroup {
  const { minSize, maxSize, desiredSize } = group.scalingConfig ?? {}
  return {
    cluster,
    name,
    arn: group.nodegroupArn ?? '',
    instanceTypes: group.instanceTypes ?? [],
    groupNames: (group.resources?.autoScalingGroups ?? []).flatMap((one) => one.name ?? []),
    tags: plainTags(group.tags),
    ...(group.version === undefined ? {} : { version: group.version }),
    ...(group.capacityType === undefined ? {} : { capacityType: group.capacityType }),
    ...(minSize === undefined ? {} : { minSize }),
    ...(maxSize === undefined ? {} : { maxSize }),
    ...(desiredSize === undefined ? {} : { desired: desiredSize }),
    ...(group.createdAt === undefined ? {} : { createdMs: group.createdAt.getTime() }),
  }
}

function plainTags(tags: Readonly<Record<string, string>> | undefined): Tags {
  return safeTags(Object.entries(tags ?? {}).map(([key, value]) => ({ key, value })))
}
