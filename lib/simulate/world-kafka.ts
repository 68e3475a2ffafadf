import { createHash } from 'node:crypto'
import type { Tags } from '#lib/model/resource.ts'
import type { EpochMs } from '#lib/model/time.ts'

/** An MSK cluster, as ListClustersV2 tells it. */
export type WorldKafkaCluster = {
  readonly name: string
  /** Absent = MSK Serverless. */
  readonly brokers?: {
    /** `kafka.m7g.large`, `express.m7g.large`. */
    readonly type: string
    readonly count: number
    readonly kafkaVersion: string
    /** Of each Standard broker. */
    readonly volumeGib?: number
    readonly iamAccess: boolean
  }
  readonly subnets: readonly string[]
  readonly createdMs: EpochMs
  readonly tags: Tags
}

/** ARN with a UUID and the number of the cell, as MSK gives them. */
export function kafkaArn(
  place: { readonly region: string; readonly accountId: string },
  name: string,
): string {
  const at = `arn:aws:kafka:${place.region}:${place.accountId}:cluster/${name}`
  const hex = createHash('sha256').update(at).digest('hex')
  const uuid = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)]
  return `${at}/${uuid.join('-')}-7`
}
