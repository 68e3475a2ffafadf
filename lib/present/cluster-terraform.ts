import type { Resource } from '#lib/model/resource.ts'
import type { ScalingPolicy, TargetTracking } from '#lib/model/scaling.ts'
import type { ScaledPart, StudiedMode } from '#lib/model/scaling-study.ts'
import { type ApplicationTarget, applicationTargets } from '#lib/resources/application-targets.ts'
import { blockName, hclString } from './resource-terraform.ts'

const hoursOfDay = 24

type Change = { readonly fromHour: number; readonly minimum: number }

/** When the least members of the day change, in UTC hours; empty where it never does. */
export function floorChanges({ min, max, floor }: ScalingPolicy): readonly Change[] {
  if (!floor) return []
  const day = Array.from({ length: hoursOfDay }, (_, hour) =>
    Math.min(max, Math.max(min, floor[hour] ?? min)),
  )
  return day.flatMap((minimum, fromHour) =>
    minimum === day[(fromHour + hoursOfDay - 1) % hoursOfDay] ? [] : [{ fromHour, minimum }],
  )
}

/** Terraform of a policy of target tracking and its scheduled minimum: of a group, or of what else is scaled. */
export function scalingTerraform(
  resource: Resource,
  policy: ScalingPolicy,
  scales: ScaledPart = 'members',
): string {
  const rule = policy.rules[0]
  const target = rule?.kind === 'target-tracking' ? targetValue(rule) : 0
  const application = applicationTargets(resource).find((one) => one.scales === scales)
  const blocks = application
    ? applicationBlocks({ resource, application, policy, target })
    : resource.resourceClass === 'ecs-capacity-provider'
      ? providerBlocks(resource, policy, target)
      : groupBlocks(resource, policy, target)
  return blocks.join('\n\n')
}

/** As AWS takes it: percent, or requests a minute. */
function targetValue({ metric, target }: TargetTracking): number {
  return metric === 'requests' ? Math.round(target) : Math.round(target * 1000) / 10
}

/** The billing mode of a table, where it changes. */
export function modeTerraform({ nativeId }: Resource, mode: StudiedMode): string | undefined {
  if (mode.recommended === mode.now) return undefined
  return `resource "aws_dynamodb_table" "${blockName(nativeId)}" {
  billing_mode = "${mode.recommended === 'on-demand' ? 'PAY_PER_REQUEST' : 'PROVISIONED'}"
}`
}

/** GPUs have no predefined metric: the agent's, over the group. */
const gpuMetric = `    customized_metric_specification {
      namespace   = "CWAgent"
      metric_name = "nvidia_smi_utilization_gpu"
      statistic   = "Average"

      metric_dimension {
        name  = "AutoScalingGroupName"
        value = NAME
      }
    }`
const cpuMetric = `    predefined_metric_specification {
      predefined_metric_type = "ASGAverageCPUUtilization"
    }`

function groupBlocks({ nativeId, facts }: Resource, policy: ScalingPolicy, target: number): string[] {
  const name = blockName(nativeId)
  const gpu = policy.rules[0]?.metric === 'gpu'
  const metric = gpu ? gpuMetric.replace('NAME', hclString(nativeId)) : cpuMetric
  const tracking = `resource "aws_autoscaling_policy" "${name}" {
  name                   = ${hclString(`${nativeId}-${gpu ? 'gpu' : 'cpu'}`)}
  autoscaling_group_name = ${hclString(nativeId)}
  policy_type            = "TargetTrackingScaling"

  target_tracking_configuration {
    target_value = ${target}

${metric}
  }
}`
  const schedules = floorChanges(policy).map(
    ({ fromHour, minimum }) => `resource "aws_autoscaling_schedule" "${name}_${pad(fromHour)}" {
  scheduled_action_name  = "floor-${pad(fromHour)}"
  autoscaling_group_name = ${hclString(nativeId)}
  recurrence             = "0 ${fromHour} * * *"
  time_zone              = "Etc/UTC"
  min_size               = ${minimum}
  max_size               = ${policy.max}
  desired_capacity       = -1
}`,
  )
  return [tracking, ...groupBounds(name, policy, facts), ...schedules]
}

