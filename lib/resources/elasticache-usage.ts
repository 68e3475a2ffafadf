import type { Price } from '#lib/model/shape.ts'
import { hoursPerMonth } from '#lib/model/units.ts'

/** Limits of a serverless cache where none are set (ElastiCache User Guide, "Scaling ElastiCache", read 2026-11). */
export const serverlessMaximum = { storageGib: 5000, ecpuPerSecond: 15_000_000 } as const

/** A serverless cache is billed for at least this much, GiB (ElastiCache pricing page, 2026-06). */
export function billedFloorGib(engine: string): number {
  return engine === 'valkey' ? 0.1 : 1
}

/** Keys of the price list, dollars an hour: of a GiB kept, and of one ECPU a second throughout. */
export const storedPriceKey = (engine: string) => `elasticache-serverless/${engine}/gib-hour`
export const ecpuPriceKey = (engine: string) => `elasticache-serverless/${engine}/ecpu-per-second`

export type ServerlessUse = {
  readonly engine: string
  /** Means of the use. */
  readonly storedGib: number
  readonly ecpuPerSecond: number
  /** Minimum usage limits that its owner set: at least so much is billed. */
  readonly storageGibMin?: number | undefined
  readonly ecpuMin?: number | undefined
}

/**
 * List price a month of that use, of the minimum usage limits where less is used (ElastiCache User Guide, "Scaling
 * ElastiCache Serverless": the minimum is billed); undefined without both prices.
 */
export function serverlessMonthlyUsd(use: ServerlessUse, prices: readonly Price[]): number | undefined {
  const stored = prices.find(({ key }) => key === storedPriceKey(use.engine))?.hourlyUsd
  const ecpu = prices.find(({ key }) => key === ecpuPriceKey(use.engine))?.hourlyUsd
  if (stored === undefined || ecpu === undefined) return undefined
  const gib = Math.max(billedFloorGib(use.engine), use.storageGibMin ?? 0, use.storedGib)
  const units = Math.max(use.ecpuMin ?? 0, use.ecpuPerSecond)
  return (gib * stored + units * ecpu) * hoursPerMonth
}
