import type { DimensionRisk, Option } from '#lib/model/recommendation.ts'
import { paths } from './detail-series.ts'

function risksOf(scale: number, chance: number): DimensionRisk[] {
  return Object.values(paths).map((path) => {
    const factor = path.dimension === 'cpu' ? scale : 1
    const at = path.share * (1 + path.growth) ** 3
    return {
      dimension: path.dimension,
      capacity: path.capacity * factor,
      limit: path.limit * factor,
      chance: path.dimension === 'cpu' ? chance : 0.004,
      minutes: path.dimension === 'cpu' ? chance * 900 : 0,
      utilization: path.share / factor,
      utilizationAtHorizon: [(at * 0.88) / factor, at / factor, (at * 1.13) / factor],
    }
  })
}

type OptionFacts = Partial<Option> & { label: string; vcpu: number; memoryGib: number; monthlyUsd: number }

/** One option of orders-primary, which costs $2,214 a month today. */
export function optionOf(facts: OptionFacts): Option {
  const chance = facts.chance ?? 0.03
  return {
    id: facts.label,
    shape: facts.label,
    count: 1,
    settings: {},
    arch: 'arm64',
    deltaMonthlyUsd: facts.monthlyUsd - 2214,
    chance,
    expectedMinutes: chance * 900,
    dimensions: risksOf(facts.vcpu / 8, chance),
    effort: 'low',
    downtime: 'failover, 35 to 70 s',
    reversible: true,
    priceDerived: false,
    note: '',
    ...facts,
  }
}

export const current = optionOf({
  label: 'db.r7g.2xlarge',
  vcpu: 8,
  memoryGib: 64,
  monthlyUsd: 2214,
  chance: 0.82,
  effort: 'none',
  downtime: 'none',
})

export const recommended = optionOf({
  label: 'db.m7g.4xlarge',
  vcpu: 16,
  memoryGib: 64,
  monthlyUsd: 2783,
  chance: 0.03,
})

export const options: readonly Option[] = [
  optionOf({
    label: 'db.r7g.xlarge',
    vcpu: 4,
    memoryGib: 32,
    monthlyUsd: 1516,
    chance: 0.9995,
    excuse: {
      reason: 'chance-above-policy',
      dimension: 'cpu',
      text: 'CPU would breach with a chance of >99%, accepted 3%.',
    },
  }),
  current,
  optionOf({
    label: 'db.r8g.2xlarge',
    vcpu: 8,
    memoryGib: 64,
    monthlyUsd: 2284,
    chance: 0.22,
    priceDerived: true,
    excuse: {
      reason: 'chance-above-policy',
      dimension: 'cpu',
      text: 'CPU would breach with a chance of 22%, accepted 3%.',
    },
  }),
  recommended,
  optionOf({
    label: 'db.r7g.4xlarge',
    vcpu: 16,
    memoryGib: 128,
    monthlyUsd: 3611,
    excuse: {
      reason: 'dearer',
      text: 'Costs $828/mo more than db.m7g.4xlarge for memory that is not needed.',
    },
  }),
]
