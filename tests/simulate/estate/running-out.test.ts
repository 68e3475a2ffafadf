import { describe, expect, test } from 'vitest'
import { dayMs } from '#lib/model/time.ts'
import { connectionsMax } from '#lib/simulate/estate/database-limits.ts'
import { stories } from '#lib/simulate/estate/stories.ts'
import { frame, largest, mean, peak, resourceNamed, resources, usedGib, valuesOf } from './truth.ts'

describe('what runs out', () => {
  test('storage of four databases is full within 90 days, and not yet', () => {
    const story = stories.find((one) => one.id === 'storage-fills')
    for (const name of story?.resources ?? []) {
      const database = resourceNamed(name).database
      if (!database) throw new Error(`${name} is not a database`)
      const { storageGib, storageGibMax = storageGib } = database(frame.anchorMs)
      const limit = 0.9 * storageGibMax
      const grown = resourceNamed(name).database?.(frame.anchorMs + 90 * dayMs).storageGib ?? 0
      expect(usedGib(name, storageGib, -1)).toBeLessThan(limit)
      expect(usedGib(name, grown, 89)).toBeGreaterThan(limit)
    }
  })

  test('storage autoscaling extends a volume up to its maximum, as a change of its own', () => {
    const { database, changes } = resourceNamed('payments-audit-pg')
    const later = frame.anchorMs + 120 * dayMs
    expect(database?.(frame.anchorMs).storageGib).toBe(900)
    expect(database?.(later).storageGib).toBe(1000)
    expect(changes.some((change) => change.storageGib === 1000 && change.actor === 'rds.amazonaws.com')).toBe(
      true,
    )
  })

  test('connections pass 80 % of max_connections within 90 days', () => {
    const most = connectionsMax('postgres', 64)
    expect(peak('identity-pg', 'DatabaseConnections', -14, 0) / most).toBeLessThan(0.79)
    expect(peak('identity-pg', 'DatabaseConnections', 83, 90) / most).toBeGreaterThan(0.8)
  })

  test('83 % of the GPUs of a pool are held, and ever more', () => {
    const heldAt = (day: number) =>
      resourceNamed('ml-h100-use1')
        .series.filter((series) => series.metric.name === 'nvidia_smi_memory_used')
        .filter((series) => (valuesOf(series, 'Maximum', { from: day, to: day + 1 })[18] ?? 0) > 512).length
    expect(Math.abs(heldAt(-1) - 40)).toBeLessThanOrEqual(1)
    expect(heldAt(-200)).toBeLessThan(32)
    expect(heldAt(90)).toBeGreaterThan(45)
  })

  test('another pool holds 15 of 16 GPUs at 8 % busy', () => {
    const { series } = resourceNamed('recsys-embed-usw2')
    const values = (name: string, statistic: 'Average' | 'Maximum') =>
      series
        .filter((one) => one.metric.name === name)
        .map((one) => mean(valuesOf(one, statistic, { from: -7, to: 0 })))
    expect(
      values('nvidia_smi_memory_used', 'Maximum').filter((mib) => mib > 16_000).length,
    ).toBeGreaterThanOrEqual(15)
    // 15 of 16 at 8 %.
    const busy = mean(Float64Array.from(values('nvidia_smi_utilization_gpu', 'Average')))
    expect(Math.abs(busy - 7.5)).toBeLessThan(0.3)
  })

  test('fifty to eighty never need a fifth of their CPU on ordinary days: most of them are too large', () => {
    const quiet = resources.filter(({ resourceClass, series, createdMs }) => {
      if (resourceClass === 'gpu-pool' || createdMs > frame.anchorMs - 35 * dayMs) return false
      const percents = series.filter((one) => one.unit === 'Percent' && one.lastMs === undefined)
      const cpu = percents.find((one) => one.metric.name === 'CPUUtilization')
      return cpu !== undefined && largest(valuesOf(cpu, 'Average', { from: -28, to: 0 })) < 20
    })
    expect(quiet.length).toBeGreaterThanOrEqual(50)
    expect(quiet.length).toBeLessThanOrEqual(80)
  })
})
