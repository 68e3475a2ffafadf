import type { FleetRow } from '#lib/model/fleet.ts'
import type { Finding } from '#lib/model/recommendation.ts'
import { dayMs, type EpochMs } from '#lib/model/time.ts'
import {
  emptyQuery,
  type FleetQuery,
  foundByText,
  passes,
  passesLists,
  queryParameters,
  queryString,
  type SortKey,
} from './filters.ts'
import { deltaOf, findingOf, isSaving, monthlyUsdOf, newestAsOf, sum, upsizesOf } from './fleet.ts'
import { day, usdShort } from './format.ts'
import { type FilterMenu, presentMenus } from './resources-menus.ts'
import { type ResourceRow, toResourceRow } from './resources-row.ts'
import { sortRows } from './resources-sort.ts'
import { findingOrder, findingWords, type Tone } from './words.ts'

export type ResourcesInput = {
  readonly rows: readonly FleetRow[]
  readonly query: FleetQuery
  readonly policyHorizonDays: number
  readonly nowMs: EpochMs
}

export type Facet = {
  readonly label: string
  readonly tone?: Tone
  readonly count: number
  readonly href: string
  readonly current: boolean
}

export type Column = {
  readonly key: SortKey | 'spark' | 'to'
  readonly label: string
  readonly numeric: boolean
  readonly sorted?: 'ascending' | 'descending'
  readonly href?: string
}

export type ResourceGroup = {
  readonly finding: Finding
  readonly label: string
  readonly tone: Tone
  readonly count: number
  readonly note: string
  /** All of them, or where the table is long those that belong to its beginning. */
  readonly rows: readonly ResourceRow[]
}

export type ResourcesView = {
  readonly total: number
  readonly matching: number
  /** More rows than a page should hold: they are drawn as they scroll into view. */
  readonly long: boolean
  /** Where any stretch of the rows is read from: `&from=200&count=100`. */
  readonly rowsHref: string
  readonly facets: readonly Facet[]
  readonly menus: readonly FilterMenu[]
  readonly columns: readonly Column[]
  readonly groups: readonly ResourceGroup[]
  readonly text: string
  /** Parameters apart from the text, for a form that keeps them. */
  readonly kept: readonly (readonly [name: string, value: string])[]
  readonly clearHref: string
  readonly clearTextHref: string
  readonly csvHref: string
}

/** A table of more rows is drawn in stretches. */
const longFrom = 200
/** Rows of a long table that come with the page: more than a screen of them. */
const beginning = 60

/** Which resources need a change, and which: groups by finding, filters with counts, one order. Pure. */
export function presentResources(input: ResourcesInput): ResourcesView {
  const { rows, query } = input
  const ordered = orderedRows(rows, query)
  const long = ordered.length > longFrom
  const search = queryString(query)
  return {
    total: rows.length,
    matching: ordered.length,
    long,
    rowsHref: `/resources/rows${search === '' ? '?' : `${search}&`}`,
    facets: presentFacets(rows, query),
    menus: presentMenus(rows, query),
    columns: presentColumns(query, horizonText(input)),
    groups: presentGroups(ordered, input, long ? beginning : ordered.length),
    text: query.text,
    kept: queryParameters({ ...query, text: '' }),
    clearHref: `/resources${queryString({ ...emptyQuery, sort: query.sort, descending: query.descending })}`,
    clearTextHref: `/resources${queryString({ ...query, text: '' })}`,
    csvHref: `/api/resources.csv${search}`,
  }
}

/** `count` rows of the table from the one at `from`, counted over all groups. Pure. */
export function presentStretch(
  input: ResourcesInput,
  { from, count }: { readonly from: number; readonly count: number },
): readonly ResourceRow[] {
  const context = { horizonDays: input.policyHorizonDays, nowMs: input.nowMs }
  return orderedRows(input.rows, input.query)
    .slice(from, from + count)
    .map((row) => toResourceRow(row, context))
}

/** The rows as the table orders them, all of them: what the CSV holds. */
export function orderedRows(rows: readonly FleetRow[], query: FleetQuery): readonly FleetRow[] {
  const known = orders.get(rows) ?? new Map<string, readonly FleetRow[]>()
  const key = queryString(query)
  const ordered = known.get(key) ?? order(rows, query)
  if (known.size > 20) known.clear()
  orders.set(rows, known.set(key, ordered))
  return ordered
}

/** Orders that were asked for of the same rows: a long table is read in stretches. */
const orders = new WeakMap<readonly FleetRow[], Map<string, readonly FleetRow[]>>()

