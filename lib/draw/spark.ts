import type { Spark } from '#lib/model/fleet.ts'
import { clampedScale } from './scale.ts'
import { bandData, circle, element, line, type Point, pathData, svg } from './svg.ts'

const width = 112
const height = 36
const top = 2
const bottom = 34

/** Lowest and highest number to show: the floor is 0.62 of the lowest, so that a flat line stays low and quiet. */
function domain(spark: Spark): readonly [low: number, high: number] {
  const observed = spark.history.filter((value) => value !== null)
  const shown = [...observed, ...spark.median].filter(Number.isFinite)
  const low = Math.min(...shown, spark.limit) * 0.62
  const high = Math.max(...shown, ...spark.high.filter(Number.isFinite), spark.limit)
  return [low, Math.max(high, low + 1e-6)]
}

/** 13 weeks of weekly means in ink, a dot at today, 13 weeks of median and 80 % band, the safe limit as a hairline. */
export function drawSpark(spark: Spark, label: string): string {
  const steps = Math.max(1, spark.history.length + spark.median.length - 1)
  const y = clampedScale({ domain: domain(spark), range: [bottom, top] })
  const x = (step: number) => 1 + (step / steps) * (width - 2)
  const history = spark.history.map((value, i): Point | null => (value === null ? null : [x(i), y(value)]))
  const last = history.at(-1) ?? null
  const from = spark.history.length
  const tail = (values: readonly number[]): readonly Point[] => {
    const points = values.map((value, i): Point => [x(from + i), y(value)])
    return last ? [last, ...points] : points
  }
  const body = [
    element('path', { d: bandData(tail(spark.high), tail(spark.low)), class: 'b80' }),
    line(1, bottom, width - 1, bottom, 'gr'),
    line(1, y(spark.limit), width - 1, y(spark.limit), 'lim s'),
    element('path', { d: pathData(tail(spark.median)), class: 'med s' }),
    element('path', { d: pathData(history), class: 'hist s' }),
    last ? circle(last[0], last[1], 2, 'pt') : '',
  ]
  return svg({ width, height, label, className: 'sp', body: body.join('') })
}
