import { type Dimension, dimensions } from '#lib/model/capacity.ts'
import type { HorizonDays } from './resource-chart.ts'

/** The query of an address; a key that stands there twice is a list. */
export type Query = Readonly<Record<string, string | readonly string[] | undefined>>

export type ResourceQuery = {
  readonly dimension?: Dimension
  readonly horizonDays: HorizonDays
  /** Sentences about values that were not understood and are left out. */
  readonly dropped: readonly string[]
}

const horizons: readonly HorizonDays[] = [30, 90, 180]

function only(value: Query[string]): string | undefined {
  return typeof value === 'string' ? value : value?.[0]
}

/** `?dim=cpu&h=90` of the page of a resource; unknown values are dropped and named. */
export function parseResourceQuery(query: Query): ResourceQuery {
  const [dim, h] = [only(query.dim), only(query.h)]
  const dimension = dimensions.find((name) => name === dim)
  const horizonDays = horizons.find((days) => String(days) === h)
  const dropped = [
    dim !== undefined && !dimension
      ? `The dimension "${dim.slice(0, 40)}" is not known and was left out.`
      : '',
    h !== undefined && !horizonDays
      ? `The horizon "${h.slice(0, 40)}" is not one of ${horizons.join(', ')} days and was left out.`
      : '',
  ].filter(Boolean)
  return { dimension, horizonDays: horizonDays ?? 90, dropped }
}
