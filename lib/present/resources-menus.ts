import type { Dimension } from '#lib/model/capacity.ts'
import type { FleetRow } from '#lib/model/fleet.ts'
import type { ResourceClass } from '#lib/model/resource.ts'
import {
  type FleetQuery,
  foundByText,
  type ListFilter,
  listFilters,
  noTeam,
  passesLists,
  queryString,
  toggled,
} from './filters.ts'
import { count } from './format.ts'
import { classWords, dimensionWords } from './words.ts'

export type FilterOption = {
  readonly label: string
  readonly count: number
  readonly href: string
  readonly current: boolean
}

export type FilterMenu = {
  readonly key: ListFilter
  readonly label: string
  /** What the closed menu says: `All 4`, `checkout`, `3 of 11`. */
  readonly value: string
  readonly active: boolean
  readonly options: readonly FilterOption[]
  readonly clearHref: string
}

const menuNames = ['classes', 'accounts', 'regions', 'teams', 'limits'] as const

/** One menu per list filter; each option with the number of rows that it would show under the other filters. */
export function presentMenus(rows: readonly FleetRow[], query: FleetQuery): readonly FilterMenu[] {
  const found = foundByText(rows, query.text)
  return menuNames
    .map((name) => presentMenu(name, { rows, found, query }))
    .filter((menu) => menu.options.length > 1 || menu.active)
}

function presentMenu(
  name: (typeof menuNames)[number],
  given: {
    readonly rows: readonly FleetRow[]
    readonly found: readonly FleetRow[]
    readonly query: FleetQuery
  },
): FilterMenu {
  const { rows, found, query } = given
  const { label, valueOf: value } = listFilters[name]
  const all = new Set(rows.map(value).filter((item) => item !== undefined))
  const counts = new Map<string | undefined, number>()
  for (const row of found) {
    if (passesLists(row, query, name)) counts.set(value(row), (counts.get(value(row)) ?? 0) + 1)
  }
  const chosen: readonly string[] = query[name]
  const options = [...new Set<string>([...all, ...chosen])]
    .map((item) => ({
      label: optionLabel(name, item),
      count: counts.get(item) ?? 0,
      href: `/resources${queryString(toggled(query, name, item))}`,
      current: chosen.includes(item),
    }))
    .sort((a, b) => a.label.localeCompare(b.label, 'en'))
  const first = options.find(({ current }) => current)
  const many = chosen.length > 1 ? `${count(chosen.length)} of ${count(options.length)}` : undefined
  return {
    key: name,
    label,
    value: many ?? first?.label ?? `All ${count(options.length)}`,
    active: chosen.length > 0,
    options,
    clearHref: `/resources${queryString({ ...query, [name]: [] })}`,
  }
}

function optionLabel(name: ListFilter, value: string): string {
  if (name === 'classes') return classWords[value as ResourceClass] ?? value
  if (name === 'limits') return dimensionWords[value as Dimension] ?? value
  return name === 'teams' && value === noTeam ? 'no team' : value
}
