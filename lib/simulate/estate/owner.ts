import type { Tags } from '#lib/model/resource.ts'
import { dayMs, type EpochMs } from '#lib/model/time.ts'
import type { WorldTagChange } from '../world.ts'
import type { Location } from './accounts.ts'
import { cell, datedOption, type TableRow } from './table.ts'

export const teams = [
  'platform',
  'checkout',
  'payments',
  'identity',
  'search',
  'catalog',
  'data-platform',
  'ml-training',
  'ml-serving',
  'growth',
  'messaging',
] as const

const tierNames: Readonly<Record<string, string>> = {
  '1': 'tier-1',
  '2': 'tier-2',
  '3': 'tier-3',
  np: 'non-production',
}

/** Who owns a resource, at any time; `-` in a table is untagged. */
export type Owner = {
  readonly name: string
  /** Team tag in force at that time, '' = untagged. */
  readonly teamAt: (atMs: EpochMs) => string
  readonly tagsAt: (atMs: EpochMs) => Tags
  /** Changes of its tags, for each of the things that carry them. */
  readonly tagChanges: (kind: WorldTagChange['kind'], ids: readonly string[]) => readonly WorldTagChange[]
}

/** The owner of a table row; `moved=growth@-30` says that another team had it until 30 days before the anchor. */
export function ownerOf(row: TableRow, location: Location, anchorMs: EpochMs): Owner {
  const name = cell(row, 'name')
  const team = cell(row, 'team') === '-' ? '' : cell(row, 'team')
  if (team && !teams.some((known) => known === team)) throw new Error(`unknown team of ${name}: ${team}`)
  const tier = tierNames[cell(row, 'tier')]
  const moved = datedOption(row, 'moved')
  const movedMs = moved ? anchorMs + moved.days * dayMs : 0
  const teamAt = (atMs: EpochMs) => (moved && atMs < movedMs ? moved.value : team)
  const exempt = row.options.exempt
  const tagsAt = (atMs: EpochMs): Tags => ({
    Name: name,
    ...(teamAt(atMs) && { team: teamAt(atMs) }),
    ...(tier && { 'headroom:tier': tier }),
    ...(exempt && { 'headroom:exempt': exempt }),
    env: location.accountId === '123456789012' ? 'staging' : 'production',
  })
  return {
    name,
    teamAt,
    tagsAt,
    tagChanges: (kind, ids) =>
      (moved ? ids : []).map((id) => ({
        atMs: movedMs,
        kind,
        id,
        before: tagsAt(movedMs - 1),
        after: tagsAt(movedMs),
        actor: 'tag-editor',
      })),
  }
}
