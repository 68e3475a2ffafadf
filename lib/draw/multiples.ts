import { element, line, type Point, pathData, svg } from './svg.ts'

/**
 * One dimension on the axis it shares with its neighbours: days from today on x (negative = measured), shares of
 * today's capacity on y. `null` = not observed. History and forecast are evenly spaced by `stepDays`.
 */
export type Multiple = {
  readonly label: string
  readonly stepDays: number
  readonly historyDays: number
  readonly forecastDays: number
  readonly horizonDays: number
  readonly history: readonly (number | null)[]
  readonly low: readonly number[]
  readonly median: readonly number[]
  readonly high: readonly number[]
  /** The safe limit as a share of capacity; absent when it is not known. */
  readonly limit?: number
}

/** Every small multiple ends at this share of capacity, so that heights compare. */
const topShare = 1.08
const size = { width: 172, height: 134, bottom: 132.5 }

/** A small fan with its limit: 80 % band, dashed median, measured line, horizon. No text inside. */
export function drawMultiple(multiple: Multiple): string {
  const { stepDays, historyDays, forecastDays } = multiple
  const x = (days: number) => ((days + historyDays) / (historyDays + forecastDays)) * size.width
  const y = (share: number) => size.bottom - (share / topShare) * size.bottom
  const forecast = (values: readonly number[]) => values.map((value, i): Point => [x(i * stepDays), y(value)])
  const history = multiple.history.map((value, i): Point | null =>
    value === null ? null : [x((i + 1) * stepDays - historyDays - stepDays / 2), y(value)],
  )
  const band = [...forecast(multiple.high), ...forecast(multiple.low).reverse()]
  const limit =
    multiple.limit === undefined ? '' : line(0, y(multiple.limit), size.width, y(multiple.limit), 'lim s')
  const horizon = x(multiple.horizonDays)
  const body = [
    line(0, size.bottom, size.width, size.bottom, 'ax0'),
    band.length > 0 ? element('path', { d: `${pathData(band)}Z`, class: 'b80' }) : '',
    limit,
    line(horizon, 2, horizon, size.bottom, 'now'),
    element('path', { d: pathData(forecast(multiple.median)), class: 'med s' }),
    element('path', { d: pathData(history), class: 'hist s' }),
  ].join('')
  return svg({ ...size, label: multiple.label, fluid: true, className: 'clip', body })
}
