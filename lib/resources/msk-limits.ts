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
