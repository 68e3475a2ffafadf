import type { FleetRow } from '#lib/model/fleet.ts'
import type { ReviewChange, ReviewChangeKind, ReviewPack } from '#lib/model/review.ts'
import type { EpochMs } from '#lib/model/time.ts'
import { cell, type DataTable } from '../data-table.ts'
import { plural, weekdayDay } from '../format.ts'
import type { ChangeItem, ChangesView } from '../overview-changes.ts'
import { type Sentence, sentence, strong } from '../sentence.ts'
import { classWords } from '../words.ts'
import { reviewChanges } from './review-changes.ts'

export type SinceInput = {
  readonly rows: readonly FleetRow[]
  readonly pack: ReviewPack
  readonly nowMs: EpochMs
}

export type SinceView = {
  readonly week: string
  readonly lede: Sentence
  readonly table: DataTable
  /** Where each row of the table leads to; nothing leads to what is gone. */
  readonly hrefs: readonly (string | undefined)[]
}

type Word = { readonly title: string; readonly kind: ChangeItem['kind'] }

const words: Readonly<Record<ReviewChangeKind, Word>> = {
  'now-runs-out': { title: 'now likely to run out', kind: 'risk' },
  'date-moved': { title: 'runs out on another date', kind: 'risk' },
  'no-longer-runs-out': { title: 'no longer likely to run out', kind: 'resolved' },
  'new-saving': { title: 'newly oversized', kind: 'saving' },
  created: { title: 'is new', kind: 'fleet' },
  gone: { title: 'is gone', kind: 'fleet' },
}
const order = Object.keys(words) as readonly ReviewChangeKind[]
const itemsShown = 7

/** What differs from the frozen pack of a review, as the list of the overview. */
export function changesSince({ rows, pack, nowMs }: SinceInput): ChangesView {
  const changes = reviewChanges({ rows, previous: pack, nowMs })
  return {
    title: 'Changed since the last review',
    since: `Since the review of ${weekdayDay(pack.asOfMs)}`,
    href: `/reviews/${pack.week}/since`,
    items: changes.slice(0, itemsShown).map((change) => ({
      kind: kindOf(change),
      ...(change.kind === 'gone' ? {} : { id: change.resourceId }),
      name: change.name,
      title: words[change.kind].title,
      text: change.text,
    })),
    hiddenCount: Math.max(0, changes.length - itemsShown),
  }
}

/** The same as a page: every change, and how many there are of each kind. */
export function presentSince({ rows, pack, nowMs }: SinceInput): SinceView {
  const changes = reviewChanges({ rows, previous: pack, nowMs })
  return {
    week: pack.week,
    lede: ledeOf(changes, pack),
    table: {
      key: 'since-review',
      title: 'What moved',
      sub: `As it was on ${weekdayDay(pack.asOfMs)}, and as it is now`,
      head: ['Resource', 'Team', 'Change', 'Then and now'],
      numeric: [],
      rows: changes.map((change) => [
        cell(change.name, classWords[change.resourceClass]),
        cell(change.team ?? 'no team', `${change.accountName}, ${change.region}`),
        { text: words[change.kind].title, tone: toneOf(change) },
        cell(change.text),
      ]),
      empty: { title: 'Nothing moved', text: 'No finding, date or saving differs from that review.' },
      wide: true,
    },
    hrefs: changes.map(({ kind, resourceId }) => (kind === 'gone' ? undefined : `/resources/${resourceId}`)),
  }
}

function ledeOf(changes: readonly ReviewChange[], pack: ReviewPack): Sentence {
  if (changes.length === 0) {
    return sentence('Nothing moved since the review of ', strong(weekdayDay(pack.asOfMs)), '.')
  }
  const parts = order.flatMap((kind) => {
    const found = changes.filter((change) => change.kind === kind).length
    return found === 0 ? [] : [`${found} ${words[kind].title}`]
  })
  return sentence(
    strong(plural(changes.length, 'change')),
    ` since the review of ${weekdayDay(pack.asOfMs)}: ${parts.join(', ')}.`,
  )
}

/** A date that moved away is good news. */
function kindOf({ kind, movedDays = 0 }: ReviewChange): ChangeItem['kind'] {
  return kind === 'date-moved' && movedDays > 0 ? 'resolved' : words[kind].kind
}

function toneOf(change: ReviewChange) {
  const tones = { risk: 'risk', resolved: 'save', saving: 'save', fleet: undefined } as const
  return tones[kindOf(change)]
}
