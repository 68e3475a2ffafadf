/** One row of an export in the words of both formats. Dollars are as the source states them. */
export type ExportLine = {
  readonly day: string
  /** First day of the billing period; empty where the row does not tell. */
  readonly period: string
  readonly accountId: string
  readonly service: string
  readonly usageType: string
  readonly resourceId: string
  /** Instance that a pod or task runs on, for split cost allocation. */
  readonly parentId: string
  readonly tags: ReadonlyMap<string, string>
  readonly recordType: string
  readonly usd: number
  readonly amortizedUsd: number
  readonly netUsd: number
  /** Of on-demand usage: the same usage at the public price. */
  readonly listUsd?: number
  /** A part of another row: what it used and what nobody used. It is in that row's cost already. */
  readonly split?: { readonly usd: number; readonly unusedUsd: number }
}

/** A row that cannot be counted, with the column and value that is wrong. */
export class MalformedRowError extends Error {
  constructor(column: string, value: unknown) {
    super(`${column} is ${value === undefined || value === '' ? 'missing' : JSON.stringify(value)}`)
    this.name = 'MalformedRowError'
  }
}

/** Cells by the normalized names of their columns. */
export type Cells = ReadonlyMap<string, unknown>

/**
 * The same name for the same column in every format: `lineItem/UsageAccountId` (legacy CSV),
 * `line_item_usage_account_id` (CUR 2.0) and `BilledCost` (FOCUS) become words joined by `_`.
 */
export function columnName(header: string): string {
  return header
    .trim()
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase()
}

/** Text of a cell, without what Postgres cannot store; empty where there is none. */
export function textOf(cells: Cells, column: string): string {
  const value = cells.get(column)
  if (value === undefined || value === null) return ''
  return (value instanceof Date ? value.toISOString() : String(value)).replaceAll('\0', '')
}

/** A number of a cell; `undefined` where the cell is absent or empty. Throws `MalformedRowError` for anything else. */
export function numberOf(cells: Cells, column: string): number | undefined {
  const value = cells.get(column)
  if (value === undefined || value === null || value === '') return undefined
  const number = typeof value === 'object' ? Number.NaN : Number(value)
  if (!Number.isFinite(number)) throw new MalformedRowError(column, String(value))
  return number
}

/** The UTC day of a timestamp cell. */
export function dayOf(cells: Cells, column: string): string {
  const text = textOf(cells, column)
  const found = /^(\d{4}-\d{2}-\d{2})([T ]|$)/.exec(text)
  const day = found?.[1]
  if (day === undefined || Number.isNaN(Date.parse(`${day}T00:00:00Z`)))
    throw new MalformedRowError(column, text)
  return day
}

/** Text that must be there. */
export function requiredText(cells: Cells, column: string): string {
  const text = textOf(cells, column)
  if (text === '') throw new MalformedRowError(column, text)
  return text
}

/** Tags of a cell that holds a map: an object, pairs, or JSON. Keys lose the prefix that marks them as users' own. */
export function tagsOf(value: unknown): Map<string, string> {
  const map = typeof value === 'string' ? parsedJson(value) : value
  if (typeof map !== 'object' || map === null) return new Map()
  const entries: [unknown, unknown][] = map instanceof Map ? [...map] : Object.entries(map)
  return new Map(
    entries.flatMap(([key, text]): [string, string][] =>
      typeof text === 'string' && text !== '' ? [[tagName(String(key)), text.replaceAll('\0', '')]] : [],
    ),
  )
}

/** Tag keys as exports spell them: `user:Team`, `user_team` and `Team` are one. */
export function tagName(key: string): string {
  return columnName(key).replace(/^user_/, '')
}

function parsedJson(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}