function order(rows: readonly FleetRow[], query: FleetQuery): readonly FleetRow[] {
  const matching = Map.groupBy(
    rows.filter((row) => passes(row, query)),
    findingOf,
  )
  return findingOrder.flatMap((finding) => sortRows(matching.get(finding) ?? [], query))
}

function horizonText({ rows, policyHorizonDays, nowMs }: ResourcesInput): string {
  return day(newestAsOf(rows, nowMs) + policyHorizonDays * dayMs, nowMs)
}

/** Counts under every other filter, so that they add up to "All". */
function presentFacets(rows: readonly FleetRow[], query: FleetQuery): readonly Facet[] {
  const counted = foundByText(rows, query.text).filter((row) => passesLists(row, query, 'findings'))
  const facet = (finding: Finding): Facet => ({
    label: findingWords[finding].label,
    tone: findingWords[finding].tone,
    count: counted.filter((row) => findingOf(row) === finding).length,
    href: `/resources${queryString({ ...query, findings: [finding] })}`,
    current: query.findings.length > 0 && query.findings.includes(finding),
  })
  const all: Facet = {
    label: 'All',
    count: counted.length,
    href: `/resources${queryString({ ...query, findings: [] })}`,
    current: query.findings.length === 0,
  }
  return [all, ...findingOrder.map(facet).filter((one) => one.count > 0 || one.current)]
}

function presentGroups(
  ordered: readonly FleetRow[],
  input: ResourcesInput,
  drawn: number,
): readonly ResourceGroup[] {
  const context = { horizonDays: input.policyHorizonDays, nowMs: input.nowMs }
  let left = drawn
  return [...Map.groupBy(ordered, findingOf)].map(([finding, members]) => {
    const rows = members.slice(0, left)
    left -= rows.length
    const { label, tone } = findingWords[finding]
    return {
      finding,
      label,
      tone,
      count: members.length,
      note: groupNote(finding, members, horizonText(input)),
      rows: rows.map((row) => toResourceRow(row, context)),
    }
  })
}

function groupNote(finding: Finding, members: readonly FleetRow[], horizon: string): string {
  const spend = `${usdShort(sum(members.map((row) => monthlyUsdOf(row) ?? 0)))}/mo`
  const saved = usdShort(-sum(members.filter(isSaving).map(deltaOf)))
  const { safety, other } = upsizesOf(members)
  const cost = sum([...safety, ...other].map(deltaOf))
  const upsizes = cost >= 0.5 ? ` · upsizes cost ${usdShort(cost)}/mo` : ''
  const notes: Record<Finding, string> = {
    'runs-out': `at least 50% by ${horizon} · ${spend}${upsizes}`,
    watch: `5–50% by ${horizon}, or above the accepted risk · ${spend}${upsizes}`,
    idle: `nothing seems to use them · ${spend}`,
    oversized: `saves ${saved} of ${spend}`,
    'right-sized': spend,
    'not-sized': `far from their limits; no other size is offered · ${spend}`,
    abstained: 'too little data, or metrics missing',
  }
  return notes[finding]
}

function presentColumns(query: FleetQuery, horizon: string): readonly Column[] {
  const column = (key: Column['key'], label: string, numeric = false): Column => {
    if (key === 'spark' || key === 'to') return { key, label, numeric }
    const here = query.sort === key || (query.sort === 'risk' && key === 'chance')
    const descending = query.sort === 'risk' || query.descending
    const next = nextSort(query, key)
    return {
      key,
      label,
      numeric,
      sorted: here ? (descending ? 'descending' : 'ascending') : undefined,
      href: `/resources${queryString({ ...query, ...next })}`,
    }
  }
  return [
    column('name', 'Resource'),
    column('team', 'Team, account'),
    column('size', 'Size'),
    column('spark', 'Used, weekly mean'),
    column('used', 'Headroom, limited by'),
    column('chance', `By ${horizon}`, true),
    column('runs-out', 'Runs out, 80%', true),
    column('decide', 'Decide by', true),
    column('cost', '$/mo', true),
    column('to', 'Change to'),
    column('change', 'Change', true),
    column('after', 'Chance after', true),
  ]
}

const highestFirst: readonly SortKey[] = ['used', 'chance', 'cost', 'after']

/** A click sorts by the column, the next one turns it round, the third returns to the default order. */
function nextSort(query: FleetQuery, key: SortKey): Pick<FleetQuery, 'sort' | 'descending'> {
  const first = highestFirst.includes(key)
  if (query.sort !== key) return { sort: key, descending: first }
  if (query.descending === first) return { sort: key, descending: !first }
  return { sort: 'risk', descending: false }
}
