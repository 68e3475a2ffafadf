import { questionOf } from '#lib/model/decision.ts'
import type { FleetRow } from '#lib/model/fleet.ts'
import type { AgendaReason, ReviewItem, TeamShare } from '#lib/model/review.ts'
import { dayMs } from '#lib/model/time.ts'
import { overdueDays } from '../decision-words.ts'
import { byRiskThenMoney, type DecidedRow, isDecided, sum } from '../fleet.ts'
import { cashText } from './review-cash.ts'
import type { ReviewInput } from './review-input.ts'
import { subjectOf } from './review-subject.ts'

type Open = { readonly row: DecidedRow; readonly item: ReviewItem }

/** Open questions: agenda first, numbered in its order; the rest by risk, then money. */
export function reviewItems(input: ReviewInput): ReviewItem[] {
  const open = withCash(
    input,
    input.rows.filter(isDecided).flatMap((row) => openItem(row, input)),
  )
  const [agenda, rest] = [
    open.filter(({ item }) => item.because.length > 0),
    open.filter(({ item }) => item.because.length === 0),
  ]
  return [
    ...agenda.toSorted(inAgendaOrder).map(({ item }, i) => ({ ...item, number: i + 1 })),
    ...rest.toSorted((a, b) => byRiskThenMoney(a.row, b.row)).map(({ item }) => item),
  ]
}

/** Risk by the day to decide by, then savings by cash; ties by name. */
function inAgendaOrder(a: Open, b: Open): number {
  const rank = ({ item }: Open) => (item.kind === 'capacity' ? 0 : 1)
  const due = ({ item }: Open) => (item.kind === 'capacity' ? (item.decideByMs ?? Number.MAX_VALUE) : 0)
  const cash = ({ item }: Open) => item.cashDeltaMonthlyUsd ?? 0
  return (
    rank(a) - rank(b) ||
    due(a) - due(b) ||
    (b.item.summary.chanceByHorizon ?? 0) - (a.item.summary.chanceByHorizon ?? 0) ||
    cash(a) - cash(b) ||
    a.item.name.localeCompare(b.item.name, 'en')
  )
}

function openItem(row: DecidedRow, input: ReviewInput): Open[] {
  const { recommendation: summary, resource } = row
  const kind = questionOf(summary)
  if (kind === undefined) return []
  const word = input.decided.find(
    ({ row: { decision } }) => decision.resourceId === resource.id && decision.kind === kind,
  )
  const late = word && lateness(word, input.nowMs)
  if (word && word.standing.state === 'stands' && late === undefined) return []
  const dueMs = earliestDecideBy(summary)
  const waited = dueMs === undefined ? undefined : Math.floor((input.nowMs - dueMs) / dayMs)
  const overdue = late ?? (waited !== undefined && waited >= 1 ? waited : undefined)
  const list =
    summary.recommended?.deltaMonthlyUsd ??
    (summary.finding === 'idle' && summary.current ? -summary.current.monthlyUsd : null)
  const item: ReviewItem = {
    ...subjectOf(row),
    kind,
    because: [
      ...(kind === 'capacity' && dueMs !== undefined && dueMs < input.nextReviewMs
        ? (['decide-before-next-review'] as const)
        : []),
      ...(overdue === undefined ? [] : (['overdue'] as const)),
      ...(word && word.standing.state !== 'stands' ? (['evidence-moved'] as const) : []),
    ],
    summary,
    listDeltaMonthlyUsd: list,
    cashDeltaMonthlyUsd: list,
    ...(dueMs === undefined ? {} : { decideByMs: dueMs }),
    ...(overdue === undefined ? {} : { overdueDays: overdue }),
    ...(word === undefined
      ? {}
      : {
          earlier: {
            decision: word.row.decision,
            text: word.standing.state === 'stands' ? 'The change is not seen yet.' : word.standing.text,
          },
        }),
  }
  return [{ row, item }]
}

/** Days past the due day of an accepted change that AWS does not show yet. */
function lateness(word: ReviewInput['decided'][number], nowMs: number): number | undefined {
  const { decision } = word.row
  const waiting = word.followUp === undefined || word.followUp.state === 'not-yet-changed'
  return decision.verdict === 'accept' && waiting ? overdueDays(decision, nowMs) : undefined
}

/** A date that an earlier run asked for stays; one that is past when it is first said means now. */
function earliestDecideBy({ decideByMs, previous }: DecidedRow['recommendation']): number | undefined {
  if (decideByMs === undefined) return undefined
  return Math.min(decideByMs, previous?.decideByMs ?? decideByMs)
}

/** The cash of each change beside all others, and whether that is a matter for the meeting. */
function withCash({ cash, largeSavingMonthlyUsd }: ReviewInput, open: readonly Open[]): Open[] {
  return open.map(({ row, item }) => {
    const own = cash.byResource.get(row.resource.id)
    if (own === undefined) return { row, item }
    const large: readonly AgendaReason[] =
      -(own.nowMonthlyUsd ?? 0) > largeSavingMonthlyUsd ? ['large-saving'] : []
    const text = cashText(own)
    return {
      row,
      item: {
        ...item,
        because: [...item.because, ...large],
        cashDeltaMonthlyUsd: own.nowMonthlyUsd,
        ...(text === undefined ? {} : { cashText: text }),
      },
    }
  })
}

/** What stays with the teams: how many questions, and their cash. */
export function teamShares(items: readonly ReviewItem[]): TeamShare[] {
  const rest = items.filter(({ number }) => number === undefined)
  return [...Map.groupBy(rest, ({ team }) => team)]
    .map(([team, own]) => ({
      ...(team === undefined ? {} : { team }),
      questions: own.length,
      cashDeltaMonthlyUsd: sum(own.map((item) => item.cashDeltaMonthlyUsd ?? 0)),
    }))
    .sort((a, b) => b.questions - a.questions || (a.team ?? '').localeCompare(b.team ?? '', 'en'))
}

/** What will probably run out or is on watch, by median date, then chance. */
export function runsOutRows(rows: readonly FleetRow[]) {
  const late = Number.MAX_VALUE
  return rows
    .filter(isDecided)
    .filter(({ recommendation: { finding } }) => finding === 'runs-out' || finding === 'watch')
    .toSorted(
      (a, b) =>
        Number(a.recommendation.finding === 'watch') - Number(b.recommendation.finding === 'watch') ||
        (a.recommendation.medianDays ?? late) - (b.recommendation.medianDays ?? late) ||
        byRiskThenMoney(a, b),
    )
    .map((row) => ({ ...subjectOf(row), summary: row.recommendation }))
}
