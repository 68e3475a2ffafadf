import type { Capacity } from '#lib/model/capacity.ts'
import type { Resource } from '#lib/model/resource.ts'
import type { Shape } from '#lib/model/shape.ts'
import type { Candidate } from './candidate.ts'
import type { Situation } from './situation.ts'

const presentNames: Readonly<Record<string, string>> = {
  provisioned: 'What is provisioned',
  'on-demand': 'On demand',
  serverless: 'Serverless',
  'db.serverless': 'Serverless v2',
}

function labelOf({ shape, count }: Resource): string {
  return presentNames[shape] ?? (count === 1 ? shape : `${shape} × ${count}`)
}

/** Of one member: capacity is of as many as there are, or as scaling may run. */
function memberCapacity({ capacity, input }: Situation): Capacity {
  const members = Math.max(1, capacity['group-maximum'] ?? input.resource.count)
  return Object.fromEntries(Object.entries(capacity).map(([dimension, all]) => [dimension, all / members]))
}

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
    capacity: memberCapacity(situation),
  }
  return {
    id: 'present',
    label: labelOf(resource),
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
