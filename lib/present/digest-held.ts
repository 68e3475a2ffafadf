import { dayMs, type EpochMs } from '#lib/model/time.ts'
import type { TrackRow } from '#lib/model/track-record.ts'
import { biasText, type Pooled, pool } from './accuracy-groups.ts'
import { displayText } from './display-text.ts'
import { count, day, percent } from './format.ts'
import { dimensionWords } from './words.ts'

export type HeldMiss = { readonly id: string; readonly name: string; readonly text: string }

/** Last week's forecast against what happened. */
export type HeldView = { readonly text: string; readonly misses: readonly HeldMiss[] }

const missesShown = 3
/** Distances that make up the week after a forecast. */
const weekDays = 7
/** How far a forecast may lie from a week before now and still be last week's. */
const slackDays = 3

/** Absent while no day of last week's forecast has been scored. */
export function presentHeld(rows: readonly TrackRow[], nowMs: EpochMs): HeldView | undefined {
  const week = rows.filter(({ horizonDays }) => horizonDays <= weekDays)
  const published = lastWeek(week, 'published', nowMs)
  const judged = published.length > 0 ? published : lastWeek(week, 'hindsight', nowMs)
  const all = pool(judged)
  const asOfMs = judged[0]?.asOfMs
  if (all === undefined || asOfMs === undefined) return undefined
  const what =
    published.length > 0
      ? 'The forecast'
      : 'What the same method would have said (hindsight, none was published)'
  return {
    text:
      `${what} of ${day(asOfMs, nowMs)}: ${percent(all.share80)} of ${count(all.days)} days were inside the 80% ` +
      `interval; on average it was ${biasText(all.bias)} off.`,
    misses: worst(judged),
  }
}

/** Scores of the one forecast that lies nearest to a week before now. */
function lastWeek(
  rows: readonly TrackRow[],
  origin: TrackRow['origin'],
  nowMs: EpochMs,
): readonly TrackRow[] {
  const aWeekAgo = nowMs - weekDays * dayMs
  const distance = ({ asOfMs }: TrackRow) => Math.abs(asOfMs - aWeekAgo)
  const near = rows.filter((row) => row.origin === origin && distance(row) <= slackDays * dayMs)
  if (near.length === 0) return []
  const nearestDay = near.reduce((best, row) => (distance(row) < distance(best) ? row : best))
  const dayOf = (ms: EpochMs) => Math.floor(ms / dayMs)
  return near.filter(({ asOfMs }) => dayOf(asOfMs) === dayOf(nearestDay.asOfMs))
}

function worst(rows: readonly TrackRow[]): HeldMiss[] {
  return [...Map.groupBy(rows, ({ resourceId, dimension }) => `${resourceId} ${dimension}`).values()]
    .flatMap((own) => {
      const pooled = pool(own)
      const first = own[0]
      return pooled && first && pooled.share80 < 1 ? [{ first, pooled }] : []
    })
    .sort((a, b) => missOf(b.pooled) - missOf(a.pooled) || a.first.name.localeCompare(b.first.name, 'en'))
    .slice(0, missesShown)
    .map(({ first, pooled }) => ({
      id: first.resourceId,
      name: displayText(first.name),
      text:
        `${dimensionWords[first.dimension]}: ${count(Math.round(pooled.share80 * pooled.days))} of ` +
        `${count(pooled.days)} days inside, ${biasText(pooled.bias)} off`,
    }))
}

/** Days outside, weighed by how far the forecast leaned. */
function missOf({ share80, bias }: Pooled): number {
  return (1 - share80) * (1 + Math.min(1, Math.abs(bias)))
}
