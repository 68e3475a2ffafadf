import type { Series } from '../model/series.ts'

/** Hourly samples of one metric of one member; all series of a resource may differ in start and length. */
export type MetricSamples = {
  readonly key: string
  readonly member: string
  readonly mean: Series
  readonly peak?: Series
  /** Counts up since a start: what was added between two samples is meant. */
  readonly counter?: boolean
}
