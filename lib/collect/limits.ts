import type { Problem } from '#lib/model/account.ts'
import type { Limit, LimitKind } from '#lib/model/limit.ts'
import type { EpochMs } from '#lib/model/time.ts'
import type { Action } from './access-policy.ts'
import type { RegionAws } from './aws.ts'
import { distinctProblems, problemOf } from './fault.ts'
import type { InstanceTypes } from './instance-types.ts'
import { describeInstances } from './inventory/describe.ts'
import { resourceId } from './inventory/identity.ts'
import type { Attempt } from './inventory/region.ts'
import {
  dynamodbUse,
  type FoundQuota,
  listQuotas,
  listTableNames,
  readThroughputUse,
  vcpuUse,
} from './quotas.ts'
import { type PlacelessLimit, readReservations, readSubnets } from './reserved-capacity.ts'

export type LimitsOptions = {
  readonly aws: RegionAws
  readonly nowMs: EpochMs
  readonly instanceTypes: (aws: RegionAws) => Promise<InstanceTypes>
}

export type Limits = {
  readonly limits: readonly Limit[]
  readonly problems: readonly Problem[]
  /** Kinds that were read completely: a limit of these that is absent is gone. */
  readonly complete: readonly LimitKind[]
}

/**
 * What AWS allows or holds ready beside the resources of one account and region: free addresses of subnets, quotas
 * with their use, Capacity Reservations and Capacity Blocks. What is refused is named, the rest stands.
 */
export async function readLimits(options: LimitsOptions): Promise<Limits> {
  const problems: Problem[] = []
  const attempt: Attempt = async (action: Action, read) => {
    try {
      return await read()
    } catch (error) {
      problems.push(problemOf(error, { scope: options.aws.scope, action }))
      return undefined
    }
  }
  const { aws } = options
  const [subnets, reservations, vcpu, tables] = await Promise.all([
    attempt('ec2:DescribeSubnets', () => readSubnets(aws)),
    attempt('ec2:DescribeCapacityReservations', () => readReservations(aws)),
    readVcpuQuotas(options, attempt),
    readTableQuotas(options, attempt),
  ])
  const quotas = [...(vcpu ?? []), ...(tables ?? [])].map(quotaLimit)
  const found = [...(subnets ?? []), ...(reservations ?? []), ...quotas]
  return {
    limits: found.map(({ nativeId, ...limit }) => ({
      id: resourceId(`${aws.account.id}/${aws.region}/${limit.kind}/${nativeId}`),
      accountId: aws.account.id,
      region: aws.region,
      ...limit,
    })),
    problems: distinctProblems(problems),
    complete: [
      ...(subnets ? (['subnet-addresses'] as const) : []),
      ...(reservations ? (['capacity-reservation', 'capacity-block'] as const) : []),
      ...(vcpu && tables ? (['quota'] as const) : []),
    ],
  }
}

function quotaLimit({ code, ...quota }: FoundQuota): PlacelessLimit {
  return { nativeId: code, kind: 'quota', ...quota }
}

async function readVcpuQuotas(
  { aws, instanceTypes }: LimitsOptions,
  attempt: Attempt,
): Promise<readonly FoundQuota[] | undefined> {
  const [quotas, types, instances] = await Promise.all([
    attempt('servicequotas:ListServiceQuotas', () => listQuotas(aws, 'ec2')),
    attempt('ec2:DescribeInstanceTypes', () => instanceTypes(aws)),
    attempt('ec2:DescribeInstances', () => describeInstances(aws)),
  ])
  return quotas && types && instances ? vcpuUse(quotas, instances, types) : undefined
}

/** A region without tables has nothing to count, and no metric to pay for. */
async function readTableQuotas(
  { aws, nowMs }: LimitsOptions,
  attempt: Attempt,
): Promise<readonly FoundQuota[] | undefined> {
  const names = await attempt('dynamodb:ListTables', () => listTableNames(aws))
  if (names === undefined || names.length === 0) return names && []
  const [quotas, percents] = await Promise.all([
    attempt('servicequotas:ListServiceQuotas', () => listQuotas(aws, 'dynamodb')),
    attempt('cloudwatch:GetMetricData', () => readThroughputUse(aws, nowMs)),
  ])
  if (!quotas || !percents) return undefined
  return dynamodbUse(quotas, { tables: names.length, percents })
}
