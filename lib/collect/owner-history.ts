import type { OwnerChange } from '#lib/model/ownership.ts'
import type { Tags } from '#lib/model/resource.ts'
import type { OwnerHistory } from './collector.ts'
import type { Histories } from './history-subject.ts'
import type { SizedResource } from './inventory/region.ts'
import type { OwnershipReader } from './ownership-rules.ts'
import { subjectKey, tagsSince } from './tag-trail.ts'

export type OwnerHistoriesOptions = {
  readonly sized: readonly SizedResource[]
  readonly histories: Histories
  readonly ownerOf: OwnershipReader
}

/** The teams of the past by the tags of their time, under the rules of today; only where a history tells of tags. */
export function ownerHistories({ sized, histories, ownerOf }: OwnerHistoriesOptions): OwnerHistory[] {
  return sized.flatMap((one) => {
    const { resource } = one
    const told = toldTags(one, histories)
    const changed = told.states.filter(({ tags }, i) => !sameTags(tags, told.states[i - 1]?.tags))
    const changes = changed.map(({ atMs, tags }): OwnerChange => {
      const { team } = ownerOf({ ...resource, tags })
      return { fromMs: atMs, tags, source: told.source, ...(team === undefined ? {} : { team }) }
    })
    return changes.length === 0 ? [] : [{ resourceId: resource.id, changes }]
  })
}

/** States of the tags, oldest first: as AWS Config recorded them, else told back by CloudTrail. */
function toldTags({ subject, resource }: SizedResource, { byId, tagTrail }: Histories) {
  const recorded = subject && byId.get(subject.id)?.tagged
  if (recorded) {
    return { source: 'config' as const, states: [...recorded].sort((a, b) => a.atMs - b.atMs) }
  }
  const events = (subject && tagTrail?.get(subjectKey(subject))) ?? []
  return { source: 'cloudtrail' as const, states: tagsSince(resource.tags, events) }
}

function sameTags(tags: Tags, others: Tags | undefined): boolean {
  if (others === undefined) return false
  const keys = Object.keys(tags)
  return keys.length === Object.keys(others).length && keys.every((key) => tags[key] === others[key])
}
