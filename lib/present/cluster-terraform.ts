import type { Resource } from '#lib/model/resource.ts'
import type { ScalingPolicy } from '#lib/model/scaling.ts'
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

/** Terraform of a policy of target tracking and its scheduled minimum, for a group or an ECS service. */
export function scalingTerraform(resource: Resource, policy: ScalingPolicy): string {
  const rule = policy.rules[0]
  const target = rule?.kind === 'target-tracking' ? Math.round(rule.target * 1000) / 10 : 0
  const blocks =
    resource.resourceClass === 'ecs-service'
      ? serviceBlocks(resource, policy, target)
      : resource.resourceClass === 'ecs-capacity-provider'
        ? providerBlocks(resource, policy, target)
        : groupBlocks(resource, policy, target)
  return blocks.join('\n\n')
}

function groupBlocks({ nativeId, facts }: Resource, policy: ScalingPolicy, target: number): string[] {
  const name = blockName(nativeId)
  const tracking = `resource "aws_autoscaling_policy" "${name}" {
  name                   = ${hclString(`${nativeId}-cpu`)}
  autoscaling_group_name = ${hclString(nativeId)}
  policy_type            = "TargetTrackingScaling"

  target_tracking_configuration {
    target_value = ${target}

    predefined_metric_specification {
      predefined_metric_type = "ASGAverageCPUUtilization"
    }
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

function serviceBlocks({ arn, nativeId, facts }: Resource, policy: ScalingPolicy, target: number): string[] {
  const name = blockName(nativeId)
  const common = `resource_id        = ${hclString(arn.slice(arn.indexOf(':service/') + 1))}
  scalable_dimension = "ecs:service:DesiredCount"
  service_namespace  = "ecs"`
  const tracking = `resource "aws_appautoscaling_policy" "${name}" {
  name               = ${hclString(`${blockName(nativeId)}-cpu`)}
  policy_type        = "TargetTrackingScaling"
  ${common}

  target_tracking_scaling_policy_configuration {
    target_value = ${target}

    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
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
  const same = policy.min === facts.minSize && policy.max === facts.maxSize
  return [tracking, ...(same ? [] : [bounds]), ...schedules]
}

const pad = (hour: number) => String(hour).padStart(2, '0')
