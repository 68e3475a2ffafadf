import {
  GetCostAndUsageCommand,
  type GetCostAndUsageCommandInput,
  type ResultByTime,
} from '@aws-sdk/client-cost-explorer'
import type { Account, Problem } from '#lib/model/account.ts'
import type { Aws } from '../aws.ts'
import { problemOf } from '../fault.ts'
import { readAllPages } from '../pages.ts'
import { CostCallsSpentError, type Permit, spentProblem, takePermit } from './permit.ts'

const action = 'ce:GetCostAndUsage'

export type CostPages = { readonly aws: Aws; readonly payer: Account; readonly permit: Permit }

/** All pages of an answer of Cost Explorer, one paid call each. Throws what `costProblem` tells of. */
export function readCostPages(
  { aws, payer, permit }: CostPages,
  input: GetCostAndUsageCommandInput,
): Promise<ResultByTime[]> {
  const place = aws.at({ account: payer, region: 'us-east-1' })
  return readAllPages(async (NextPageToken) => {
    const page = await place.call(action, async ({ costExplorer }, sending) => {
      await takePermit(permit)
      return costExplorer.send(new GetCostAndUsageCommand({ ...input, NextPageToken }), sending)
    })
    return { items: page.ResultsByTime ?? [], next: page.NextPageToken }
  })
}

/** Why a payer's costs were not read. */
export function costProblem(error: unknown, payerId: string): Problem {
  const spent = error instanceof CostCallsSpentError
  return spent ? spentProblem(payerId, action) : problemOf(error, { scope: payerId, action })
}
