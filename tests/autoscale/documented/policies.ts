import { type ScalingPolicy, type StepScaling, trackingAt } from '#lib/model/scaling.ts'

export const aws = 'https://docs.aws.amazon.com'
export const tracking = `${aws}/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html`
export const groupTracking = `${aws}/autoscaling/ec2/userguide/as-scaling-target-tracking.html`
export const cadence = 'https://cloudandclear.uk/aws-auto-scaling-assumptions-production/'
export const trackingApi = `${aws}/autoscaling/application/APIReference/API_TargetTrackingScalingPolicyConfiguration.html`
export const steps = `${aws}/autoscaling/ec2/userguide/as-scaling-simple-step.html`
export const scheduled = `${aws}/autoscaling/ec2/userguide/ec2-auto-scaling-scheduled-scaling.html`
export const applicationScheduled = `${aws}/AWSCloudFormation/latest/UserGuide/aws-properties-applicationautoscaling-scalabletarget-scheduledaction.html`
export const multiple = `${aws}/autoscaling/ec2/userguide/ec2-auto-scaling-scaling-based-on-demand.html`
export const limits = `${aws}/autoscaling/ec2/userguide/asg-capacity-limits.html`
export const warmup = `${aws}/autoscaling/ec2/userguide/ec2-auto-scaling-default-instance-warmup.html`
export const managedScaling = `${aws}/AmazonECS/latest/APIReference/API_ManagedScaling.html`
export const managedScalingDive =
  'https://aws.amazon.com/blogs/containers/deep-dive-on-amazon-ecs-cluster-auto-scaling/'
export const tables = `${aws}/amazondynamodb/latest/developerguide/metrics-dimensions.html`
export const tablesBelow = 'https://repost.aws/knowledge-center/dynamodb-auto-scaling'
export const decreases = `${aws}/amazondynamodb/latest/developerguide/ServiceQuotas.html`
export const shards = `${aws}/AmazonElastiCache/latest/dg/AutoScaling-Scaling-Policies-Target.html`
export const endpoints = `${aws}/sagemaker/latest/dg/endpoint-auto-scaling-policy.html`
export const hpa = 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/'

export const flat = (value: number, minutes: number) => Array<number>(minutes).fill(value)
export const startMs = Date.UTC(2026, 10, 23)
export const at = (target: number, rest: Partial<ScalingPolicy> = {}): ScalingPolicy => ({
  min: 1,
  max: 40,
  warmupMinutes: 3,
  rules: [trackingAt(target)],
  ...rest,
})
export const step = (rest: Partial<StepScaling>): ScalingPolicy => ({
  min: 1,
  max: 40,
  warmupMinutes: 0,
  rules: [
    {
      kind: 'step',
      direction: 'out',
      threshold: 0.6,
      minutes: 1,
      adjustment: 'percent',
      steps: [
        { from: 0, change: 10 },
        { from: 0.1, change: 30 },
      ],
      leastMembers: 1,
      ...rest,
    },
  ],
})
export const provider = at(1, {
  rules: [{ ...trackingAt(1), metric: 'reservation', outMinutes: 1, inShare: 1 }],
  warmupMinutes: 5,
})
export const table = (rest: Partial<ScalingPolicy> = {}) =>
  at(0.7, {
    max: 1000,
    warmupMinutes: 0,
    decreasesAtAnyTime: 4,
    rules: [{ ...trackingAt(0.7), metric: 'read-units', outMinutes: 2, inShare: 50 / 70 }],
    ...rest,
  })
export const daily = (cron: string, rest: { min?: number; max?: number; desired?: number }) => ({
  name: cron,
  at: { cron, timeZone: 'UTC' },
  schedule: cron,
  ...rest,
})

/** What is documented, where, a load in members at 100 %, and the members paid for at named minutes. */
export type Row = {
  readonly says: string
  readonly source: string
  readonly policy: ScalingPolicy
  readonly load: readonly number[]
  readonly others?: readonly (readonly number[])[]
  readonly start?: number
  readonly members: Readonly<Record<number, number>>
}
