import { z } from 'zod'
import type { CostDay } from '#lib/model/cost.ts'
import { AwsError } from '../aws-error.ts'

const values = z.object({ Key: z.string(), Values: z.array(z.string()).optional() })

/** Cost Explorer's filter expression. */
export type CostFilter = {
  readonly And?: readonly CostFilter[]
  readonly Or?: readonly CostFilter[]
  readonly Not?: CostFilter
  readonly Dimensions?: z.infer<typeof values>
  readonly Tags?: z.infer<typeof values>
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

/** Whether a row passes. All rows of the world are usage: records of credits, refunds and taxes do not exist. */
export function matchesCost(filter: CostFilter, cost: CostDay): boolean {
  if (filter.And !== undefined) return filter.And.every((part) => matchesCost(part, cost))
  if (filter.Or !== undefined) return filter.Or.some((part) => matchesCost(part, cost))
  if (filter.Not !== undefined) return !matchesCost(filter.Not, cost)
  if (filter.Tags !== undefined) return (filter.Tags.Values ?? []).includes(tagValue(filter.Tags.Key, cost))
  const dimension = filter.Dimensions
  if (dimension === undefined) return true
  return (dimension.Values ?? []).includes(dimensionValue(dimension.Key, cost))
}

function tagValue(key: string, cost: CostDay): string {
  if (cost.grouping !== 'team') throw unsupported(`the tag ${key}`)
  return cost.key
}

function dimensionValue(key: string, cost: CostDay): string {
  if (key === 'LINKED_ACCOUNT') return cost.accountId
  if (key === 'RECORD_TYPE') return 'Usage'
  if (key === 'SERVICE' && cost.grouping === 'service') return cost.key
  throw unsupported(key)
}

function unsupported(what: string): AwsError {
  return new AwsError('ValidationException', `The simulated AWS does not filter by ${what} in this grouping.`)
}
