import type { Delivery, StoredDigest } from '#lib/model/delivery.ts'
import type { EpochMs } from '#lib/model/time.ts'
import type { DataTable } from './data-table.ts'
import { cell } from './data-table.ts'
import { displayText } from './display-text.ts'
import { day, instant, plural } from './format.ts'
import { type Sentence, sentence, strong } from './sentence.ts'

export type DigestPageInput = {
  readonly deliveries: readonly Delivery[]
  readonly digests: readonly Pick<StoredDigest, 'week' | 'team' | 'asOfMs' | 'subject'>[]
  readonly nowMs: EpochMs
}

export type DigestPageView = {
  readonly lede: Sentence
  readonly table: DataTable
  /** What did not arrive, or may not have: to be sent again or let be. */
  readonly open: readonly (Delivery & { readonly label: string })[]
  readonly weeks: readonly { readonly href: string; readonly title: string; readonly sub: string }[]
}

const stateTones = {
  planned: undefined,
  sending: undefined,
  sent: 'save',
  failed: 'risk',
  unknown: 'watch',
} as const

/** Address of the page of one digest. */
export function digestHref(week: string, team: string): string {
  return `/digests/${week}${team === '' ? '' : `?team=${encodeURIComponent(team.toWellFormed())}`}`
}

/** What the page of the weekly digests shows: whether they arrive, and what was sent. */
export function presentDigestPage({ deliveries, digests, nowMs }: DigestPageInput): DigestPageView {
  const open = deliveries.filter(({ state }) => state === 'failed' || state === 'unknown')
  return {
    lede: ledeOf(deliveries, open.length),
    table: deliveryTable(deliveries),
    open: open.map((one) => ({ ...one, label: `${one.recipient}, ${teamText(one.team)}, ${one.week}` })),
    weeks: digests.map(({ week, team, asOfMs, subject }) => ({
      href: digestHref(week, team),
      title: `${week === 'preview' ? 'Preview of the next' : week} · ${teamText(team)}`,
      sub: `${displayText(subject, 200)} · as of ${day(asOfMs, nowMs)}`,
    })),
  }
}

function ledeOf(deliveries: readonly Delivery[], open: number): Sentence {
  const sent = deliveries.filter(({ state }) => state === 'sent').length
  if (deliveries.length === 0) {
    return sentence(
      'Nothing has been sent yet. Name recipients under ',
      strong('digest'),
      ' in headroom.yaml.',
    )
  }
  const trouble =
    open === 0
      ? ' None failed.'
      : ` ${plural(open, 'delivery', 'deliveries')} did not arrive or may not have.`
  return sentence(
    strong(`${sent} of ${deliveries.length}`),
    ' deliveries were taken by their server.',
    trouble,
  )
}

function teamText(team: string): string {
  return team === '' ? 'everything' : displayText(team)
}

function deliveryTable(deliveries: readonly Delivery[]): DataTable {
  return {
    key: 'deliveries',
    title: 'Deliveries',
    sub: 'Newest first. Unknown: handed over, and no answer came; it is not sent again by itself.',
    head: ['Recipient', 'Week', 'State', 'When', 'Note'],
    numeric: [],
    wide: true,
    rows: deliveries.map((one) => [
      cell(one.recipient, teamText(one.team)),
      cell(one.week, one.late ? 'late' : undefined),
      {
        ...cell(one.state, one.attempt > 1 ? plural(one.attempt, 'try', 'tries') : undefined),
        ...(stateTones[one.state] && { tone: stateTones[one.state] }),
      },
      cell(one.sentMs === undefined ? '–' : instant(one.sentMs), `due ${instant(one.dueMs)}`),
      cell(displayText(one.note, 300)),
    ]),
    empty: {
      title: 'No deliveries yet',
      text: 'The first ones are planned on the next Monday at 08:00 in the zone of each list.',
    },
  }
}
