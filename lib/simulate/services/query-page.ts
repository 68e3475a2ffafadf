import { AwsError } from '../aws-error.ts'
import type { PageRequest } from '../wire/page.ts'
import { intParam, type Params } from '../wire/params.ts'

export type QueryPageOptions = {
  readonly kind: string
  /** `Marker` (RDS) or `NextToken` (Auto Scaling). */
  readonly tokenName: string
  readonly min: number
  readonly max: number
  readonly size: number
}

/** Page of an awsQuery list by `MaxRecords` within bounds. Throws an `AwsError` outside of them. */
export function queryPage(params: Params, options: QueryPageOptions): PageRequest {
  const size = intParam(params, 'MaxRecords', options) ?? options.size
  if (Number.isNaN(size)) {
    throw new AwsError(
      'InvalidParameterValue',
      `MaxRecords must be between ${options.min} and ${options.max}.`,
    )
  }
  const invalidCode = options.tokenName === 'Marker' ? 'InvalidParameterValue' : 'InvalidNextToken'
  return { kind: options.kind, size, token: params.get(options.tokenName), invalidCode }
}
