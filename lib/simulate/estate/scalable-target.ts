import type { EpochMs } from '#lib/model/time.ts'

/** A target-tracking policy as Application Auto Scaling describes it. */
export type WorldScalingPolicy = {
  readonly name: string
  /** `ECSServiceAverageCPUUtilization`, `DynamoDBReadCapacityUtilization` ... */
  readonly metric: string
  readonly targetValue: number
  readonly scaleOutCooldownSeconds?: number
  readonly scaleInCooldownSeconds?: number
  readonly disableScaleIn?: boolean
}

/** A minimum and maximum that come into force on a schedule. */
export type WorldScheduledAction = {
  readonly name: string
  /** `cron(0 7 ? * MON-FRI *)`, `at(...)` or `rate(...)`. */
  readonly schedule: string
  readonly min?: number
  readonly max?: number
}

/**
 * What Application Auto Scaling scales, whatever the service: `ecs`, `service/main/web`, `ecs:service:DesiredCount`;
 * `dynamodb`, `table/orders`, `dynamodb:table:ReadCapacityUnits`.
 */
export type WorldScalableTarget = {
  readonly serviceNamespace: string
  readonly resourceId: string
  readonly scalableDimension: string
  readonly min: number
  readonly max: number
  readonly createdMs?: EpochMs
  readonly policies: readonly WorldScalingPolicy[]
  readonly scheduledActions?: readonly WorldScheduledAction[]
}

/** Option `scale=MIN:MAX:TARGET` of a row: a policy that keeps a metric at its target, percent, between two counts. */
export function scaledByOption(
  text: string | undefined,
  named: Pick<WorldScalableTarget, 'serviceNamespace' | 'resourceId' | 'scalableDimension'> & {
    readonly name: string
    readonly metric: string
  },
): readonly WorldScalableTarget[] {
  if (text === undefined) return []
  const [min = 0, max = 0, targetValue = 0] = text.split(':').map(Number)
  const { name, metric, ...target } = named
  return [{ ...target, min, max, policies: [{ name: `${name}-cpu`, metric, targetValue }] }]
}
