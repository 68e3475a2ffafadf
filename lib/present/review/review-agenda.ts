import type { ReviewView } from './review-view.ts'

/** A step of the meeting: a question by its number, or a part that is looked at. */
export type Step = {
  readonly id: string
  readonly group: 'Open' | 'Runs out' | 'Savings' | 'Close'
  readonly label: string
  readonly value: string
  readonly done: boolean
}

/** The way through the meeting: what changed, every question, money, what ends, owners. */
export function agendaSteps(view: ReviewView): readonly Step[] {
  const { lists, items, bridge, log } = view
  const step = (id: string, group: Step['group'], label: string, value = ''): Step => ({
    id,
    group,
    label,
    value,
    done: false,
  })
  return [
    step('since', 'Open', 'Since the last review', String(lists.changes.rows.length)),
    ...items.map(
      (item): Step => ({
        id: String(item.number),
        group: item.kind === 'capacity' ? 'Runs out' : 'Savings',
        label: item.name,
        value: item.value,
        done: item.decided !== undefined,
      }),
    ),
    step('spend', 'Close', bridge === undefined ? 'Spend' : 'Spend, budget'),
    step('ends', 'Close', 'What ends', String(lists.ends.rows.length)),
    step('owners', 'Close', 'Owners and dates', String(log.rows.length)),
  ]
}

/** The step of an address with those before and after it; `undefined` where the review has none of that name. */
export function stepAt(steps: readonly Step[], id: string) {
  const at = steps.findIndex((step) => step.id === id)
  const here = steps[at]
  if (here === undefined) return undefined
  const [previous, next] = [steps[at - 1], steps[at + 1]]
  return {
    here,
    place: at + 1,
    ...(previous === undefined ? {} : { previous: previous.id }),
    ...(next === undefined ? {} : { next: next.id }),
  }
}
