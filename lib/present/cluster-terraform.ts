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
      : groupBlocks(resource, policy, target)
  return blocks.join('\n\n')
}

function groupBlocks({ nativeId }: Resource, policy: ScalingPolicy, target: number): string[] {
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
  return [tracking, ...schedules]
}

function serviceBlocks({ arn, nativeId }: Resource, policy: ScalingPolicy, target: number): string[] {
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
  return [tracking, ...schedules]
}

const pad = (hour: number) => String(hour).padStart(2, '0')
