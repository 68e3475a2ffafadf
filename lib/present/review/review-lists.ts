import type { ReviewPack, ReviewSubject } from '#lib/model/review.ts'
import { dayMs } from '#lib/model/time.ts'
import { decidedChange, decisionTerms, followUpWords, measuredText, verdictWords } from '../decision-words.ts'
import { count, day, percent, plural, quantity } from '../format.ts'
import { abstentionWords, dimensionWords, type Tone } from '../words.ts'

/** A line of one of the lists: whose it is, what it says, and what stands at its end. */
export type ListRow = {
  readonly id: string
  readonly name: string
  readonly href?: string
  readonly team: string
  readonly title: string
  readonly text: string
  readonly tone?: Tone
}

export type ReviewList = { readonly sub: string; readonly rows: readonly ListRow[]; readonly empty: string }

export type ReviewLists = {
  readonly changes: ReviewList
  readonly accuracy: ReviewList
  readonly carried: ReviewList
  readonly ends: ReviewList
  readonly abstentions: ReviewList
}

const missesShown = 12

/** Everything of a review that is a list. */
export function reviewLists(pack: ReviewPack): ReviewLists {
  return {
    changes: changesList(pack),
    accuracy: accuracyList(pack),
    carried: carriedList(pack),
    ends: endsList(pack),
    abstentions: abstentionsList(pack),
  }
}

function own(subject: ReviewSubject, i: number) {
  return {
    id: `${subject.resourceId}-${i}`,
    name: subject.name,
    href: `/resources/${encodeURIComponent(subject.resourceId)}`,
    team: subject.team ?? 'no team',
  }
}

const changeTitles = {
  'now-runs-out': { title: 'Now likely to run out', tone: 'risk' },
  'date-moved': { title: 'Its date moved', tone: 'watch' },
  'no-longer-runs-out': { title: 'No longer likely to run out', tone: 'save' },
  'new-saving': { title: 'Newly oversized', tone: 'save' },
  created: { title: 'New', tone: 'later' },
  gone: { title: 'Gone', tone: 'no' },
} as const

function changesList({ changes, previousWeek, asOfMs }: ReviewPack): ReviewList {
  const since =
    previousWeek === undefined
      ? `Since the runs before ${day(asOfMs - 6 * dayMs, asOfMs)}`
      : `Since ${previousWeek}`
  return {
    sub: since,
    rows: changes.map((row, i) => ({ ...own(row, i), ...changeTitles[row.kind], text: row.text })),
    empty: 'Nothing moved.',
  }
}

function accuracyList({ accuracy }: ReviewPack): ReviewList {
  const share = accuracy.days === 0 ? '' : percent(accuracy.inside80 / accuracy.days)
  return {
    sub:
      accuracy.days === 0
        ? 'No forecast is a week old yet.'
        : `${share} of ${plural(accuracy.days, 'day')} of last week were inside the 80% interval. The largest misses first.`,
    rows: accuracy.resources.slice(0, missesShown).map((row, i) => ({
      ...own(row, i),
      title: `${percent(row.error)} off`,
      text: `${dimensionWords[row.dimension]}: ${quantity(row.predicted, row.dimension)} forecast, ${quantity(row.actual, row.dimension)} came; ${count(row.inside80)} of ${plural(row.days, 'day')} inside.`,
      ...(row.inside80 * 2 < row.days ? { tone: 'watch' as const } : {}),
    })),
    empty: 'Nothing to compare yet.',
  }
}

function carriedList({ carried, asOfMs }: ReviewPack): ReviewList {
  const late = carried.filter(({ overdueDays }) => overdueDays !== undefined).length
  return {
    sub: late === 0 ? 'Decisions that stand' : `Decisions that stand; ${plural(late, 'change')} overdue`,
    rows: carried.map(({ decision, followUp, overdueDays, ...subject }, i) => ({
      ...own(subject, i),
      title:
        overdueDays === undefined ? verdictWords[decision.verdict] : `${plural(overdueDays, 'day')} overdue`,
      text: [
        decision.verdict === 'accept' ? decidedChange(decision) : decision.reason,
        decisionTerms(decision, asOfMs),
        followUp === undefined
          ? ''
          : `${followUpWords[followUp.state].label}: ${measuredText(followUp) ?? followUp.text}`,
      ]
        .filter(Boolean)
        .join('. '),
      ...(overdueDays === undefined ? {} : { tone: 'watch' as const }),
    })),
    empty: 'No decision is carried over.',
  }
}

function endsList({ ends, asOfMs }: ReviewPack): ReviewList {
  return {
    sub: `Ends by ${day(asOfMs + 180 * dayMs, asOfMs)}: commitments, Capacity Blocks, versions, accepted risks`,
    rows: ends.map(({ kind, atMs, name, text, accountName, resourceId, team }, i) => ({
      id: `${kind}-${i}`,
      name,
      ...(resourceId === undefined ? {} : { href: `/resources/${encodeURIComponent(resourceId)}` }),
      team: team ?? accountName,
      title: day(atMs, asOfMs),
      text,
      ...(atMs < asOfMs + 30 * dayMs ? { tone: 'watch' as const } : {}),
    })),
    empty: 'Nothing ends within 180 days.',
  }
}

function abstentionsList({ abstentions }: ReviewPack): ReviewList {
  return {
    sub: 'Resources without a recommendation, and why',
    rows: abstentions.map((row, i) => ({
      ...own(row, i),
      title: abstentionWords[row.reason],
      text: row.text,
    })),
    empty: 'Every resource has a recommendation.',
  }
}
