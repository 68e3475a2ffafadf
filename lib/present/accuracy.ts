import type { Dimension } from '#lib/model/capacity.ts'
import type { HeldWidening } from '#lib/model/forecast.ts'
import type { ResourceClass } from '#lib/model/resource.ts'
import type { EpochMs } from '#lib/model/time.ts'
import { type TrackOrigin, type TrackRow, trackHorizons } from '#lib/model/track-record.ts'
import { biasText, cellsBy, cellsOf, pool, type ScoreCells } from './accuracy-groups.ts'
import { count, day, percent, plural } from './format.ts'
import { type Sentence, sentence, strong } from './sentence.ts'
import { classWords, dimensionWords } from './words.ts'

type Share = { readonly label: string; readonly share: number | null }

export type MissView = {
  readonly id: string
  readonly name: string
  readonly resourceClass: ResourceClass
  readonly href: string
  readonly dimension: string
  readonly text: string
  readonly inside: string
  readonly mase: string
  readonly bias: string
}

export type AccuracyView = {
  readonly lede: Sentence
  /** Why the forecasts of today deserve belief, or not yet. */
  readonly why: string
  readonly chart?: {
    readonly published: readonly Share[]
    readonly hindsight: readonly Share[]
    readonly label: string
  }
  /** A table per origin that has scores. */
  readonly horizons: readonly {
    readonly origin: TrackOrigin
    readonly title: string
    readonly rows: readonly ScoreCells[]
  }[]
  readonly classes: readonly ScoreCells[]
  readonly teams: readonly ScoreCells[]
  /** Of which origin classes, teams and misses tell. */
  readonly basis: string
  readonly misses: readonly MissView[]
  /** Kinds of forecast that did not hold and are wider since, a sentence each. */
  readonly widened: readonly string[]
}

const nominal = 0.8
/** Coverage that counts as right: the goal of the intervals. */
const goal = { low: 0.75, high: 0.85 }
const missesShown = 12
/** Fewer days than this tell nothing of one resource. */
const missDaysMin = 14
/** Published forecasts speak for themselves from so many days on; hindsight stands in before. */
const daysSufficient = 1000

const stretches = trackHorizons.map((to, i) => {
  const from = (trackHorizons[i - 1] ?? 0) + 1
  return { to, label: from === to ? `${to}` : `${from}\u2013${to}` }
})

/** Forecasts against what happened. What was computed later stands apart from what was said then. */
export function presentAccuracy(
  rows: readonly TrackRow[],
  nowMs: EpochMs,
  widened: readonly WidenedInput[] = [],
): AccuracyView {
  const of = (origin: TrackOrigin) => rows.filter((row) => row.origin === origin)
  const [published, hindsight] = [of('published'), of('hindsight')]
  const publishedDays = pool(published)?.days ?? 0
  const usePublished = publishedDays >= daysSufficient || hindsight.length === 0
  const judged = usePublished ? published : hindsight
  const lede = ledeOf(judged, usePublished, nowMs)
  const titles = {
    published: 'Published forecasts',
    hindsight: 'Hindsight: computed later from what was known then',
  }
  return {
    lede,
    why: whyOf({ judged, usePublished, publishedDays }),
    ...(rows.length === 0 ? {} : { chart: chartOf(published, hindsight) }),
    horizons: (['published', 'hindsight'] as const)
      .map((origin) => ({ origin, title: titles[origin], rows: horizonRows(of(origin)) }))
      .filter((table) => table.rows.length > 0),
    classes: cellsBy(judged, ({ resourceClass }) => classWords[resourceClass]),
    teams: cellsBy(judged, ({ team }) => team ?? 'no team'),
    basis: basisOf(judged, usePublished),
    misses: missesOf(judged),
    widened: widened.flatMap(widenedTexts),
  }
}

export type WidenedInput = {
  readonly resourceClass: ResourceClass
  readonly dimension: Dimension
  readonly heldWidening: readonly HeldWidening[]
}

function widenedTexts({ resourceClass, dimension, heldWidening }: WidenedInput): string[] {
  return heldWidening.map(({ fromDay, toDay, factor, share80, days }) => {
    const distance = fromDay === toDay ? `${toDay} day` : `${fromDay}\u2013${toDay} days`
    return `${classWords[resourceClass]}, ${dimensionWords[dimension]}, ${distance} ahead: ${percent(share80)} of ${count(days)} days were inside, the interval is ${percent(factor - 1)} wider now.`
  })
}

