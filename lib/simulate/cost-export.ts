import type { CostLine } from './cost-line.ts'

/** A day of the bill, as an export writes it. */
export type BilledLines = { readonly day: string; readonly lines: readonly CostLine[] }

/** Product codes of exports by the service names of Cost Explorer. */
const productCodes: Readonly<Record<string, string>> = {
  'Amazon Elastic Compute Cloud - Compute': 'AmazonEC2',
  'EC2 - Other': 'AmazonEC2',
  'Amazon Relational Database Service': 'AmazonRDS',
  'Amazon DynamoDB': 'AmazonDynamoDB',
  'Amazon ElastiCache': 'AmazonElastiCache',
  'Amazon OpenSearch Service': 'AmazonES',
  'Amazon Managed Streaming for Apache Kafka': 'AmazonMSK',
  'Amazon Elastic Container Service for Kubernetes': 'AmazonEKS',
  'Amazon Elastic Container Service': 'AmazonECS',
  'Amazon SageMaker': 'AmazonSageMaker',
  'Amazon Redshift': 'AmazonRedshift',
  'Amazon DocumentDB (with MongoDB compatibility)': 'AmazonDocDB',
  'Amazon Simple Storage Service': 'AmazonS3',
  'AWS Data Transfer': 'AWSDataTransfer',
  'Amazon CloudFront': 'AmazonCloudFront',
  AmazonCloudWatch: 'AmazonCloudWatch',
  'AWS CloudTrail': 'AWSCloudTrail',
  'AWS Glue': 'AWSGlue',
}

type Row = { readonly day: string; readonly line: CostLine; readonly split?: Split }
type Split = NonNullable<CostLine['splits']>[number]
type Column = readonly [title: string, cell: (row: Row) => string | number]

const periodStart = ({ day }: Row) => `${day.slice(0, 7)}-01T00:00:00.000Z`
const startOf = ({ day }: Row) => `${day}T00:00:00.000Z`
const codeOf = ({ line }: Row) => productCodes[line.service] ?? line.service.replaceAll(' ', '')
const prefixed = (tags: CostLine['tags'], prefix: string) =>
  JSON.stringify(Object.fromEntries(Object.entries(tags).map(([key, value]) => [prefix + key, value])))

/** Columns of the Cost and Usage Report 2.0 with resources and split cost allocation (its table dictionary). */
const curTable: readonly Column[] = [
  ['bill_billing_period_start_date', periodStart],
  ['line_item_usage_account_id', ({ line }) => line.accountId],
  ['line_item_usage_start_date', startOf],
  ['line_item_line_item_type', ({ line }) => line.recordType],
  ['line_item_product_code', codeOf],
  ['line_item_usage_type', ({ line }) => line.usageType],
  ['line_item_resource_id', ({ line, split }) => split?.resourceId ?? line.resourceId],
  ['line_item_unblended_cost', ({ line, split }) => (split ? 0 : line.usd)],
  ['pricing_public_on_demand_cost', ({ line, split }) => (split ? 0 : line.usd)],
  ['line_item_net_unblended_cost', ({ line, split }) => (split ? 0 : line.netUsd)],
  [
    'reservation_effective_cost',
    ({ line }) => (line.recordType === 'DiscountedUsage' ? line.amortizedUsd : ''),
  ],
  ['product', ({ line }) => JSON.stringify({ product_name: line.service })],
  ['resource_tags', ({ line, split }) => prefixed(split?.tags ?? line.tags, 'user_')],
  ['split_line_item_parent_resource_id', ({ line, split }) => (split ? line.resourceId : '')],
  ['split_line_item_split_cost', ({ split }) => split?.usd ?? ''],
  ['split_line_item_unused_cost', ({ split }) => split?.unusedUsd ?? ''],
]

const categories: Readonly<Record<string, string>> = { Tax: 'Tax', Credit: 'Credit', Refund: 'Adjustment' }

/** Columns of FOCUS 1.0 with AWS's own (its table dictionary). */
const focusTable: readonly Column[] = [
  ['BillingPeriodStart', periodStart],
  ['ChargePeriodStart', startOf],
  ['SubAccountId', ({ line }) => line.accountId],
  ['ChargeCategory', ({ line }) => categories[line.recordType] ?? 'Usage'],
  ['BilledCost', ({ line }) => line.netUsd],
  ['EffectiveCost', ({ line }) => line.netUsd + line.amortizedUsd - line.usd],
  ['ListCost', ({ line }) => line.usd],
  ['ServiceName', ({ line }) => line.service],
  ['ResourceId', ({ line }) => line.resourceId],
  ['RegionId', ({ line }) => line.region],
  ['Tags', ({ line }) => prefixed(line.tags, '')],
  ['x_ServiceCode', codeOf],
  ['x_UsageType', ({ line }) => line.usageType],
]

/** The days as the CSV of an export; pods and tasks follow the line of their instance. */
export function exportCsv(kind: 'cur' | 'focus', days: readonly BilledLines[]): string {
  const columns = kind === 'cur' ? curTable : focusTable
  const rows = days.flatMap(({ day, lines }) =>
    lines.flatMap((line): Row[] => {
      const splits = kind === 'cur' ? (line.splits ?? []) : []
      return [{ day, line }, ...splits.map((split) => ({ day, line, split }))]
    }),
  )
  const records = rows.map((row) => columns.map(([, cell]) => quoted(cell(row))).join(','))
  return `${[columns.map(([title]) => title).join(','), ...records].join('\n')}\n`
}

function quoted(cell: string | number): string {
  const text = String(cell)
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
