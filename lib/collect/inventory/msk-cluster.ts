import {
  type Cluster,
  ListClustersV2Command,
  ListNodesCommand,
  type NodeInfo,
  type Provisioned,
} from '@aws-sdk/client-kafka'
import type { Capacity } from '#lib/model/capacity.ts'
import type { MetricDefinition } from '#lib/model/measure.ts'
import { mskCluster } from '#lib/resources/msk-cluster.ts'
import { iamConnectionsMax, isExpress, partitionsMax } from '#lib/resources/msk-limits.ts'
import type { FoundSeries } from '../collector.ts'
import type { Sizing } from '../history-change.ts'
import type { InstanceTypes } from '../instance-types.ts'
import { safeTags } from '../ownership.ts'
import { readAllPages } from '../pages.ts'
import { defined } from './ec2-instance.ts'
import { identityOf } from './identity.ts'
import { knownFacts } from './known-facts.ts'
import type { Asking, ClassReader, RegionFacts, SizedResource } from './region.ts'
import { resourceSeries, statisticsOf } from './series.ts'
import { nameUnreadable } from './unreadable.ts'

/** MSK clusters, provisioned and serverless; those that are being deleted left out. */
export const readClusters: ClassReader = async (facts, asking) => {
  const { aws, attempt } = asking
  const clusters = await attempt('kafka:ListClustersV2', () =>
    readAllPages(async (token) => {
      const page = await aws.call('kafka:ListClustersV2', ({ kafka }, sending) =>
        kafka.send(new ListClustersV2Command({ MaxResults: 100, NextToken: token }), sending),
      )
      return { items: page.ClusterInfoList ?? [], next: page.NextToken }
    }),
  )
  const alive = (clusters ?? []).filter(({ State }) => State !== 'DELETING')
  const sized = await Promise.all(alive.map((cluster) => readCluster(facts, asking, cluster)))
  return sized.flatMap((one) => one ?? [])
}

async function readCluster(
  facts: RegionFacts,
  asking: Asking,
  cluster: Cluster,
): Promise<SizedResource | undefined> {
  const { ClusterArn: arn, ClusterName: name, Provisioned: provisioned } = cluster
  const group = provisioned?.BrokerNodeGroupInfo
  const readable = cluster.Serverless !== undefined || group?.InstanceType !== undefined
  if (arn === undefined || name === undefined || !readable) {
    const lacks = 'name, ARN or broker type'
    return nameUnreadable(asking.attempt, { action: 'kafka:ListClustersV2', what: `cluster ${name}`, lacks })
  }
  const tags = safeTags(Object.entries(cluster.Tags ?? {}).map(([key, value]) => ({ key, value })))
  const identity = identityOf(facts, { resourceClass: 'msk-cluster', nativeId: name, tags })
  const shape = group?.InstanceType ?? 'serverless'
  const count = provisioned?.NumberOfBrokerNodes ?? 1
  const createdMs = cluster.CreationTime?.getTime()
  return {
    resource: {
      ...identity,
      arn,
      shape,
      count,
      zoneCount: Math.max(1, group?.ClientSubnets?.length ?? 1),
      facts: provisioned ? provisionedFacts(provisioned) : { clusterType: 'serverless' },
      ...(createdMs === undefined ? {} : { createdMs }),
    },
    ...(provisioned ? { subject: { kind: 'kafka' as const, id: arn, configId: arn } } : {}),
    today: { shape, count, storageGib: group?.StorageInfo?.EbsStorageInfo?.VolumeSize },
    capacityOf: (sizing) =>
      provisioned ? clusterCapacity(facts.types, { sizing, iam: hasIamAccess(provisioned) }) : {},
    series: provisioned
      ? await clusterSeries(asking, {
          arn,
          name,
          resourceId: identity.id,
          absent: absentMetrics(provisioned),
        })
      : [],
  }
}

const hasIamAccess = ({ ClientAuthentication: auth }: Provisioned) => auth?.Sasl?.Iam?.Enabled === true

