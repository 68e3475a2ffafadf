import { type Cluster, DescribeClustersCommand } from '@aws-sdk/client-redshift'
import type { Capacity } from '#lib/model/capacity.ts'
import { nodeSpecs } from '#lib/resources/redshift-nodes.ts'
import { readAllPages } from '../pages.ts'
import { tagsOf } from './describe.ts'
import { defined } from './ec2-instance.ts'
import { identityOf, partitionOf } from './identity.ts'
import { knownFacts } from './known-facts.ts'
import type { ClassReader, RegionFacts, SizedResource } from './region.ts'
import { resourceSeries } from './series.ts'
import { nameUnreadable } from './unreadable.ts'

const action = 'redshift:DescribeClusters'

/** Provisioned Redshift clusters. One that cannot be read is named and left out. */
export const readRedshiftClusters: ClassReader = async (facts, { aws, attempt }) => {
  const clusters = await attempt(action, () =>
    readAllPages(async (token) => {
      const page = await aws.call(action, ({ redshift }, sending) =>
        redshift.send(new DescribeClustersCommand({ MaxRecords: 100, Marker: token }), sending),
      )
      return { items: page.Clusters ?? [], next: page.Marker }
    }),
  )
  const sized: SizedResource[] = []
  for (const cluster of clusters ?? []) {
    const one = sizedCluster(facts, cluster)
    if (one) sized.push(one)
    else {
      const what = `the cluster ${cluster.ClusterIdentifier ?? 'without a name'}`
      await nameUnreadable(attempt, { action, what, lacks: 'node type and number of nodes' })
    }
  }
  return sized
}

function sizedCluster(facts: RegionFacts, cluster: Cluster): SizedResource | undefined {
  const { ClusterIdentifier: id, NodeType: nodeType, NumberOfNodes: nodes } = cluster
  if (id === undefined || nodeType === undefined || !nodes) return undefined
  const { accountId, region } = facts
  const identity = identityOf(facts, {
    resourceClass: 'redshift-cluster',
    nativeId: id,
    tags: tagsOf(cluster.Tags),
  })
  const storageMib = cluster.TotalStorageCapacityInMegaBytes
  const storage = storageMib === undefined ? undefined : storageMib / 1024
  const created = cluster.ClusterCreateTime?.getTime()
  return {
    resource: {
      ...identity,
      arn: `arn:${partitionOf(region)}:redshift:${region}:${accountId}:cluster:${id}`,
      shape: nodeType,
      count: nodes,
      zoneCount: cluster.MultiAZ === 'Enabled' ? 2 : 1,
      facts: knownFacts({
        engine: 'redshift',
        engineVersion: cluster.ClusterVersion,
        zone: cluster.AvailabilityZone,
        maintenanceWindow: cluster.PreferredMaintenanceWindow,
        state: cluster.ClusterStatus,
      }),
      ...(created === undefined ? {} : { createdMs: created }),
    },
    today: { shape: nodeType, count: nodes },
    capacityOf: ({ shape = '', count = 1 }) => nodesCapacity({ shape, count, storage }),
    series: resourceSeries({
      resourceClass: 'redshift-cluster',
      resourceId: identity.id,
      dimensions: { ClusterIdentifier: id },
      burstable: false,
      agentMetric: () => undefined,
    }),
  }
}

type Nodes = { readonly shape: string; readonly count: number; readonly storage: number | undefined }

function nodesCapacity({ shape, count, storage }: Nodes): Capacity {
  const spec = Object.hasOwn(nodeSpecs, shape) ? nodeSpecs[shape] : undefined
  return defined({
    cpu: spec && spec.vcpu * count,
    memory: spec && spec.memoryGib * count,
    storage,
  })
}