function ledeOf(judged: readonly TrackRow[], published: boolean, nowMs: EpochMs): Sentence {
  const all = pool(judged)
  const first = judged[0]
  if (all === undefined || first === undefined) {
    return sentence('No forecast can be scored yet: the first days that were forecast must pass first.')
  }
  const tone = all.share80 < goal.low ? 'risk' : undefined
  const what = published ? 'forecast days' : 'days that the same method would have forecast'
  return sentence(
    strong(percent(all.share80), tone),
    ` of ${count(all.days)} ${what} since ${day(first.asOfMs, nowMs)} were inside the 80% interval, `,
    strong(percent(all.share90)),
    ' inside the 90% interval.',
  )
}

function basisOf(judged: readonly TrackRow[], usePublished: boolean): string {
  if (usePublished) return 'Published forecasts.'
  const mondays = new Set(judged.map(({ asOfMs }) => asOfMs)).size
  return `Hindsight as of ${plural(mondays, 'Monday')}, until enough published days have passed.`
}

type WhyInput = {
  readonly judged: readonly TrackRow[]
  readonly usePublished: boolean
  readonly publishedDays: number
}

function whyOf({ judged, usePublished, publishedDays }: WhyInput): string {
  const all = pool(judged)
  if (all === undefined) return 'Nothing supports the intervals yet but the backtest on each resource page.'
  const width =
    all.share80 < goal.low
      ? 'The intervals are too narrow: read the dates as less certain than they look.'
      : all.share80 > goal.high
        ? 'The intervals are wider than they need be: what came was closer to the median than they say.'
        : 'The intervals hold as often as they say.'
  const error =
    all.mase === null
      ? ''
      : ` The typical error is ${all.mase.toFixed(2)} times the change from one week to the next` +
        ', over distances of up to 90 days.'
  const lean = ` On average forecasts were ${biasText(all.bias)} off.`
  const source = usePublished
    ? ''
    : ` ${publishedDays === 0 ? 'No published day has passed yet' : `${plural(publishedDays, 'published day')} so far`}: this stands on hindsight.`
  return `${width}${error}${lean}${source}`
}

function sharesOf(rows: readonly TrackRow[]): Share[] {
  return stretches.map(({ to, label }) => ({
    label,
    share: pool(rows.filter(({ horizonDays }) => horizonDays === to))?.share80 ?? null,
  }))
}

function chartOf(published: readonly TrackRow[], hindsight: readonly TrackRow[]) {
  const shares = { published: sharesOf(published), hindsight: sharesOf(hindsight) }
  const said = (name: string, list: readonly Share[]) => {
    const known = list.flatMap(({ label, share }) =>
      share === null ? [] : [`${label} days ${percent(share)}`],
    )
    return known.length === 0 ? '' : `${name}: ${known.join(', ')}. `
  }
  const text = said('Published', shares.published) + said('Hindsight', shares.hindsight)
  return {
    ...shares,
    label: `Days inside the 80% interval by distance. ${text}Should be ${percent(nominal)}.`,
  }
}

function horizonRows(rows: readonly TrackRow[]): ScoreCells[] {
  return stretches.flatMap(({ to, label }) => {
    const pooled = pool(rows.filter(({ horizonDays }) => horizonDays === to))
    return pooled === undefined ? [] : [cellsOf(label, pooled)]
  })
}

/** Dimensions of resources whose days were outside most often, the worst first. */
function missesOf(rows: readonly TrackRow[]): MissView[] {
  const groups = Map.groupBy(rows, ({ resourceId, dimension }) => `${resourceId} ${dimension}`)
  return [...groups.values()]
    .flatMap((own) => {
      const pooled = pool(own)
      const first = own[0]
      return pooled === undefined || first === undefined || pooled.days < missDaysMin
        ? []
        : [{ first, pooled }]
    })
    .filter(({ pooled }) => pooled.share80 < goal.low)
    .sort((a, b) => missOf(b.pooled) - missOf(a.pooled) || a.first.name.localeCompare(b.first.name))
    .slice(0, missesShown)
    .map(({ first, pooled }) => {
      const { label: _, days, ...cells } = cellsOf('', pooled)
      const dimension: Dimension = first.dimension
      const { resourceId: id, name, resourceClass } = first
      const href = `/resources/${id}?dim=${dimension}`
      const inside = cells.inside80
      const text = `${days} days`
      return { ...cells, id, name, resourceClass, href, dimension: dimensionWords[dimension], text, inside }
    })
}

/** Days outside beyond those that should be, weighed by how far the forecast leaned. */
function missOf({ share80, bias }: { readonly share80: number; readonly bias: number }): number {
  return (nominal - share80) * (1 + Math.min(1, Math.abs(bias)))
}
