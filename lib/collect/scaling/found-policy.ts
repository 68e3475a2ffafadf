/** A scaling policy as either Auto Scaling API describes it, in one form. */
export type FoundPolicy = {
  readonly name: string
  readonly kind: 'target-tracking' | 'step' | 'predictive' | 'other'
  /** AWS's word for the kind: `SimpleScaling`. */
  readonly type: string
  /** Predefined metric, or the name of a customized one; of a step policy its alarm's. */
  readonly metric: string
  /** Target in the metric's own unit. */
  readonly target?: number | undefined
  readonly scaleIn: boolean
  readonly warmupMinutes?: number | undefined
  readonly cooldown?: { readonly outSeconds?: number | undefined; readonly inSeconds?: number | undefined }
  readonly step?: FoundStep
  readonly alarmNames: readonly string[]
  /** Predictive: it scales, and does not only forecast. */
  readonly scales?: boolean
}

export type FoundStep = {
  /** `ChangeInCapacity`, `PercentChangeInCapacity` or `ExactCapacity`. */
  readonly adjustment: string
  readonly leastMembers: number
  /** Bounds from the alarm's threshold, in the metric's own unit; absent = unbounded. */
  readonly steps: readonly FoundAdjustment[]
}

export type FoundAdjustment = {
  readonly lower?: number | undefined
  readonly upper?: number | undefined
  readonly change: number
}

/** Seconds as whole minutes, rounded up; undefined stays. */
export function minutesOf(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : Math.ceil(seconds / 60)
}

/** The step of a policy from AWS's list of adjustments. */
export function stepOf(options: {
  readonly adjustment: string | undefined
  readonly leastMembers: number | undefined
  readonly adjustments: readonly {
    readonly MetricIntervalLowerBound?: number | undefined
    readonly MetricIntervalUpperBound?: number | undefined
    readonly ScalingAdjustment?: number | undefined
  }[]
}): FoundStep {
  return {
    adjustment: options.adjustment ?? '',
    leastMembers: options.leastMembers ?? 1,
    steps: options.adjustments.map((one) => ({
      lower: one.MetricIntervalLowerBound,
      upper: one.MetricIntervalUpperBound,
      change: one.ScalingAdjustment ?? Number.NaN,
    })),
  }
}
