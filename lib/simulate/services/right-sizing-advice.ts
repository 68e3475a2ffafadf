import type { DatabaseClassFact, InstanceTypeFact, WorldDatabase } from '../world.ts'

/** Readings of CPU in percent, one an hour. */
export type Usage = { readonly readings: readonly number[] }

export type Advice = {
  readonly finding: 'OVER_PROVISIONED' | 'UNDER_PROVISIONED' | 'OPTIMIZED'
  readonly reasons: readonly string[]
  readonly from: string
  readonly to: string
  readonly fromHourlyUsd: number
  readonly toHourlyUsd: number
}

/** The documented defaults: 99.5th percentile of CPU over 14 days and 20 % headroom (Compute Optimizer user guide). */
const percentile = 0.995
const headroom = 0.2

function neededShare({ readings }: Usage): number {
  const sorted = [...readings].sort((a, b) => a - b)
  const at = sorted[Math.min(sorted.length - 1, Math.ceil(percentile * sorted.length) - 1)] ?? 0
  return at / 100 / (1 - headroom)
}

type Size = { readonly name: string; readonly vcpu: number; readonly hourlyUsd: number }

/** The cheapest size of the family whose vCPU cover the need by CPU alone; undefined without prices. */
function adviceOf(sizes: readonly Size[], from: string, usage: Usage): Advice | undefined {
  const now = sizes.find(({ name }) => name === from)
  if (!now) return undefined
  const needed = now.vcpu * neededShare(usage)
  const fitting = sizes.filter(({ vcpu }) => vcpu >= needed).sort((a, b) => a.hourlyUsd - b.hourlyUsd)
  const to = fitting[0] ?? now
  const finding =
    to.vcpu < now.vcpu ? 'OVER_PROVISIONED' : to.vcpu > now.vcpu ? 'UNDER_PROVISIONED' : 'OPTIMIZED'
  const reasons =
    finding === 'OPTIMIZED'
      ? []
      : [finding === 'OVER_PROVISIONED' ? 'CPUOverprovisioned' : 'CPUUnderprovisioned']
  const kept = finding === 'OPTIMIZED' ? now : to
  return { finding, reasons, from, to: kept.name, fromHourlyUsd: now.hourlyUsd, toHourlyUsd: kept.hourlyUsd }
}

export function instanceAdvice(
  types: readonly InstanceTypeFact[],
  from: string,
  usage: Usage,
): Advice | undefined {
  const family = types.find(({ name }) => name === from)?.family
  return adviceOf(
    types.filter((type) => type.family === family),
    from,
    usage,
  )
}

export function databaseAdvice(
  classes: readonly DatabaseClassFact[],
  database: WorldDatabase,
  usage: Usage,
): Advice | undefined {
  const familyOf = (name: string) => name.slice(0, name.lastIndexOf('.'))
  const sizes = classes
    .filter(({ name }) => familyOf(name) === familyOf(database.databaseClass))
    .flatMap(({ name, vcpu, hourlyUsd }) => {
      const usd = hourlyUsd[database.engine]
      return usd === undefined ? [] : [{ name, vcpu, hourlyUsd: usd * (database.multiAz ? 2 : 1) }]
    })
  return adviceOf(sizes, database.databaseClass, usage)
}
