import { z } from 'zod'
import { dayMs, floorTo, hourMs } from '#lib/model/time.ts'
import { type Answer, type Call, json } from '../call.ts'
import { pageOf } from '../wire/page.ts'
import { groupArn } from './auto-scaling.ts'
import { parseInput } from './json-input.ts'
import { databaseArn } from './rds-instances.ts'
import { type Advice, databaseAdvice, instanceAdvice, type Usage } from './right-sizing-advice.ts'

const requestSchema = z.object({
  nextToken: z.string().optional(),
  maxResults: z.number().int().min(0).max(1000).optional(),
})

const lookbackDays = 14
const readingsNeeded = 30

/** The newest UTC midnight: AWS looks once a day. */
function refreshedMs(call: Call): number {
  return floorTo(call.nowMs, dayMs)
}

function usageOf(call: Call, namespace: string, dimensions: Readonly<Record<string, string>>): Usage {
  const metric = call.world.findMetric(call.place, { namespace, name: 'CPUUtilization', dimensions })
  if (!metric) return { readings: [] }
  const toMs = refreshedMs(call)
  const range = { fromMs: toMs - lookbackDays * dayMs, toMs, periodMs: hourMs }
  const values = call.world.values(metric, 'Maximum', range)
  return { readings: [...values].filter((value) => !Number.isNaN(value)) }
}

function paged<T>(call: Call, kind: string, items: readonly T[]): { items: readonly T[]; next?: string } {
  const request = parseInput(requestSchema, call.input, 'InvalidParameterValueException')
  const options = { kind, size: request.maxResults || 100, token: request.nextToken }
  return pageOf(items, { ...options, invalidCode: 'InvalidParameterValueException' })
}

function savings(advice: Advice) {
  const value = Math.round(100 * (advice.fromHourlyUsd - advice.toHourlyUsd) * 730) / 100
  const percentage = (100 * (advice.fromHourlyUsd - advice.toHourlyUsd)) / advice.fromHourlyUsd
  return {
    savingsOpportunityPercentage: Math.max(0, percentage),
    estimatedMonthlySavings: { currency: 'USD', value: Math.max(0, value) },
  }
}

function optionsOf<T extends object>(advice: Advice, shape: T) {
  const option = { ...shape, rank: 1, performanceRisk: 1, savingsOpportunity: savings(advice) }
  return advice.to === advice.from ? [] : [option]
}

/** GetEC2InstanceRecommendations: running instances outside of groups with 30 hours of metrics. */
export function getEc2InstanceRecommendations(call: Call): Answer {
  const { place, world } = call
  const all = world.instances(place).flatMap((instance) => {
    if (instance.state !== 'running' || instance.groupName !== undefined) return []
    const usage = usageOf(call, 'AWS/EC2', { InstanceId: instance.instanceId })
    if (usage.readings.length < readingsNeeded) return []
    const advice = instanceAdvice(world.instanceTypes, instance.instanceType, usage)
    if (!advice) return []
    return [
      {
        instanceArn: `arn:aws:ec2:${place.region}:${place.accountId}:instance/${instance.instanceId}`,
        accountId: place.accountId,
        instanceName: instance.tags.Name ?? '',
        currentInstanceType: instance.instanceType,
        finding: advice.finding,
        findingReasonCodes: advice.reasons,
        lookBackPeriodInDays: lookbackDays,
        recommendationOptions: optionsOf(advice, { instanceType: advice.to }),
        lastRefreshTimestamp: refreshedMs(call) / 1000,
      },
    ]
  })
  const page = paged(call, 'GetEC2InstanceRecommendations', all)
  return json({ instanceRecommendations: page.items, errors: [], nextToken: page.next })
}

/** GetAutoScalingGroupRecommendations: groups of one type. */
export function getAutoScalingGroupRecommendations(call: Call): Answer {
  const { place, world } = call
  const all = world.groups(place).flatMap((group) => {
    const usage = usageOf(call, 'AWS/EC2', { AutoScalingGroupName: group.name })
    if (usage.readings.length < readingsNeeded) return []
    const advice = instanceAdvice(world.instanceTypes, group.instanceType, usage)
    if (!advice) return []
    const { minSize, maxSize, desired } = group
    const sizes = { minSize, maxSize, desiredCapacity: desired }
    return [
      {
        autoScalingGroupArn: groupArn(place, group.name),
        autoScalingGroupName: group.name,
        accountId: place.accountId,
        finding: advice.finding === 'OPTIMIZED' ? 'OPTIMIZED' : 'NOT_OPTIMIZED',
        lookBackPeriodInDays: lookbackDays,
        currentConfiguration: { ...sizes, instanceType: group.instanceType },
        recommendationOptions: optionsOf(advice, {
          configuration: { ...sizes, instanceType: advice.to },
        }),
        lastRefreshTimestamp: refreshedMs(call) / 1000,
      },
    ]
  })
  const page = paged(call, 'GetAutoScalingGroupRecommendations', all)
  return json({ autoScalingGroupRecommendations: page.items, errors: [], nextToken: page.next })
}

/** GetRDSDatabaseRecommendations: MySQL and PostgreSQL alone, as AWS has it. */
export function getRdsDatabaseRecommendations(call: Call): Answer {
  const { place, world } = call
  const all = world.databases(place).flatMap((database) => {
    if (!['mysql', 'postgres'].includes(database.engine)) return []
    const usage = usageOf(call, 'AWS/RDS', { DBInstanceIdentifier: database.identifier })
    if (usage.readings.length < readingsNeeded) return []
    const advice = databaseAdvice(world.databaseClasses, database, usage)
    if (!advice) return []
    return [
      {
        resourceArn: databaseArn(place, database.identifier),
        accountId: place.accountId,
        engine: database.engine,
        engineVersion: database.engineVersion,
        currentDBInstanceClass: database.databaseClass,
        instanceFinding: advice.finding === 'OPTIMIZED' ? 'Optimized' : titled(advice.finding),
        instanceFindingReasonCodes: advice.reasons,
        lookbackPeriodInDays: lookbackDays,
        instanceRecommendationOptions: optionsOf(advice, { dbInstanceClass: advice.to }),
        lastRefreshTimestamp: refreshedMs(call) / 1000,
      },
    ]
  })
  const page = paged(call, 'GetRDSDatabaseRecommendations', all)
  return json({ rdsDBRecommendations: page.items, errors: [], nextToken: page.next })
}

/** `OVER_PROVISIONED` as databases spell it: `Overprovisioned`. */
function titled(finding: string): string {
  const word = finding.replace('_', '').toLowerCase()
  return word.charAt(0).toUpperCase() + word.slice(1)
}
