import type { MetricDefinition } from '#lib/model/measure.ts'
import type { EvidenceItem } from '#lib/model/recommendation.ts'
import type { Resource } from '#lib/model/resource.ts'
import type { Shape } from '#lib/model/shape.ts'
import type { ClassDefinition, NoteContext } from './definition.ts'
import { brokersFor, isExpress, largestVolumeGib, runsOnGraviton } from './msk-limits.ts'
import { amountText } from './note-text.ts'

/** A metric of each broker, at the level of monitoring that costs nothing. */
function metric(key: string, name: string, rest: Partial<MetricDefinition> = {}): MetricDefinition {
  return { key, name, namespace: 'AWS/Kafka', mean: 'Maximum', per: 'member', ...rest }
}

const both = { mean: 'Average', peak: 'Maximum' } as const

const kinds: Readonly<Record<string, string>> = { standard: 'Standard', express: 'Express' }

function describe({ facts, count }: Resource): string {
  if (facts.clusterType === 'serverless') return 'MSK Serverless'
  const kind = kinds[String(facts.brokerKind)] ?? 'unknown'
  const version = facts.kafkaVersion === undefined ? '' : `, Kafka ${facts.kafkaVersion}`
  return `MSK, ${count} ${kind} ${count === 1 ? 'broker' : 'brokers'}${version}`
}

const isBurstable = (brokerType: string) => brokerType.includes('.t3.')

/** A cluster keeps its kind of broker; Graviton needs a version of Kafka that runs on it. */
function fits(resource: Resource, shape: Shape): boolean {
  if (shape.service !== 'msk') return false
  if (shape.name === resource.shape) return true
  if (isExpress(shape.name) !== isExpress(resource.shape)) return false
  if (isBurstable(shape.name) && !isBurstable(resource.shape)) return false
  return shape.arch === 'x86_64' || runsOnGraviton(String(resource.facts.kafkaVersion ?? ''))
}

const mibBytes = 2 ** 20
const gbitToMib = 1e9 / 8 / mibBytes

/** Brokers that the busiest hour of the last 14 days needs by their network and volumes, with a zone down. */
function throughputNotes({ resource, signals, shapes }: NoteContext): readonly EvidenceItem[] {
  const [taken, given] = [signals['bytes-in']?.max, signals['bytes-out']?.max]
  const { network, throughput } = shapes.find(({ name }) => name === resource.shape)?.capacity ?? {}
  const standard = !isExpress(resource.shape) && !isBurstable(resource.shape)
  if (!standard || taken === undefined || given === undefined || network === undefined || !(taken > 0))
    return []
  const ingressMibps = (taken * resource.count) / mibBytes
  const fanOut = given / taken
  const brokers = brokersFor({
    ingressMibps,
    fanOut,
    networkMibps: network * gbitToMib,
    ...(throughput === undefined ? {} : { storageMibps: throughput }),
  })
  const enough = brokers <= resource.count ? 'there are' : 'there are only'
  const text = `The busiest hour of the last 14 days took ${amountText(ingressMibps)} MiB/s from producers and gave ${amountText(fanOut)} times as much to consumers: with a zone down ${brokers} ${resource.shape} carry that by network and volumes, ${enough} ${resource.count}.`
  return [{ title: 'Brokers by throughput', text }]
}

/**
 * One provisioned MSK cluster: equal brokers, of which the busiest decides, since partitions do not move by
 * themselves. CPU is CpuUser + CpuSystem of one broker. Network counts what leaves a broker: consumers, and every byte
 * from producers twice more, to two followers (replication factor 3; the free metrics do not count replication).
 * Metrics of the cluster come from its controller, the other brokers report 0: only their Maximum is true.
 */
export const mskCluster: ClassDefinition = {
  resourceClass: 'msk-cluster',
  label: 'MSK',
  describe,
  metrics: [
    metric('cpu-user', 'CpuUser', both),
    metric('cpu-system', 'CpuSystem', both),
    metric('disk-used', 'KafkaDataLogsDiskUsed'),
    metric('bytes-in', 'BytesInPerSec', both),
    metric('bytes-out', 'BytesOutPerSec', both),
    metric('partitions', 'PartitionCount'),
    metric('connections', 'ConnectionCount', { optional: true }),
    metric('all-partitions', 'GlobalPartitionCount', { per: 'resource', optional: true }),
  ],
  dimensions: [
    {
      dimension: 'cpu',
      hard: false,
      conversion: {
        kind: 'worst-member',
        metric: 'cpu-user',
        plus: ['cpu-system'],
        of: 'percent',
        scale: 1,
      },
    },
    {
      dimension: 'storage',
      hard: true,
      monotone: true,
      onlyWith: 'ownVolumes',
      conversion: { kind: 'worst-member', metric: 'disk-used', of: 'percent', scale: 1 },
    },
    {
      dimension: 'network',
      hard: false,
      onlyWith: 'ownVolumes',
      conversion: {
        kind: 'worst-member',
        metric: 'bytes-out',
        plus: ['bytes-in', 'bytes-in'],
        of: 'amount',
        scale: 8 / 1e9,
      },
    },
    {
      dimension: 'partitions',
      hard: false,
      conversion: { kind: 'worst-member', metric: 'partitions', of: 'amount', scale: 1 },
    },
    {
      dimension: 'connections',
      hard: true,
      onlyWith: 'iamAccess',
      conversion: { kind: 'worst-member', metric: 'connections', of: 'amount', scale: 1 },
    },
  ],
  stateful: true,
  service: 'msk',
  sizing: 'members',
  memberVolume: {
    priceKey: () => 'msk-gib-month',
    usableGib: (gib) => gib,
    largestGib: largestVolumeGib,
    shrinks: false,
  },
  priceKey: () => 'msk',
  notes: throughputNotes,
  fits,
  effort: () => 'low',
  downtime: (_resource, from, to) =>
    from.name === to.name ? 'none' : 'none: brokers restart one after another',
  terraform: {
    resourceType: 'aws_msk_cluster',
    shapeAttribute: 'broker_node_group_info.instance_type',
    named: { attribute: 'cluster_name' },
    settings: {
      resourceType: 'aws_msk_cluster',
      attributes: {
        volumeGib: {
          attribute: 'broker_node_group_info.storage_info.ebs_storage_info.volume_size',
          fact: 'volumeGib',
        },
      },
    },
  },
}
