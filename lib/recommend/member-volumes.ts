import { monthlyUsd } from '#lib/model/units.ts'
import type { ClassDefinition } from '#lib/resources/definition.ts'
import { storageHolds } from './acceptance.ts'
import type { Candidate } from './candidate.ts'
import type { Situation } from './situation.ts'
import { nextStorageGib } from './storage-candidates.ts'
import { numberText } from './wording.ts'

const steps = 12
/** Beyond three times the present volume more members are the answer. */
const largestGrowth = 3

type Volume = NonNullable<ClassDefinition['memberVolume']>

type Sized = { readonly volume: Volume; readonly gib: number; readonly gibMonthUsd: number }

/** The present volume of a member and what a GiB of it costs a month; undefined where one is not known. */
function volumeOf({ definition, input }: Situation): Sized | undefined {
  const { memberVolume: volume } = definition
  const { volumeGib } = input.resource.facts
  if (volume === undefined || typeof volumeGib !== 'number') return undefined
  const key = volume.priceKey(input.resource)
  const price = input.prices.find((one) => one.key === key)
  return price && { volume, gib: volumeGib, gibMonthUsd: monthlyUsd(price.hourlyUsd) }
}

function withVolume(
  situation: Situation,
  current: Candidate,
  { volume, gib, gibMonthUsd }: Sized,
): Candidate {
  const { resource } = situation.input
  const now = Number(resource.facts.volumeGib)
  return {
    ...current,
    id: `${current.id}+${gib}GiB`,
    label: `${current.label}, ${numberText(gib)} GiB each`,
    settings: { volumeGib: gib },
    capacity: { ...current.capacity, storage: volume.usableGib(gib) * resource.count },
    monthlyUsd: current.monthlyUsd + (gib - now) * resource.count * gibMonthUsd,
    current: false,
  }
}

/**
 * The present members with larger volumes, up to the first that holds the data; none where the present ones do, where
 * none within reach does, or where a GiB has no known price.
 */
export function volumeCandidates(situation: Situation, current: Candidate): readonly Candidate[] {
  const now = volumeOf(situation)
  if (now === undefined || storageHolds(situation, current)) return []
  const most = Math.min(now.volume.largestGib, largestGrowth * now.gib)
  const found: Candidate[] = []
  let gib = now.gib
  for (let step = 0; step < steps && gib < most; step++) {
    gib = Math.min(nextStorageGib(gib), most)
    const larger = withVolume(situation, current, { ...now, gib })
    found.push(larger)
    if (storageHolds(situation, larger)) return found
  }
  return []
}
