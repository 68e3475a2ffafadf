import type { Shape } from '#lib/model/shape.ts'
import type { Candidate } from './candidate.ts'
import type { Situation } from './situation.ts'

/** A class without a ladder: what is there now, judged by what it has, is the only size. */
export function presentCandidate(situation: Situation): Candidate {
  const { input, definition, capacity } = situation
  const { resource, prices } = input
  const monthlyUsd = definition.listMonthlyUsd?.(resource, prices)
  const shape: Shape = situation.shape ?? {
    name: resource.shape,
    service: definition.service,
    family: resource.shape,
    size: '',
    arch: 'x86_64',
    currentGeneration: true,
    burstable: false,
    capacity,
  }
  return {
    id: 'present',
    label: resource.shape,
    shape,
    count: resource.count,
    members: resource.count,
    settings: {},
    capacity,
    factors: {},
    crossed: false,
    cpuUnmeasured: false,
    monthlyUsd: monthlyUsd ?? 0,
    priceDerived: false,
    priceUnknown: monthlyUsd === undefined,
    current: true,
  }
}
