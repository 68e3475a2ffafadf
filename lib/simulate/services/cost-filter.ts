import { z } from 'zod'
import { AwsError } from '../aws-error.ts'
import type { CostLine } from '../cost-line.ts'

const values = z.object({
  Key: z.string(),
  Values: z.array(z.string()).optional(),
  MatchOptions: z.array(z.string()).optional(),
})
type Values = z.infer<typeof values>

/** Cost Explorer's filter expression. */
export type CostFilter = {
  readonly And?: readonly CostFilter[]
  readonly Or?: readonly CostFilter[]
  readonly Not?: CostFilter
  readonly Dimensions?: Values
  readonly Tags?: Values
}

export const costFilterSchema: z.ZodType<CostFilter> = z.lazy(() =>
  z.object({
    And: z.array(costFilterSchema).optional(),
    Or: z.array(costFilterSchema).optional(),
    Not: costFilterSchema.optional(),
    Dimensions: values.optional(),
    Tags: values.optional(),
  }),
)

/** Whether a line passes. A value that nothing has is no error: it matches nothing. */
export function matchesCost(filter: CostFilter, line: CostLine): boolean {
  if (filter.And !== undefined) return filter.And.every((part) => matchesCost(part, line))
  if (filter.Or !== undefined) return filter.Or.some((part) => matchesCost(part, line))
  if (filter.Not !== undefined) return !matchesCost(filter.Not, line)
  if (filter.Tags !== undefined) return matchesTag(filter.Tags, line)
  const dimension = filter.Dimensions
  if (dimension === undefined) return true
  return (dimension.Values ?? []).includes(dimensionOf(dimension.Key, line) ?? '')
}

function matchesTag({ Key, Values = [], MatchOptions = [] }: Values, { tags }: CostLine): boolean {
  if (MatchOptions.includes('ABSENT')) return tags[Key] === undefined
  return Values.includes(tags[Key] ?? '')
}

/** Keys of the API's Dimension that lines do not tell: Cost Explorer knows them and finds nothing. */
const untold = [
  'AZ',
  'INSTANCE_TYPE',
  'LEGAL_ENTITY_NAME',
  'OPERATION',
  'PLATFORM',
  'PURCHASE_TYPE',
  'TENANCY',
]

/** Value of a dimension that lines can be grouped and filtered by. Throws for what is no dimension of the API. */
export function dimensionOf(key: string, line: CostLine): string | undefined {
  if (key === 'LINKED_ACCOUNT') return line.accountId
  if (key === 'RECORD_TYPE') return line.recordType
  if (key === 'SERVICE') return line.service
  if (key === 'USAGE_TYPE') return line.usageType
  if (key === 'REGION') return line.region
  if (key === 'RESOURCE_ID') return line.resourceId
  if (untold.includes(key)) return undefined
  // The console speaks of charge types; the API knows them as record types alone.
  throw new AwsError('ValidationException', `Dimensions key is not valid: ${key}`)
}