/** The bounds of the group, where they change. */
function groupBounds(name: string, policy: ScalingPolicy, { minSize, maxSize }: Resource['facts']): string[] {
  if (policy.min === minSize && policy.max === maxSize) return []
  return [
    `resource "aws_autoscaling_group" "${name}" {
  min_size = ${policy.min}
  max_size = ${policy.max}
}`,
  ]
}

/** A capacity provider keeps its instances by what is reserved: its target, and the bounds of its group. */
function providerBlocks({ nativeId, facts }: Resource, policy: ScalingPolicy, target: number): string[] {
  const provider = `resource "aws_ecs_capacity_provider" "${blockName(nativeId)}" {
  name = ${hclString(nativeId)}

  auto_scaling_group_provider {
    managed_scaling {
      status          = "ENABLED"
      target_capacity = ${Math.round(target)}
    }
  }
}`
  return [provider, ...groupBounds(blockName(String(facts.group ?? nativeId)), policy, facts)]
}

/** Predefined metrics of Application Auto Scaling by service and what the rule measures. */
const predefinedMetrics: Readonly<Record<string, string>> = {
  'ecs cpu': 'ECSServiceAverageCPUUtilization',
  'ecs memory': 'ECSServiceAverageMemoryUtilization',
  'dynamodb read-units': 'DynamoDBReadCapacityUtilization',
  'dynamodb write-units': 'DynamoDBWriteCapacityUtilization',
  'sagemaker requests': 'SageMakerVariantInvocationsPerInstance',
  'rds cpu': 'RDSReaderAverageCPUUtilization',
  'elasticache cpu': 'ElastiCachePrimaryEngineCPUUtilization',
  'elasticache memory': 'ElastiCacheDatabaseMemoryUsageCountedForEvictPercentage',
}

function metricOf({ namespace, scales }: ApplicationTarget, { rules: [rule] }: ScalingPolicy): string {
  if (scales === 'replicas') return 'ElastiCacheReplicaEngineCPUUtilization'
  return predefinedMetrics[`${namespace} ${rule?.metric ?? 'cpu'}`] ?? ''
}

type Application = {
  readonly resource: Resource
  readonly application: ApplicationTarget
  readonly policy: ScalingPolicy
  readonly target: number
}

function applicationBlocks({ resource, application, policy, target }: Application): string[] {
  const { nativeId, facts } = resource
  const { scales, namespace } = application
  const part = scales === 'members' ? '' : `-${scales}`
  const name = blockName(`${nativeId}${part}`)
  const common = `resource_id        = ${hclString(application.resourceId)}
  scalable_dimension = "${application.dimension}"
  service_namespace  = "${namespace}"`
  const suffix = policy.rules[0]?.metric ?? 'cpu'
  const tracking = `resource "aws_appautoscaling_policy" "${name}" {
  name               = ${hclString(`${blockName(nativeId)}-${suffix}`)}
  policy_type        = "TargetTrackingScaling"
  ${common}

  target_tracking_scaling_policy_configuration {
    target_value = ${target}

    predefined_metric_specification {
      predefined_metric_type = "${metricOf(application, policy)}"
    }
  }
}`
  const schedules = floorChanges(policy).map(
    ({ fromHour, minimum }) => `resource "aws_appautoscaling_scheduled_action" "${name}_${pad(fromHour)}" {
  name               = "floor-${pad(fromHour)}"
  ${common}
  schedule           = "cron(0 ${fromHour} * * ? *)"
  timezone           = "Etc/UTC"

  scalable_target_action {
    min_capacity = ${minimum}
    max_capacity = ${policy.max}
  }
}`,
  )
  const bounds = `resource "aws_appautoscaling_target" "${name}" {
  ${common}
  min_capacity       = ${policy.min}
  max_capacity       = ${policy.max}
}`
  const same = scales === 'members' && policy.min === facts.minSize && policy.max === facts.maxSize
  return [tracking, ...(same ? [] : [bounds]), ...schedules]
}

const pad = (hour: number) => String(hour).padStart(2, '0')
