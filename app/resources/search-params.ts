import { z } from 'zod'
import { dimensions } from '#lib/model/capacity.ts'
import { findings } from '#lib/model/recommendation.ts'
import { resourceClasses } from '#lib/model/resource.ts'
import { type FleetQuery, sortKeys, unlistValue } from '#lib/present/filters.ts'

const maxValues = 50
const maxLength = 256

type Raw = string | readonly string[] | undefined
export type RawSearchParams = Readonly<Record<string, Raw>>

const list = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((raw) =>
    [raw ?? []]
      .flat()
      .flatMap((text) => text.split(','))
      .map((text) => unlistValue(text.trim()).slice(0, maxLength))
      .filter((text) => text !== '')
      .slice(0, maxValues),
  )

const one = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((raw) => ([raw ?? []].flat()[0] ?? '').trim().slice(0, maxLength))

/** The whole state of the resources page in its URL. Keys that are not listed here are dropped with a notice. */
export const searchParamsSchema = z.object({
  class: list,
  account: list,
  region: list,
  team: list,
  limit: list,
  finding: list,
  q: one,
  sort: one,
})

export type ParsedSearch = {
  readonly query: FleetQuery
  /** One sentence per value that was not understood. */
  readonly notices: readonly string[]
}

/** Reads the URL. Never throws: what is not known is left out and named. */
export function parseSearch(raw: RawSearchParams): ParsedSearch {
  const notices: string[] = []
  const leaveOut = (parameter: string, value: string) => {
    notices.push(`${parameter}=${value.slice(0, 40)} is not known and was left out.`)
  }
  const known = <T extends string>(parameter: string, values: readonly string[], all: readonly T[]): T[] => {
    for (const value of values) if (!all.some((item) => item === value)) leaveOut(parameter, value)
    return all.filter((item) => values.includes(item))
  }
  for (const [parameter, value] of Object.entries(raw)) {
    if (!(parameter in searchParamsSchema.shape)) leaveOut(parameter.slice(0, 40), String(value))
  }
  const parsed = searchParamsSchema.parse(raw)
  const descending = parsed.sort.startsWith('-')
  const sort = known('sort', parsed.sort === '' ? [] : [parsed.sort.replace(/^-/, '')], sortKeys)[0] ?? 'risk'
  return {
    query: {
      classes: known('class', parsed.class, resourceClasses),
      accounts: parsed.account,
      regions: parsed.region,
      teams: parsed.team,
      limits: known('limit', parsed.limit, dimensions),
      findings: known('finding', parsed.finding, findings),
      text: parsed.q,
      sort,
      descending: sort !== 'risk' && descending,
    },
    notices,
  }
}

/** The same from the query string of a request. */
export function searchParamsOf(search: URLSearchParams): RawSearchParams {
  return Object.fromEntries([...new Set(search.keys())].map((key) => [key, search.getAll(key)]))
}
