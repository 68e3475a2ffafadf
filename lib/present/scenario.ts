import type { ResourceClass } from '#lib/model/resource.ts'
import type { NeededChange, ScenarioResult, ScenarioRow } from '#lib/model/scenario.ts'
import { dayMs } from '#lib/model/time.ts'
import { chance, day, dayInWords, plural, usdDelta } from './format.ts'
import {
  type AssumptionView,
  assumptionView,
  dateOf,
  firstBreak,
  hoursText,
  linkText,
  spreadOf,
} from './scenario-words.ts'
import { type Sentence, sentence, strong } from './sentence.ts'
import { dimensionWords } from './words.ts'

export type ScenarioRowView = {
  readonly id: string
  readonly name: string
  readonly resourceClass: ResourceClass
  readonly sub: string
  readonly baseline: ScenarioRow['baseline']
  readonly scenario: ScenarioRow['scenario']
  readonly pairText: string
  readonly baselineDate: string
  readonly scenarioDate: string
  readonly baselineChance: string
  readonly scenarioChance: string
  readonly hours: string
  readonly needed: string
  readonly delta: string
  readonly saves: boolean
}

export type ShoppingRowView = {
  readonly key: string
  readonly by: string
  readonly byText: string
  readonly action: string
  readonly name: string
  readonly href?: string
  readonly delta: string
  readonly reason: string
}

export type ScenarioView = {
  readonly id: string
  readonly name: string
  readonly source: string
  readonly lede: Sentence
  readonly assumptions: readonly AssumptionView[]
  readonly kpis: readonly { readonly title: string; readonly value: string; readonly note: string }[]
  readonly first?: Sentence
  readonly chain: readonly {
    readonly key: string
    readonly text: string
    readonly href?: string
    readonly breaks: boolean
  }[]
  readonly shopping: readonly ShoppingRowView[]
  readonly rows: readonly ScenarioRowView[]
  readonly zones: readonly {
    readonly id: string
    readonly name: string
    readonly text: string
    readonly survives: boolean
  }[]
  /** What the tables leave to the CSV. */
  readonly moreShopping: string
  readonly moreRows: string
  readonly horizonDays: number
  readonly horizonText: string
  readonly notes: readonly string[]
}

const sources = {
  person: 'written here',
  calendar: 'from the calendar',
  standing: 'always rehearsed',
} as const
/** A chance from which a resource counts as running out. */
const likely = 0.5
const linksShown = 12
/** Rows of a table on the page; all of them are in the CSV and the API. */
const rowsShown = 25

type Input = { readonly result: ScenarioResult; readonly rows: readonly ScenarioRow[] }

const hrefOf = (id: string | undefined) =>
  id === undefined ? {} : { href: `/resources/${encodeURIComponent(id)}` }

/** The page of one rehearsed scenario: baseline against scenario, what breaks first, what to buy and by when. */
export function presentScenario({ result, rows }: Input): ScenarioView {
  const { scenario, asOfMs, horizonDays, chain, shopping } = result
  const first = firstBreak(result)
  const moved = rows.filter((row) => row.limit > 0).sort(byScenario)
  const horizonMs = asOfMs + horizonDays * dayMs
  return {
    id: scenario.id,
    name: scenario.name,
    source: sources[scenario.source],
    lede: ledeOf({ result, rows }),
    assumptions: scenario.assumptions.map((one) => assumptionView(one, asOfMs)),
    kpis: kpisOf({ result, rows }),
    ...(first ? { first } : {}),
    chain: chain.slice(0, linksShown).map((link) => ({
      key: `${link.kind} ${link.name} ${link.text}`,
      text: linkText(link),
      ...hrefOf(link.resourceId),
      breaks: link.chance >= 0.05,
    })),
    shopping: shopping.slice(0, rowsShown).map((item, i) => ({
      key: `${i} ${item.name}`,
      by: day(item.byMs, asOfMs),
      byText: item.byText,
      action: item.action,
      name: item.name,
      ...hrefOf(item.resourceId),
      delta:
        item.deltaMonthlyUsd === null
          ? 'not priced'
          : item.deltaMonthlyUsd === 0
            ? item.resourceId === undefined
              ? '$0'
              : 'while used'
            : usdDelta(item.deltaMonthlyUsd),
      reason: item.reason,
    })),
    rows: moved.slice(0, rowsShown).map((row) => rowView(row, result)),
    moreShopping: moreText(shopping.length),
    moreRows: moreText(moved.length),
    zones: rows
      .flatMap(({ zone, resourceId: id, resourceName: name }) =>
        zone ? [{ id, name, text: zone.text, survives: zone.hoursAboveHigh + zone.hoursAbove === 0 }] : [],
      )
      .sort((a, b) => Number(a.survives) - Number(b.survives)),
    horizonDays,
    horizonText: day(horizonMs, asOfMs),
    notes: notesOf(result),
  }
}

const moreText = (count: number) =>
  count > rowsShown ? `${count - rowsShown} more in the CSV.` : 'All are shown.'

const byScenario = (a: ScenarioRow, b: ScenarioRow) =>
  b.hoursAboveHigh - a.hoursAboveHigh ||
  b.scenario.chance - a.scenario.chance ||
  a.resourceName.localeCompare(b.resourceName)

function neededText({ scenarioChange, unsolved }: ScenarioRow): string {
  if (unsolved) return 'no priced size holds'
  return scenarioChange?.label ?? '–'
}

