import { type Dimension, dimensions } from '#lib/model/capacity.ts'
import type { DimensionUse, FleetRow } from '#lib/model/fleet.ts'
import type { Policy } from '#lib/model/policy.ts'
import { serviceTiers } from '#lib/model/resource.ts'
import { amount, cell, type DataCell, type DataTable } from './data-table.ts'
import { isDecided } from './fleet.ts'
import { count, percent, plural } from './format.ts'
import { dimensionWords, tierWords } from './words.ts'

/** By how much the effect of another headroom is shown. */
const headroomStep = 0.05
const none = { title: 'Nothing is decided yet', text: 'The effect stands here after the first forecast run.' }

/** Chance of a breach that each tier accepts, how many sizes of today are above it, and how many at half and at double of it. */
export function riskTable(rows: readonly FleetRow[], { acceptedRisk }: Policy): DataTable {
  const decided = rows.filter(isDecided)
  return {
    key: 'accepted-risk',
    title: 'Accepted chance of a breach',
    sub: 'By tier, within the horizon. Above it a larger size is looked for; counts are of sizes as they are today',
    head: ['Tier', 'Accepted', 'Resources', 'Above it', 'At half of it', 'At double'],
    numeric: [1, 2, 3, 4, 5],
    rows: serviceTiers.map((tier) => {
      const chances = decided
        .filter(({ resource }) => resource.serviceTier === tier)
        .flatMap(({ recommendation: { current } }) => (current ? [current.chance] : []))
      const above = (risk: number) => chances.filter((chance) => chance > risk).length
      const now = above(acceptedRisk[tier])
      return [
        cell(tierWords[tier]),
        amount(percent(acceptedRisk[tier]), acceptedRisk[tier]),
        amount(count(chances.length), chances.length),
        amount(count(now), now),
        effect(above(acceptedRisk[tier] / 2), now),
        effect(above(acceptedRisk[tier] * 2), now),
      ]
    }),
    empty: none,
    wide: true,
  }
}

/** Share of capacity that stays free, by dimension, and how many resources use more than is left of it. */
export function headroomTable(rows: readonly FleetRow[], policy: Policy): DataTable {
  const uses = rows.filter(isDecided).flatMap(({ recommendation }) => recommendation.uses ?? [])
  const byDimension = Map.groupBy(uses, ({ dimension }) => dimension)
  return {
    key: 'headroom',
    title: 'Headroom and safe limits',
    sub: 'The safe limit is what headroom leaves of capacity; where the loss of a zone asks for more, that counts',
    head: ['Dimension', 'Headroom', 'Safe limit', 'Judged', 'Above it now', '5 points more', '5 points less'],
    numeric: [1, 2, 3, 4, 5, 6],
    rows: dimensions.flatMap((dimension) => {
      const judged = byDimension.get(dimension)?.filter(({ utilization }) => utilization !== null) ?? []
      return judged.length === 0 ? [] : [headroomRow(dimension, judged, policy)]
    }),
    empty: none,
    wide: true,
  }
}

function headroomRow(dimension: Dimension, judged: readonly DimensionUse[], policy: Policy): DataCell[] {
  const headroom = policy.headroom[dimension] ?? policy.headroomDefault
  const above = (other: number) =>
    judged.filter((use) => (use.utilization ?? 0) > limitAt(use, headroom, other)).length
  const now = above(headroom)
  return [
    cell(dimensionWords[dimension]),
    amount(percent(headroom), headroom),
    amount(percent(1 - headroom), 1 - headroom),
    amount(count(judged.length), judged.length),
    amount(count(now), now),
    effect(above(Math.min(0.95, headroom + headroomStep)), now),
    effect(above(Math.max(0, headroom - headroomStep)), now),
  ]
}

/** The safe limit under another headroom: that of a lost zone is lower already and stays, until headroom asks for more. */
function limitAt({ limit }: DimensionUse, headroom: number, other: number): number {
  const isOfZone = limit < 1 - headroom - 1e-6
  return isOfZone ? Math.min(limit, 1 - other) : 1 - other
}

function effect(then: number, now: number): DataCell {
  const more = then - now
  const sub = `${plural(Math.abs(more), 'resource')} ${more > 0 ? 'more' : 'fewer'}`
  return { text: count(then), value: then, ...(more !== 0 && { sub }) }
}
