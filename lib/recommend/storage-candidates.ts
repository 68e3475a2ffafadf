import { largestStorageGib } from '#lib/resources/rds-limits.ts'
import type { Situation } from './situation.ts'
import { numberText } from './wording.ts'

/** Volume of a database: what is allocated (and paid), and how far it may grow by itself. */
export type StorageSize = {
  readonly allocatedGib: number
  readonly limitGib: number
  readonly autoscaling: boolean
  readonly changed: boolean
}

/** The present volume; undefined for classes without one and where its size is not known. */
export function currentStorage(situation: Situation): StorageSize | undefined {
  const { resource } = situation.input
  if (resource.resourceClass !== 'rds-instance') return undefined
  const { storageGib, storageGibMax } = resource.facts
  if (typeof storageGib !== 'number') return undefined
  const autoscaling = typeof storageGibMax === 'number' && storageGibMax > storageGib
  return {
    allocatedGib: storageGib,
    limitGib: autoscaling ? storageGibMax : storageGib,
    autoscaling,
    changed: false,
  }
}

/** The next size: 20 % or 100 GiB more, whichever is more, in whole hundreds. RDS takes steps from 10 % on. */
export function nextStorageGib(gib: number): number {
  return Math.min(Math.ceil(Math.max(gib * 1.2, gib + 100) / 100) * 100, largestStorageGib)
}

/** Growing sizes above `from`: of the limit of the autoscaling where it is on, which costs nothing until used. */
export function largerStorages(from: StorageSize, steps: number): readonly StorageSize[] {
  const sizes: StorageSize[] = []
  let gib = from.limitGib
  for (let step = 0; step < steps && gib < largestStorageGib; step++) {
    gib = nextStorageGib(gib)
    sizes.push({
      allocatedGib: from.autoscaling ? from.allocatedGib : gib,
      limitGib: gib,
      autoscaling: from.autoscaling,
      changed: true,
    })
  }
  return sizes
}

export function storageLabel(storage: StorageSize): string {
  const gib = `${numberText(storage.limitGib)} GiB`
  return storage.autoscaling ? `storage up to ${gib}` : gib
}

export function storageSettings(storage: StorageSize): Readonly<Record<string, number>> {
  return storage.autoscaling ? { storageGibMax: storage.limitGib } : { storageGib: storage.limitGib }
}

/** What the data would fit into, when that is less than half: shown to say that it cannot be had. */
export function smallerStorage(situation: Situation, now: StorageSize): StorageSize | undefined {
  const storage = situation.known.find((known) => known.dimension === 'storage')
  if (storage === undefined) return undefined
  const [, , high] = storage.peakAtHorizon
  const gib = Math.ceil(high / (1 - storage.headroom) / 100) * 100
  if (!(gib < now.allocatedGib / 2)) return undefined
  return { allocatedGib: gib, limitGib: gib, autoscaling: false, changed: true }
}
