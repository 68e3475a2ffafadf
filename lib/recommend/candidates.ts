import type { Shape } from '#lib/model/shape.ts'
import { holds } from './acceptance.ts'
import type { Candidate } from './candidate.ts'
import { groupCandidates } from './group-candidates.ts'
import { instanceCandidate, instanceCandidates } from './instance-candidates.ts'
import { poolCandidates } from './pool-candidates.ts'
import { riskOf } from './risk.ts'
import type { Situation } from './situation.ts'
import { currentStorage, largerStorages, type StorageSize, smallerStorage } from './storage-candidates.ts'

const storageSteps = 12

export type Candidates = {
  readonly candidates: readonly Candidate[]
  /** Shapes that fit and have no price here. */
  readonly notOffered: readonly string[]
}

/** Whether every dimension apart from the volume's holds as it is. */
function classHolds(situation: Situation, candidate: Candidate): boolean {
  return riskOf(situation, candidate).dimensions.every(
    ({ dimension, chance }) =>
      dimension === 'storage' || dimension === 'iops' || (chance ?? 0) <= situation.acceptedRisk,
  )
}

/** Larger volumes under the same class, up to the first that holds; the present size alone when it holds. */
function storageLadder(situation: Situation, now: StorageSize, present: Candidate): readonly Candidate[] {
  const { shape } = situation
  if (shape === undefined || holds(situation, present)) return []
  const ladder: Candidate[] = []
  for (const storage of largerStorages(now, storageSteps)) {
    const candidate = instanceCandidate(situation, shape, storage)
    if (candidate !== undefined) ladder.push(candidate)
    if (candidate !== undefined && storageHolds(situation, candidate)) break
  }
  return ladder
}

function storageHolds(situation: Situation, candidate: Candidate): boolean {
  return riskOf(situation, candidate).dimensions.every(
    ({ dimension, chance }) =>
      (dimension !== 'storage' && dimension !== 'iops') || (chance ?? 0) <= situation.acceptedRisk,
  )
}

/**
 * Classes, and volumes. One change at a time: classes keep the present volume and volumes the present class, unless
 * both run out; then the classes come with the volume that holds.
 */
function databaseCandidates(situation: Situation, now: StorageSize): readonly (Candidate | Shape)[] {
  const { shape } = situation
  const present = shape === undefined ? undefined : instanceCandidate(situation, shape, now)
  if (shape === undefined || present === undefined) return shape === undefined ? [] : [shape]
  const ladder = storageHolds(situation, present) ? [] : storageLadder(situation, now, present)
  const enough = ladder.at(-1)
  const both = enough !== undefined && !classHolds(situation, present)
  const grown = largerStorages(now, storageSteps)[ladder.length - 1]
  const classes = instanceCandidates(situation, both && grown !== undefined ? grown : now)
  const less = smallerStorage(situation, now)
  const shrunk = less === undefined ? undefined : instanceCandidate(situation, shape, less)
  const others = classes.filter((one) => !('current' in one) || one.shape.name !== shape.name)
  return [present, ...ladder, ...(shrunk === undefined ? [] : [shrunk]), ...others]
}

function allCandidates(situation: Situation): readonly (Candidate | Shape)[] {
  const { resourceClass } = situation.input.resource
  if (resourceClass === 'asg') return groupCandidates(situation)
  if (resourceClass === 'gpu-pool') return poolCandidates(situation)
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
