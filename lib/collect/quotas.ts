import { GetMetricDataCommand } from '@aws-sdk/client-cloudwatch'
import { ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { ListServiceQuotasCommand, type ServiceQuota } from '@aws-sdk/client-service-quotas'
import { dayMs, type EpochMs, floorTo, hourMs } from '#lib/model/time.ts'
import type { RegionAws } from './aws.ts'
import type { InstanceTypes } from './instance-types.ts'
import type { FoundInstance } from './inventory/region.ts'
import { readAllPages } from './pages.ts'

/** A quota with its use, before it is a limit of an account. */
export type FoundQuota = {
  readonly code: string
  readonly name: string
  readonly used?: number
  readonly limit: number
  readonly unit: string
  readonly detail: string
}

/** Applied quotas of one service by code. Throws the SDK's error. */
export async function listQuotas(
  aws: RegionAws,
  serviceCode: string,
): Promise<ReadonlyMap<string, ServiceQuota>> {
  const quotas = await readAllPages(async (token) => {
    const page = await aws.call('servicequotas:ListServiceQuotas', ({ serviceQuotas }, sending) =>
      serviceQuotas.send(
        new ListServiceQuotasCommand({ ServiceCode: serviceCode, MaxResults: 100, NextToken: token }),
        sending,
      ),
    )
    return { items: page.Quotas ?? [], next: page.NextToken }
  })
  return new Map(quotas.flatMap((quota) => (quota.QuotaCode ? [[quota.QuotaCode, quota]] : [])))
}

/**
 * Quotas of running On-Demand vCPU by the families that share one (EC2 User Guide, "On-Demand Instance quotas", codes
 * of Service Quotas, read 2026-11). Families are told by the letters before the generation: `m7g` is `m`.
 */
const vcpuQuotas: readonly { readonly code: string; readonly letters: RegExp; readonly families: string }[] =
  [
    { code: 'L-7295265B', letters: /^x$/, families: 'X' },
    { code: 'L-DB2E81BA', letters: /^(g|gr|vt)$/, families: 'G and VT' },
    { code: 'L-417A185B', letters: /^p$/, families: 'P' },
    { code: 'L-74FC7D96', letters: /^f$/, families: 'F' },
    { code: 'L-1945791B', letters: /^inf$/, families: 'Inf' },
    { code: 'L-2C3B7624', letters: /^trn$/, families: 'Trn' },
    { code: 'L-6E869C2A', letters: /^dl$/, families: 'DL' },
    { code: 'L-F7808C92', letters: /^hpc$/, families: 'HPC' },
    { code: 'L-43DA4232', letters: /^u$/, families: 'High Memory' },
    { code: 'L-1216C47A', letters: /^(?!dl|hpc|mac|inf|trn)[acdhimrtz][a-z]*$/, families: 'Standard' },
  ]

/** Code of the quota that an instance type counts against; undefined for Mac and what is newer than this list. */
export function vcpuQuotaOf(instanceType: string): string | undefined {
  const letters = /^[a-z]+/.exec(instanceType)?.[0] ?? ''
  return vcpuQuotas.find((quota) => quota.letters.test(letters))?.code
}

/**
 * Running On-Demand vCPU against their quotas; a quota that nothing counts against is left out. A type that the region
 * does not describe makes its quota's use unknown. Spot instances have quotas of their own.
 */
export function vcpuUse(
  quotas: ReadonlyMap<string, ServiceQuota>,
  instances: readonly FoundInstance[],
  types: InstanceTypes,
): FoundQuota[] {
  const used = new Map<string, number>()
  for (const { type, state, spot } of instances) {
    const code = vcpuQuotaOf(type)
    if (code === undefined || state !== 'running' || spot === true) continue
    used.set(code, (used.get(code) ?? 0) + (types.get(type)?.capacity.cpu ?? Number.NaN))
  }
  return vcpuQuotas.flatMap(({ code, families }) => {
    const limit = quotas.get(code)?.Value
    const vcpu = used.get(code)
    if (limit === undefined || vcpu === undefined) return []
    const name = `EC2 On-Demand vCPU, ${families}`
    const detail = quotas.get(code)?.QuotaName ?? name
    return [{ code, name, limit, unit: 'vCPU', detail, ...(Number.isNaN(vcpu) ? {} : { used: vcpu }) }]
  })
}

const tablesQuota = 'L-F98FE922'

/** Throughput quotas of DynamoDB and the CloudWatch metric that tells their use in percent, without dimensions. */
const throughputQuotas = [
  {
    code: 'L-34F6A552',
    name: 'read of the account',
    unit: 'RCU',
    metric: 'AccountProvisionedReadCapacityUtilization',
  },
  {
    code: 'L-34F8CCC8',
    name: 'write of the account',
    unit: 'WCU',
    metric: 'AccountProvisionedWriteCapacityUtilization',
  },
  {
    code: 'L-CF0CBE56',
    name: 'read of one table',
    unit: 'RCU',
    metric: 'MaxProvisionedTableReadCapacityUtilization',
  },
  {
    code: 'L-AB614373',
    name: 'write of one table',
    unit: 'WCU',
    metric: 'MaxProvisionedTableWriteCapacityUtilization',
  },
] as const

/** Names of the region's tables. Throws the SDK's error. */
export function listTableNames(aws: RegionAws): Promise<string[]> {
  return readAllPages(async (token) => {
    const page = await aws.call('dynamodb:ListTables', ({ dynamodb }, sending) =>
      dynamodb.send(new ListTablesCommand({ ExclusiveStartTableName: token }), sending),
    )
    return { items: page.TableNames ?? [], next: page.LastEvaluatedTableName }
  })
}

/** The largest percentage of the last day by metric name; a metric without samples is absent. Throws the SDK's error. */
export async function readThroughputUse(
  aws: RegionAws,
  nowMs: EpochMs,
): Promise<ReadonlyMap<string, number>> {
  const endMs = floorTo(nowMs, hourMs)
  const answer = await aws.call('cloudwatch:GetMetricData', ({ cloudwatch }, sending) =>
    cloudwatch.send(
      new GetMetricDataCommand({
        StartTime: new Date(endMs - dayMs),
        EndTime: new Date(endMs),
        MetricDataQueries: throughputQuotas.map(({ metric }, i) => ({
          Id: `q${i}`,
          MetricStat: {
            Metric: { Namespace: 'AWS/DynamoDB', MetricName: metric },
            Period: 3600,
            Stat: 'Maximum',
          },
        })),
      }),
      sending,
    ),
  )
  const found = (answer.MetricDataResults ?? []).flatMap(({ Id, Values = [] }) => {
    const metric = throughputQuotas[Number(Id?.slice(1))]?.metric
    return metric && Values.length > 0 ? [[metric, Math.max(...Values)] as const] : []
  })
  return new Map(found)
}

/** DynamoDB's quotas of tables and of provisioned throughput. Use that no metric tells is absent. */
export function dynamodbUse(
  quotas: ReadonlyMap<string, ServiceQuota>,
  { tables, percents }: { readonly tables: number; readonly percents: ReadonlyMap<string, number> },
): FoundQuota[] {
  const tablesMax = quotas.get(tablesQuota)?.Value
  const ofTables =
    tablesMax === undefined
      ? []
      : [
          {
            code: tablesQuota,
            name: 'DynamoDB tables',
            used: tables,
            limit: tablesMax,
            unit: 'tables',
            detail: 'tables of the region',
          },
        ]
  const ofThroughput = throughputQuotas.flatMap(({ code, name, unit, metric }) => {
    const limit = quotas.get(code)?.Value
    const percent = percents.get(metric)
    if (limit === undefined) return []
    const used = percent === undefined ? {} : { used: (percent / 100) * limit }
    return [
      { code, name: `DynamoDB provisioned ${name}`, limit, unit, detail: 'highest of the last day', ...used },
    ]
  })
  return [...ofTables, ...ofThroughput]
}