function provisionedFacts(provisioned: Provisioned) {
  const group = provisioned.BrokerNodeGroupInfo
  const volume = group?.StorageInfo?.EbsStorageInfo
  const express = isExpress(group?.InstanceType ?? '')
  const throughput = volume?.ProvisionedThroughput
  return knownFacts({
    clusterType: 'provisioned',
    brokerKind: express ? 'express' : 'standard',
    ownVolumes: !express,
    kafkaVersion: provisioned.CurrentBrokerSoftwareInfo?.KafkaVersion,
    volumeGib: express ? undefined : volume?.VolumeSize,
    throughputMibps: throughput?.Enabled === true ? throughput.VolumeThroughput : undefined,
    storageMode: provisioned.StorageMode,
    enhancedMonitoring: provisioned.EnhancedMonitoring,
    iamAccess: hasIamAccess(provisioned),
  })
}

type Metered = {
  readonly arn: string
  readonly name: string
  readonly resourceId: string
  readonly absent: ReadonlySet<string>
}

/** Express brokers report no disks; connections have a limit under IAM access control alone. */
function absentMetrics(provisioned: Provisioned): ReadonlySet<string> {
  const express = isExpress(provisioned.BrokerNodeGroupInfo?.InstanceType ?? '')
  return new Set([...(express ? ['disk-used'] : []), ...(hasIamAccess(provisioned) ? [] : ['connections'])])
}

/** One series per broker and metric; the broker ids are those of the cluster's nodes. */
async function clusterSeries(
  asking: Asking,
  { arn, name, resourceId, absent }: Metered,
): Promise<FoundSeries[]> {
  const definitions: readonly MetricDefinition[] = mskCluster.metrics
  const perBroker = definitions.filter(({ per, key }) => per === 'member' && !absent.has(key))
  const brokers = (await listNodes(asking, arn)).flatMap(
    ({ BrokerNodeInfo }) => BrokerNodeInfo?.BrokerId ?? [],
  )
  const ofBrokers = brokers.map(String).flatMap((broker) =>
    perBroker.map((definition) => ({
      resourceId,
      key: definition.key,
      member: broker,
      metric: {
        namespace: definition.namespace,
        name: definition.name,
        dimensions: { 'Cluster Name': name, 'Broker ID': broker },
      },
      statistics: statisticsOf(definition),
    })),
  )
  const ofCluster = resourceSeries({
    resourceClass: 'msk-cluster',
    resourceId,
    dimensions: { 'Cluster Name': name },
    burstable: false,
    agentMetric: () => undefined,
  })
  return [...ofBrokers, ...ofCluster]
}

async function listNodes({ aws, attempt }: Asking, arn: string): Promise<readonly NodeInfo[]> {
  const nodes = await attempt('kafka:ListNodes', () =>
    readAllPages(async (token) => {
      const page = await aws.call('kafka:ListNodes', ({ kafka }, sending) =>
        kafka.send(new ListNodesCommand({ ClusterArn: arn, MaxResults: 100, NextToken: token }), sending),
      )
      return { items: page.NodeInfoList ?? [], next: page.NextToken }
    }),
  )
  return nodes ?? []
}

/** `kafka.m7g.large` runs on an m7g.large. */
const typeName = (brokerType: string) => brokerType.replace(/^(kafka|express)\./, '')

/** Of all brokers. Express brokers have no volumes of their own, and quotas of throughput instead of a network. */
function clusterCapacity(
  types: InstanceTypes,
  { sizing, iam }: { readonly sizing: Sizing; readonly iam: boolean },
): Capacity {
  const { shape = '', count = 1, storageGib } = sizing
  const { cpu, memory, network } = types.get(typeName(shape))?.capacity ?? {}
  const whole = (each: number | undefined) => (each === undefined ? undefined : each * count)
  const standard = !isExpress(shape)
  return defined({
    cpu: whole(cpu),
    memory: whole(memory),
    storage: standard ? whole(storageGib) : undefined,
    network: standard ? whole(network) : undefined,
    partitions: whole(partitionsMax(shape)),
    connections: iam ? whole(iamConnectionsMax(shape)) : undefined,
  })
}
