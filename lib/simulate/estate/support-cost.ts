import { hourMs, isoDay } from '#lib/model/time.ts'
import { supportOn } from '#lib/resources/extended-support.ts'
import { extendedSupportPrices } from '../facts/extended-support-prices.ts'
import type { ServiceCost } from './resource.ts'

const bands = {
  'year-1-2': { listed: 'Year 1, Year 2', usage: 'Yr1-Yr2' },
  'year-3': { listed: 'Year 3', usage: 'Yr3' },
} as const

/** Extended Support of some hours of one day: vCPU-hours at the price of the engine's year; nothing while supported. */
export function supportCost(options: {
  readonly engine: string
  readonly engineVersion: string
  readonly vcpu: number
  readonly fromHour: number
  readonly hours: number
}): readonly ServiceCost[] {
  const { engine, engineVersion, vcpu, fromHour, hours } = options
  const year = supportOn({ engine, engineVersion, day: isoDay(fromHour * hourMs) })?.charged
  if (year === undefined) return []
  const { listed, usage } = bands[year]
  return [
    {
      service: 'Amazon Relational Database Service',
      usageType: `ExtendedSupport:${usage}:${engine}`,
      usd: vcpu * hours * extendedSupportPrices.vcpuHourUsd[listed],
    },
  ]
}
