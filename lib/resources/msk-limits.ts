/** Limits of Amazon MSK brokers by AWS's published tables (Developer Guide, read 2026-11). */

/** Partitions of a Standard broker, replicas counted ("Right-size your cluster: Number of partitions per broker"). */
const standardPartitions: Readonly<Record<string, number>> = {
  small: 300,
  large: 1000,
  xlarge: 1000,
  '2xlarge': 2000,
}

/** The same of an Express broker ("Best practices for Express brokers"). */
const expressPartitions: Readonly<Record<string, number>> = {
  large: 1000,
  xlarge: 1000,
  '2xlarge': 2500,
  '4xlarge': 6000,
  '8xlarge': 12_000,
  '12xlarge': 16_000,
  '16xlarge': 20_000,
}

/** Largest volume of a Standard broker, GiB ("Amazon MSK quota": 16,384). */
export const largestVolumeGib = 16_384

export const isExpress = (brokerType: string) => brokerType.startsWith('express.')

/** Recommended number of partitions of a broker, leaders and followers; undefined for a size that no table names. */
export function partitionsMax(brokerType: string): number | undefined {
  const size = brokerType.split('.').at(-1) ?? ''
  if (isExpress(brokerType)) return expressPartitions[size]
  return standardPartitions[size] ?? (/^\d+xlarge$/.test(size) ? 4000 : undefined)
}

/** TCP connections that IAM access control allows to a broker ("Amazon MSK quota"): 3,000, and 300 of a t3. */
export function iamConnectionsMax(brokerType: string): number {
  return brokerType.includes('.t3.') ? 300 : 3000
}

/** Graviton brokers need Apache Kafka 2.8.2, or 3.3.2 and later ("Amazon MSK broker sizes"). */
export function runsOnGraviton(kafkaVersion: string): boolean {
  const [major = 0, minor = 0, patch = 0] = kafkaVersion
    .split('.')
    .map((part) => (part === 'x' ? Number.POSITIVE_INFINITY : Number.parseInt(part, 10)))
  if (major === 2) return minor === 8 && patch >= 2
  return major > 3 || (major === 3 && (minor > 3 || (minor === 3 && patch >= 2)))
}

export type BrokerLoad = {
  /** What producers send to the whole cluster, MiB a second. */
  readonly ingressMibps: number
  /** What consumers read over what producers send. */
  readonly fanOut: number
  /** Of one broker, MiB a second: its network, and its way to its volumes; absent = not known. */
  readonly networkMibps: number
  readonly storageMibps?: number
}

const zones = 3

/**
 * Standard brokers in three zones that carry a load with one zone down, replication factor 3: over the network
 * (5.7 + 1.5 x fan-out) x ingress, to the volumes 6.5 x ingress, in whole brokers of every zone (AWS's sizing script of
 * MSK in aws/agent-toolkit-for-aws, 2026-08).
 */
export function brokersFor({ ingressMibps, fanOut, networkMibps, storageMibps }: BrokerLoad): number {
  const network = ((5.7 + 1.5 * fanOut) * ingressMibps) / networkMibps
  const storage = storageMibps === undefined ? 0 : (6.5 * ingressMibps) / storageMibps
  return zones * Math.max(1, Math.ceil(Math.max(network, storage) / zones - 1e-9))
}
