import type { Tags } from '#lib/model/resource.ts'
import { dayMs, type EpochMs, hourMs } from '#lib/model/time.ts'
import type { InstanceTypeFact, WorldInstance } from '../world.ts'
import { hexId, mix, unit } from './hash.ts'

/** Days that a member of the steady part lives before an image update replaces it. */
const memberLifeDays = 21

type GroupMembers = {
  readonly name: string
  readonly seed: number
  readonly minSize: number
  readonly type: InstanceTypeFact
  /** Types of a mixed group in turn; absent = `type` alone. */
  readonly mixed?: readonly string[] | undefined
  readonly zones: readonly string[]
  readonly createdMs: EpochMs
}

/**
 * The running members of a group at a time, by slot: the first `minSize` slots are replaced every three weeks, the
 * elastic ones daily. A slot's instance id changes with each replacement.
 */
export function groupMembers({ name, seed, minSize, type, mixed, zones, createdMs }: GroupMembers) {
  return (nowMs: EpochMs, count: number, tags: Tags): readonly WorldInstance[] =>
    Array.from({ length: count }, (_, slot) => {
      const lifeMs = slot < minSize ? memberLifeDays * dayMs : dayMs
      const shiftMs = Math.floor(unit(seed, slot) * (lifeMs / hourMs)) * hourMs
      const generation = Math.floor((nowMs - shiftMs) / lifeMs)
      const own = mix(mix(seed, 1000 + slot), generation)
      return {
        instanceId: `i-${hexId(own, 17)}`,
        instanceType: mixed?.[slot % mixed.length] ?? type.name,
        state: 'running',
        zone: zones[slot % zones.length] as string,
        launchMs: Math.max(createdMs, generation * lifeMs + shiftMs),
        tags: { ...tags, Name: name, 'aws:autoscaling:groupName': name },
        groupName: name,
        volumes: [
          {
            volumeId: `vol-${hexId(own ^ 3, 17)}`,
            gib: 30,
            volumeType: 'gp3',
            iops: 3000,
            throughputMibps: 125,
          },
        ],
      }
    })
}
