import { monthOf } from '#lib/model/cost.ts'
import {
  type Cells,
  columnName,
  dayOf,
  type ExportLine,
  MalformedRowError,
  numberOf,
  requiredText,
  tagName,
  tagsOf,
  textOf,
} from './export-line.ts'
import { serviceName } from './service-name.ts'

/** The legacy CSV and the Parquet of both spell the abbreviation in their own ways. */
const reservationArn = ['reservation_reservation_a_r_n', 'reservation_reservation_arn']

/** Columns without which a row says nothing. */
export const curColumns = [
  'line_item_usage_account_id',
  'line_item_usage_start_date',
  'line_item_line_item_type',
  'line_item_usage_type',
  'line_item_unblended_cost',
]

/** Every column that is read; tags that stand in columns of their own come besides. */
export const curRead = [
  ...curColumns,
  'bill_billing_period_start_date',
  'line_item_product_code',
  'line_item_resource_id',
  'line_item_net_unblended_cost',
  'pricing_public_on_demand_cost',
  'product',
  'product_product_name',
  'resource_tags',
  'savings_plan_savings_plan_effective_cost',
  'savings_plan_total_commitment_to_date',
  'savings_plan_used_commitment',
  ...reservationArn,
  'reservation_effective_cost',
  'reservation_unused_amortized_upfront_fee_for_billing_period',
  'reservation_unused_recurring_fee',
  'split_line_item_parent_resource_id',
  'split_line_item_split_cost',
  'split_line_item_unused_cost',
  'split_line_item_split_usage',
]

/** A row of the Cost and Usage Report, 2.0 or legacy. Throws `MalformedRowError`. */
export function curLine(cells: Cells): ExportLine {
  const usageType = textOf(cells, 'line_item_usage_type')
  const recordType = requiredText(cells, 'line_item_line_item_type')
  const split = splitOf(cells)
  const usd = numberOf(cells, 'line_item_unblended_cost') ?? (split ? 0 : undefined)
  if (usd === undefined) throw new MalformedRowError('line_item_unblended_cost', '')
  const listUsd =
    recordType === 'Usage' && !split ? numberOf(cells, 'pricing_public_on_demand_cost') : undefined
  const start = textOf(cells, 'bill_billing_period_start_date')
  return {
    day: dayOf(cells, 'line_item_usage_start_date'),
    period: start === '' ? '' : monthOf(dayOf(cells, 'bill_billing_period_start_date')),
    accountId: requiredText(cells, 'line_item_usage_account_id'),
    service: serviceName({
      productCode: textOf(cells, 'line_item_product_code'),
      productName: tagsOf(cells.get('product')).get('product_name') ?? textOf(cells, 'product_product_name'),
      usageType,
    }),
    usageType,
    resourceId: textOf(cells, 'line_item_resource_id'),
    parentId: textOf(cells, 'split_line_item_parent_resource_id'),
    tags: curTags(cells),
    recordType,
    usd,
    amortizedUsd: amortizedUsd(cells, recordType, usd),
    // The net column is there only where the account has discounts.
    netUsd: numberOf(cells, 'line_item_net_unblended_cost') ?? usd,
    ...(split && { split }),
    ...(listUsd !== undefined && { listUsd }),
  }
}

/**
 * Pods and tasks come as rows of their own, whose cost is part of their instance's row. Rows of instances leave the
 * split columns empty.
 */
function splitOf(cells: Cells): ExportLine['split'] {
  const usd = numberOf(cells, 'split_line_item_split_cost')
  const unusedUsd = numberOf(cells, 'split_line_item_unused_cost')
  const usage = numberOf(cells, 'split_line_item_split_usage')
  if (usd === undefined && unusedUsd === undefined && usage === undefined) return undefined
  return { usd: usd ?? 0, unusedUsd: unusedUsd ?? 0 }
}

/**
 * Amortized cost of a row by its type, as Cost Explorer's AmortizedCost adds it up (AWS, "Understanding your amortized
 * reservation data" and the Savings Plans columns of the Cost and Usage Report user guide).
 */
function amortizedUsd(cells: Cells, recordType: string, usd: number): number {
  const amount = (column: string) => numberOf(cells, column) ?? 0
  switch (recordType) {
    case 'SavingsPlanCoveredUsage':
      return amount('savings_plan_savings_plan_effective_cost')
    case 'SavingsPlanRecurringFee':
      return amount('savings_plan_total_commitment_to_date') - amount('savings_plan_used_commitment')
    case 'SavingsPlanNegation':
    case 'SavingsPlanUpfrontFee':
      return 0
    case 'DiscountedUsage':
      return amount('reservation_effective_cost')
    case 'RIFee':
      return (
        amount('reservation_unused_amortized_upfront_fee_for_billing_period') +
        amount('reservation_unused_recurring_fee')
      )
    case 'Fee':
      // An upfront payment of a reservation is spread over what it covers.
      return reservationArn.every((column) => textOf(cells, column) === '') ? usd : 0
    default:
      return usd
  }
}

const tagColumn = /^resource_tags_(.+)$/

function curTags(cells: Cells): ReadonlyMap<string, string> {
  const tags = tagsOf(cells.get('resource_tags'))
  for (const [column, value] of cells) {
    const name = tagColumn.exec(column)?.[1]
    if (name !== undefined && typeof value === 'string' && value !== '') tags.set(tagName(name), value)
  }
  return tags
}

/** Whether a column of the file is of use. */
export function isCurColumn(header: string): boolean {
  const name = columnName(header)
  return curRead.includes(name) || tagColumn.test(name)
}
