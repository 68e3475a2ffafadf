import type { Finding } from '#lib/model/recommendation.ts'
import type { ReviewChange, ReviewPack } from '#lib/model/review.ts'
import { dayMs, type EpochMs } from '#lib/model/time.ts'
import { type DecidedRow, deltaOf, isDecided, isSaving } from '../fleet.ts'
import { chance, day, plural, usd } from '../format.ts'
import { findingWords } from '../words.ts'
import type { ReviewInput } from './review-input.ts'
import { subjectOf } from './review-subject.ts'

/** A median that moved by less is noise of the simulated paths. */
const movedDays = 7

type Before = { readonly finding?: Finding; readonly medianMs: EpochMs | null }

/** What a comparison needs: the fleet as it is, and the pack that it is compared with. */
export type ComparedInput = Pick<ReviewInput, 'rows' | 'previous' | 'nowMs'>

/** What moved since the last review; without one, since the run of a week before. Risk first, as the rows stand. */
export function reviewChanges(input: ComparedInput): ReviewChange[] {
  const found = input.rows.filter(isDecided).flatMap((row) => {
    const before = beforeOf(row, input.previous)
    return before === undefined ? [] : changeOf(row, before, input)
  })
  const order = ['now-runs-out', 'date-moved', 'no-longer-runs-out', 'new-saving', 'created', 'gone']
  return [...found, ...createdRows(input), ...goneRows(input)].toSorted(
    (a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || (a.movedDays ?? 0) - (b.movedDays ?? 0),
  )
}

/** How a resource stood then. A pack lists what runs out, is on watch or open; everything else was neither. */
function beforeOf(
  { resource, recommendation }: DecidedRow,
  pack: ReviewPack | undefined,
): Before | undefined {
  if (pack === undefined) {
    const { previous } = recommendation
    if (previous === undefined) return undefined
    const { asOfMs, medianDays, finding } = previous
    return { finding, medianMs: medianDays === null ? null : asOfMs + medianDays * dayMs }
  }
  const row =
    pack.runsOut.find(({ resourceId }) => resourceId === resource.id) ??
    pack.items.find(({ resourceId }) => resourceId === resource.id)
  if (row === undefined) return (resource.createdMs ?? 0) > pack.asOfMs ? undefined : { medianMs: null }
  const { asOfMs, medianDays, finding } = row.summary
  return { finding, medianMs: medianDays === null ? null : asOfMs + medianDays * dayMs }
}

function changeOf(row: DecidedRow, before: Before, input: ComparedInput): ReviewChange[] {
  const { recommendation: now } = row
  const subject = subjectOf(row)
  const medianMs = now.medianDays === null ? null : now.asOfMs + now.medianDays * dayMs
  const dated = medianMs === null ? '' : `, median ${day(medianMs, input.nowMs)}`
  if (now.finding === 'runs-out' && before.finding !== 'runs-out') {
    const was =
      before.finding === undefined ? '' : ` Was ${findingWords[before.finding].label.toLowerCase()}.`
    return [{ ...subject, kind: 'now-runs-out', text: `${chance(now.chanceByHorizon ?? 0)}${dated}.${was}` }]
  }
  if (now.finding !== 'runs-out' && before.finding === 'runs-out') {
    const text = `Now ${findingWords[now.finding].label.toLowerCase()}, chance ${chance(now.chanceByHorizon ?? 0)}.`
    return [{ ...subject, kind: 'no-longer-runs-out', text }]
  }
  if (now.finding === 'runs-out' && medianMs !== null && before.medianMs !== null) {
    const moved = Math.round((medianMs - before.medianMs) / dayMs)
    if (Math.abs(moved) < movedDays) return []
    const text = `${plural(Math.abs(moved), 'day')} ${moved < 0 ? 'earlier' : 'later'}: median ${day(before.medianMs, input.nowMs)} → ${day(medianMs, input.nowMs)}.`
    return [{ ...subject, kind: 'date-moved', movedDays: moved, text }]
  }
  const fresh = isSaving(row) && before.finding !== undefined && before.finding !== now.finding
  return fresh
    ? [{ ...subject, kind: 'new-saving', text: `Gives back ${usd(-deltaOf(row))}/mo at list price.` }]
    : []
}

function sinceMs({ previous, nowMs }: ComparedInput): EpochMs {
  return previous?.asOfMs ?? nowMs - 7 * dayMs
}

function createdRows(input: ComparedInput): ReviewChange[] {
  return input.rows
    .filter(({ resource }) => (resource.createdMs ?? 0) > sinceMs(input))
    .map((row) => ({
      ...subjectOf(row),
      kind: 'created',
      text: `Created on ${day(row.resource.createdMs ?? 0, input.nowMs)}.`,
    }))
}

function goneRows({ previous, rows }: ComparedInput): ReviewChange[] {
  if (previous === undefined) return []
  const here = new Set(rows.map(({ resource }) => resource.id))
  return [...new Map([...previous.runsOut, ...previous.items].map((row) => [row.resourceId, row])).values()]
    .filter(({ resourceId }) => !here.has(resourceId))
    .map(({ resourceId, name, resourceClass, accountName, region, team }) => ({
      resourceId,
      name,
      resourceClass,
      accountName,
      region,
      ...(team === undefined ? {} : { team }),
      kind: 'gone',
      text: 'Deleted since the last review.',
    }))
}
