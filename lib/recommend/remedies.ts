import type { Dimension } from '#lib/model/capacity.ts'
import type { Resource, ResourceClass } from '#lib/model/resource.ts'

/** What helps where no size does: what to do, and why a size does not. */
export type Remedy = { readonly action: string; readonly because: string }

const byDimension: Readonly<Partial<Record<Dimension, Remedy>>> = {
  acu: {
    action: 'Raise the maximum capacity',
    because: 'The maximum is a setting of the cluster',
  },
  ecpu: {
    action: 'Raise the usage limit of the cache',
    because: 'The limit is a setting of the cache',
  },
  'group-maximum': {
    action: 'Raise the maximum',
    because: 'The maximum is a setting of its scaling',
  },
  addresses: {
    action: 'Add subnets, or delegate prefixes to the nodes',
    because: 'Addresses come from the subnets and not from the size of a node',
  },
  pods: {
    action: 'Raise the pods per node, or the maximum of nodes',
    because: 'The pods of a node are a setting of its kubelet',
  },
  shards: {
    action: 'Reduce the shards, or add nodes',
    because: 'The shards of a node are a limit of the domain',
  },
  partitions: {
    action: 'Reduce the partitions, or add brokers',
    because: 'Partitions are limited per broker',
  },
}

function storageRemedy(resourceClass: ResourceClass): Remedy | undefined {
  if (resourceClass === 'elasticache-serverless') return byDimension.ecpu
  if (resourceClass !== 'opensearch-domain' && resourceClass !== 'msk-cluster') return undefined
  return { action: 'Add nodes, or delete or move data', because: 'No volume within reach holds the data' }
}

/** A setting that holds a dimension of this class back; undefined where a size is what helps. */
export function settingRemedy({ facts, resourceClass }: Resource, dimension: Dimension): Remedy | undefined {
  if (dimension === 'storage') return storageRemedy(resourceClass)
  if (dimension !== 'read-units' && dimension !== 'write-units') return byDimension[dimension]
  const because = 'Capacity is a setting of the table'
  const onDemand = facts.billingMode === 'on-demand'
  const action = onDemand
    ? 'Raise the on-demand maximum, or the table quota'
    : 'Raise the autoscaling maximum, or what is provisioned'
  return { action, because }
}
