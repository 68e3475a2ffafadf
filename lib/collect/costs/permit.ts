import { AppError } from '#lib/errors.ts'
import type { Problem } from '#lib/model/account.ts'

/** Takes one of the paid calls of the day; false where none is left. Counted where restarts do not forget it. */
export type Permit = () => Promise<boolean>

/** The day's paid calls are used up. */
export class CostCallsSpentError extends AppError {
  constructor() {
    super('aws-throttled', 'The Cost Explorer calls of this UTC day are used up.')
    this.name = 'CostCallsSpentError'
  }
}

/** Asked before every request that is sent, also when it is sent again. Throws `CostCallsSpentError`. */
export async function takePermit(permit: Permit): Promise<void> {
  if (!(await permit())) throw new CostCallsSpentError()
}

/** What was left for another day. */
export function spentProblem(scope: string, action: string): Problem {
  return {
    scope,
    action,
    code: 'cost-calls-spent',
    text: `${action} in ${scope}: the paid calls of this UTC day are used up. The rest is read tomorrow, newest first.`,
  }
}
