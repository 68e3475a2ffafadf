import type { Dimension } from '#lib/model/capacity.ts'
import type { FleetRow } from '#lib/model/fleet.ts'
import type { Finding } from '#lib/model/recommendation.ts'
import type { ResourceClass } from '#lib/model/resource.ts'
import { classDefinitions } from '#lib/resources/index.ts'
import { findingOf } from './fleet.ts'

export const sortKeys = [
  'risk',
  'name',
  'team',
  'size',
  'used',
  'chance',
  'runs-out',
  'decide',
  'cost',
  'change',
  'after',
] as const
export type SortKey = (typeof sortKeys)[number]

/** Everything that decides which resources are listed and how. An empty list does not restrict. */
export type FleetQuery = {
  readonly classes: readonly ResourceClass[]
  readonly accounts: readonly string[]
  readonly regions: readonly string[]
  /** Team names; `noTeam` stands for untagged. */
  readonly teams: readonly string[]
  readonly limits: readonly Dimension[]
  readonly findings: readonly Finding[]
  readonly text: string
  readonly sort: SortKey
  readonly descending: boolean
}

/** Stands for resources without a team in URLs and filters. */
export const noTeam = '-'

export const emptyQuery: FleetQuery = {
  classes: [],
  accounts: [],
  regions: [],
  teams: [],
  limits: [],
  findings: [],
  text: '',
  sort: 'risk',
  descending: false,
}

/** The lists of a query: their name in the URL and the value of a row that they compare with. */
export const listFilters = {
  classes: { parameter: 'class', label: 'Class', valueOf: (row: FleetRow) => row.resource.resourceClass },
  accounts: { parameter: 'account', label: 'Account', valueOf: (row: FleetRow) => row.accountName },
  regions: { parameter: 'region', label: 'Region', valueOf: (row: FleetRow) => row.resource.region },
  teams: { parameter: 'team', label: 'Team', valueOf: (row: FleetRow) => row.resource.team ?? noTeam },
  limits: {
    parameter: 'limit',
    label: 'Limited by',
    valueOf: (row: FleetRow) => row.recommendation?.bindingDimension,
  },
  findings: { parameter: 'finding', label: 'Finding', valueOf: findingOf },
} as const
export type ListFilter = keyof typeof listFilters
export const listFilterNames = Object.keys(listFilters) as readonly ListFilter[]

/** Does the row pass every filter, apart from those in `except` (whose own options are being counted)? */
export function passes(row: FleetRow, query: FleetQuery, except?: ListFilter): boolean {
  return passesLists(row, query, except) && matchesText(row, query.text)
}

/** The rows that the text finds; their lists are asked with `passesLists`. */
export function foundByText(rows: readonly FleetRow[], text: string): readonly FleetRow[] {
  return text === '' ? rows : rows.filter((row) => matchesText(row, text))
}

/** Does the row pass the lists, apart from those in `except`? */
export function passesLists(row: FleetRow, query: FleetQuery, except?: ListFilter): boolean {
  return listFilterNames.every((name) => {
    const wanted: readonly string[] = query[name]
    if (name === except || wanted.length === 0) return true
    const value = listFilters[name].valueOf(row)
    return value !== undefined && wanted.includes(value)
  })
}

/** All words must be found. `team:`, `account:`, `region:`, `class:` and `tag:` ask one field, other words any of them. */
function matchesText(row: FleetRow, text: string): boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return words.every((word) => matchesWord(row, word))
}

const fields: Readonly<Record<string, (row: FleetRow) => readonly string[]>> = {
  team: ({ resource }) => [resource.team ?? noTeam],
  account: ({ resource, accountName }) => [accountName, resource.accountId],
  region: ({ resource }) => [resource.region],
  class: ({ resource }) => [resource.resourceClass],
  tag: ({ resource }) =>
    Object.entries(resource.tags).flatMap(([key, value]) => [key, value, `${key}=${value}`]),
}

function matchesWord(row: FleetRow, word: string): boolean {
  const colon = word.indexOf(':')
  const field = colon > 0 ? fields[word.slice(0, colon)] : undefined
  const asked = field ? word.slice(colon + 1) : word
  const values = field ? field(row) : anyText(row)
  return values.some((value) => value.toLowerCase().includes(asked))
}

function anyText({ resource, accountName }: FleetRow): readonly string[] {
  const { name, arn, nativeId, shape, team, tags } = resource
  const { label, describe } = classDefinitions[resource.resourceClass]
  return [
    name,
    arn,
    nativeId,
    shape,
    team ?? '',
    accountName,
    label,
    describe(resource),
    ...Object.values(tags),
  ]
}

/** A list as one URL parameter; commas inside values are escaped. */
function listParameter(values: readonly string[]): string {
  return values.map((value) => value.replaceAll('%', '%25').replaceAll(',', '%2C')).join(',')
}

/** Undoes the escape of one value; text that was never escaped stays as it is. */
export function unlistValue(value: string): string {
  return value.replaceAll('%2C', ',').replaceAll('%25', '%')
}

/** Names and values of the URL in fixed order, defaults omitted. */
export function queryParameters(query: FleetQuery): readonly (readonly [name: string, value: string])[] {
  const lists = listFilterNames.map(
    (name) => [listFilters[name].parameter, listParameter(query[name])] as const,
  )
  const sort = query.sort !== 'risk' || query.descending ? `${query.descending ? '-' : ''}${query.sort}` : ''
  const all = [...lists, ['q', query.text] as const, ['sort', sort] as const]
  return all.filter(([, value]) => value !== '')
}

/** Query string of a state: `?class=asg,rds-instance&sort=-cost`, or nothing. */
export function queryString(query: FleetQuery): string {
  const search = new URLSearchParams(queryParameters(query).map(([name, value]) => [name, value]))
  const text = search.toString().replaceAll('%2C', ',')
  return text === '' ? '' : `?${text}`
}

/** Adds the value to the list, or takes it out if it is there. */
export function toggled(query: FleetQuery, name: ListFilter, value: string): FleetQuery {
  const values: readonly string[] = query[name]
  const next = values.includes(value) ? values.filter((one) => one !== value) : [...values, value]
  return { ...query, [name]: next }
}
