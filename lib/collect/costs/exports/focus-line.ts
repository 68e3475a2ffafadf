import { monthOf } from '#lib/model/cost.ts'
import {
  type Cells,
  columnName,
  dayOf,
  type ExportLine,
  MalformedRowError,
  numberOf,
  requiredText,
  tagsOf,
  textOf,
} from './export-line.ts'
import { serviceName } from './service-name.ts'

/** Columns without which a row says nothing. */
export const focusColumns = ['billed_cost', 'charge_category', 'charge_period_start', 'sub_account_id']

const focusRead = [
  ...focusColumns,
  'billing_period_start',
  'effective_cost',
  'list_cost',
  'pricing_category',
  'resource_id',
  'service_name',
  'tags',
  'x_service_code',
  'x_usage_type',
]

/** Charge categories of FOCUS 1.x in the words of Cost Explorer's record types. */
const recordTypes: Readonly<Record<string, string>> = {
  Usage: 'Usage',
  Purchase: 'Purchase',
  Tax: 'Tax',
  Credit: 'Credit',
  Adjustment: 'Refund',
}

/**
 * A row of FOCUS 1.x as AWS exports it. Its billed cost is after all discounts: unblended and net are the same, and
 * EffectiveCost spreads commitments over what they cover. Throws `MalformedRowError`.
 */
export function focusLine(cells: Cells): ExportLine {
  const category = requiredText(cells, 'charge_category')
  const recordType = recordTypes[category]
  if (recordType === undefined) throw new MalformedRowError('charge_category', category)
  const usd = numberOf(cells, 'billed_cost')
  if (usd === undefined) throw new MalformedRowError('billed_cost', '')
  const usageType = textOf(cells, 'x_usage_type')
  const isOnDemand = recordType === 'Usage' && /^(Standard)?$/.test(textOf(cells, 'pricing_category'))
  const listUsd = isOnDemand ? numberOf(cells, 'list_cost') : undefined
  return {
    day: dayOf(cells, 'charge_period_start'),
    period: textOf(cells, 'billing_period_start') === '' ? '' : monthOf(dayOf(cells, 'billing_period_start')),
    accountId: requiredText(cells, 'sub_account_id'),
    service: serviceName({
      productCode: textOf(cells, 'x_service_code'),
      productName: textOf(cells, 'service_name'),
      usageType,
    }),
    usageType,
    resourceId: textOf(cells, 'resource_id'),
    parentId: '',
    tags: tagsOf(cells.get('tags')),
    recordType,
    usd,
    amortizedUsd: numberOf(cells, 'effective_cost') ?? usd,
    netUsd: usd,
    ...(listUsd !== undefined && { listUsd }),
  }
}

/** Whether a column of the file is of use. */
export function isFocusColumn(header: string): boolean {
  return focusRead.includes(columnName(header))
}
