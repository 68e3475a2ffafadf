import type { Dimension } from '#lib/model/capacity.ts'
import type { Shape } from '#lib/model/shape.ts'
import { sizingOf } from '#lib/resources/sizing-of.ts'
import { runsOutAgain } from './acceptance.ts'
import type { Candidate } from './candidate.ts'
import { groupCandidates } from './group-candidates.ts'
import { instanceCandidate, instanceCandidates } from './instance-candidates.ts'
import { memberCandidates } from './member-candidates.ts'
import { nodeCandidates } from './node-candidates.ts'
import { poolCandidates } from './pool-candidates.ts'
import { presentCandidate } from './present-candidate.ts'
import { dimensionRisks } from './risk.ts'
import type { Situation } from './situation.ts'
import { currentStorage, largerStorages, type StorageSize, smallerStorage } from './storage-candidates.ts'

const storageSteps = 12

export type Candidates = {
  readonly candidates: readonly Candidate[]
  /** Shapes that fit and have no price here. */
  readonly notOffered: readonly string[]
}

/** Dimensions that the volume decides; IOPS by the class too. */
const volumeDimensions: readonly Dimension[] = ['storage', 'iops']

/** Whether the chances of those dimensions are within policy. */
function allHold(
  situation: Situation,
  candidate: Candidate,
  judged: (dimension: Dimension) => boolean,
): boolean {
  const again = runsOutAgain(situation, candidate)
  if (again !== undefined && judged(again.known.dimension)) return false
  return dimensionRisks(situation, candidate).every(
    ({ dimension, chance }) => !judged(dimension) || (chance ?? 0) <= situation.acceptedRisk,
  )
}

const ofVolume = (dimension: Dimension) => volumeDimensions.includes(dimension)

/**
 * Larger volumes up to the first that holds; none when the present one does. IOPS that the class limits are not the
 * volume's to solve: then the first that holds the data.
 */
function storageLadder(situation: Situation, shape: Shape, now: StorageSize): readonly StorageSize[] {
  const holdsAt = (storage: StorageSize, judged: (dimension: Dimension) => boolean): boolean => {
    const candidate = instanceCandidate(situation, shape, storage)
    return candidate !== undefined && allHold(situation, candidate, judged)
  }
  if (holdsAt(now, ofVolume)) return []
  const sizes = largerStorages(now, storageSteps)
  const full = sizes.findIndex((storage) => holdsAt(storage, ofVolume))
  if (full >= 0) return sizes.slice(0, full + 1)
  const onlyStorage = (dimension: Dimension) => dimension === 'storage'
  if (holdsAt(now, onlyStorage)) return []
  return sizes.slice(0, sizes.findIndex((storage) => holdsAt(storage, onlyStorage)) + 1)
}

/**
 * Classes, and volumes. One change at a time: classes keep the present volume and volumes the present class, unless
 * both run out; then the classes come with the volume that holds.
 */
function databaseCandidates(situation: Situation, now: StorageSize): readonly (Candidate | Shape)[] {
  const { shape } = situation
  const present = shape === undefined ? undefined : instanceCandidate(situation, shape, now)
  if (shape === undefined || present === undefined) return shape === undefined ? [] : [shape]
  const ladder = storageLadder(situation, shape, now)
  const enough = ladder.at(-1)
  const both = enough !== undefined && !allHold(situation, present, (dimension) => !ofVolume(dimension))
  const less = smallerStorage(situation, now)
  const volumes = [now, ...ladder, ...(less === undefined ? [] : [less])]
  return [
    ...volumes.map((storage) => instanceCandidate(situation, shape, storage) ?? shape),
    ...instanceCandidates(situation, both ? enough : now).filter(
      (one) => ('current' in one ? one.shape.name : one.name) !== shape.name,
    ),
  ]
}

function allCandidates(situation: Situation): readonly (Candidate | Shape)[] {
  const sizing = sizingOf(situation.definition, situation.input.resource)
  if (sizing === 'none') return [presentCandidate(situation)]
  if (sizing === 'members') return memberCandidates(situation)
  if (sizing === 'group') return groupCandidates(situation)
  if (sizing === 'packing') return nodeCandidates(situation)
  if (sizing === 'pool') return poolCandidates(situation)
  const storage = currentStorage(situation)
  return storage === undefined
    ? instanceCandidates(situation, undefined)
    : databaseCandidates(situation, storage)
}

/** Everything the resource could become, the present size among it, not judged yet. */
export function candidatesOf(situation: Situation): Candidates {
  const all = allCandidates(situation)
  return {
    candidates: all.filter((one): one is Candidate => 'current' in one),
    notOffered: all.filter((one): one is Shape => !('current' in one)).map((shape) => shape.name),
  }
}
