import { discountShare } from '#lib/model/discount.ts'
import { dayMs, dayStart } from '#lib/model/time.ts'
import type { Choice } from './choose.ts'
import type { Situation } from './situation.ts'
import { dayText, deltaText, usdText } from './wording.ts'

const sourceWords = {
  'cost-explorer': 'Cost Explorer',
  cur: 'the Cost and Usage Report',
  focus: 'the FOCUS export',
}

/** What the dollars are: list prices, and what is left of them after the account's measured discount. */
export function priceText({ input }: Situation, { current, recommended }: Choice): string | undefined {
  if (current === undefined) return undefined
  const { discount, resource, nowMs } = input
  if (discount === undefined) {
    return 'Dollars are list prices; the discount of the account is not measured.'
  }
  const share = discountShare(discount)
  const days = `${dayText(dayStart(discount.fromDay), nowMs)} – ${dayText(dayStart(discount.toDay) - dayMs, nowMs)}`
  const measured = `measured ${days} from ${sourceWords[discount.source]}`
  if (share < 0.0005) {
    return `Dollars are list prices, and account ${resource.accountId} pays them: ${measured}.`
  }
  const off = `${(100 * share).toFixed(1)}% less than list for on-demand usage (${measured})`
  const now = usdText((1 - share) * current.candidate.monthlyUsd)
  const delta = recommended
    ? `, and the change ${deltaText((1 - share) * (recommended.candidate.monthlyUsd - current.candidate.monthlyUsd))}`
    : ''
  return `Dollars are list prices. Account ${resource.accountId} pays ${off}: after it this is ${now}${delta}.`
}
