import type { ForecastWeek, ReviewAccuracy } from '#lib/model/review.ts'
import { isDecided, sum } from '../fleet.ts'
import type { PublishedWeek, ReviewInput } from './review-input.ts'
import { rounded, subjectOf } from './review-subject.ts'

/** Last week's forecasts of the binding dimensions against what came, the worst first. */
export function reviewAccuracy({ rows, published }: ReviewInput): ReviewAccuracy {
  const byResource = new Map(published.map((week) => [`${week.resourceId}/${week.dimension}`, week]))
  const resources = rows.filter(isDecided).flatMap((row): ForecastWeek[] => {
    const dimension = row.recommendation.bindingDimension
    const week = byResource.get(`${row.resource.id}/${dimension}`)
    const score = week && scoreOf(week)
    return score && dimension ? [{ ...subjectOf(row), dimension, ...score }] : []
  })
  return {
    days: sum(resources.map(({ days }) => days)),
    inside80: sum(resources.map(({ inside80 }) => inside80)),
    resources: resources.toSorted((a, b) => b.error - a.error || a.name.localeCompare(b.name, 'en')),
  }
}

function scoreOf({ forecastMs, low, median, high, actual }: PublishedWeek) {
  const days = actual.flatMap((value, i) => {
    const [from, middle, to] = [low[i], median[i], high[i]]
    return value === null || from === undefined || middle === undefined || to === undefined
      ? []
      : [{ value, from, middle, to }]
  })
  const total = sum(days.map(({ value }) => value))
  if (days.length === 0 || total <= 0) return undefined
  return {
    forecastMs,
    days: days.length,
    inside80: days.filter(({ value, from, to }) => value >= from && value <= to).length,
    predicted: rounded(sum(days.map(({ middle }) => middle)) / days.length),
    actual: rounded(total / days.length),
    error: rounded(sum(days.map(({ value, middle }) => Math.abs(value - middle))) / total),
  }
}