function rowView(row: ScenarioRow, result: ScenarioResult): ScenarioRowView {
  const { baseline, scenario, scenarioChange } = row
  const dates = [dateOf(baseline.medianDays, result), dateOf(scenario.medianDays, result)] as const
  const delta = scenarioChange?.deltaMonthlyUsd ?? 0
  return {
    id: row.resourceId,
    name: row.resourceName,
    resourceClass: row.resourceClass,
    sub: [dimensionWords[row.dimension], row.team ?? 'no team tag'].join(', '),
    baseline,
    scenario,
    pairText: `${row.resourceName}: baseline ${dates[0]}, 80% ${spreadOf(baseline, result)}; scenario ${dates[1]}, 80% ${spreadOf(scenario, result)}.`,
    baselineDate: dates[0],
    scenarioDate: dates[1],
    baselineChance: chance(baseline.chance),
    scenarioChance: chance(scenario.chance),
    hours: hoursText(row.hoursAbove, row.hoursAboveHigh),
    needed: neededText(row),
    delta: scenarioChange === undefined ? '' : delta === 0 ? 'while used' : usdDelta(delta),
    saves: delta < 0,
  }
}

const running = (rows: readonly ScenarioRow[], side: 'baseline' | 'scenario') =>
  rows.filter((row) => row[side].chance >= likely).length

const sum = (changes: readonly (NeededChange | undefined)[]) =>
  changes.reduce((total, one) => total + (one?.deltaMonthlyUsd ?? 0), 0)

function ledeOf({ result, rows }: Input): Sentence {
  const { asOfMs, horizonDays, shopping, scenario } = result
  const lost = rows.flatMap(({ zone }) => zone ?? [])
  if (lost.length > 0 && scenario.assumptions.every(({ kind }) => kind === 'zone-loss')) {
    const fallen = lost.filter((one) => one.hoursAbove > 0)
    return sentence(
      'If a zone is lost, ',
      strong(plural(fallen.length, 'resource'), fallen.length > 0 ? 'risk' : 'save'),
      ` of ${lost.length} would not carry their load, at one hour or more of ${horizonDays} days.`,
    )
  }
  const [before, after] = [running(rows, 'baseline'), running(rows, 'scenario')]
  const peaks = rows.filter(({ hoursAbove }) => hoursAbove > 0).length
  const event = scenario.assumptions.some(({ kind }) => kind === 'event')
  const more =
    sum(rows.map((row) => row.scenarioChange)) -
    sum(rows.map((row) => row.scenarioChange && row.baselineChange))
  return sentence(
    `With ${scenario.name}, `,
    ...(event
      ? [
          strong(plural(peaks, 'resource'), peaks > 0 ? 'risk' : 'save'),
          ' would be above their limit in its hours',
        ]
      : [
          strong(plural(after, 'resource'), after > before ? 'risk' : undefined),
          ` instead of ${before} will probably run out by ${dayInWords(asOfMs + horizonDays * dayMs, asOfMs)}`,
        ]),
    '. Staying safe takes ',
    strong(plural(shopping.length, 'change')),
    ', for ',
    strong(`${usdDelta(more)}/mo`),
    ' at list price beside what the baseline needs.',
  )
}

function zoneKpis({ result, rows }: Input): ScenarioView['kpis'] {
  const zones = rows.flatMap(({ zone }) => zone ?? [])
  const survive = zones.filter((one) => one.hoursAbove + one.hoursAboveHigh === 0).length
  const fallen = zones.filter((one) => one.hoursAbove > 0).length
  return [
    { title: 'Survive the loss of a zone', value: String(survive), note: `of ${zones.length} rehearsed` },
    { title: 'Do not survive it', value: String(fallen), note: 'at the median of the forecast' },
    {
      title: 'Only on the upper path',
      value: String(zones.length - survive - fallen),
      note: 'one path in ten is above it',
    },
    {
      title: 'Not rehearsed',
      value: String(result.judged - zones.length),
      note: 'no members that stand in for each other, or no forecast',
    },
  ]
}

function kpisOf({ result, rows }: Input): ScenarioView['kpis'] {
  if (result.scenario.assumptions.every(({ kind }) => kind === 'zone-loss')) return zoneKpis({ result, rows })
  const { horizonDays, asOfMs, shopping, chain } = result
  const by = day(asOfMs + horizonDays * dayMs, asOfMs)
  const [first] = shopping
  const breaking = chain.filter((link) => link.chance >= 0.05).length
  return [
    {
      title: `Likely to run out by ${by}`,
      value: `${running(rows, 'baseline')} › ${running(rows, 'scenario')}`,
      note: `of ${result.judged} judged`,
    },
    {
      title: 'Above their limit at the median',
      value: String(rows.filter(({ hoursAbove }) => hoursAbove > 0).length),
      note: `${rows.filter(({ hoursAboveHigh }) => hoursAboveHigh > 0).length} on the upper path`,
    },
    {
      title: 'Links that may break',
      value: chain.length === 0 ? '–' : String(breaking),
      note: 'at a chance of 5% or more',
    },
    {
      title: 'To buy or raise',
      value: String(shopping.length),
      note: first ? `the first by ${day(first.byMs, asOfMs)}` : 'nothing',
    },
  ]
}

function notesOf({ notes, withoutForecast }: ScenarioResult): readonly string[] {
  const [shown, rest] = [withoutForecast.slice(0, 8), withoutForecast.length - 8]
  return [
    ...notes,
    ...(withoutForecast.length === 0
      ? []
      : [
          `Without a forecast, and so not judged: ${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}.`,
        ]),
  ]
}
