import type { Tags } from '#lib/model/resource.ts'
import type { EpochMs } from '#lib/model/time.ts'

/** A scaling policy of an Auto Scaling group, as AWS Auto Scaling describes it. */
export type WorldGroupPolicy = {
  readonly groupName: string
  readonly name: string
  /** A predefined metric of its own (`ASGAverageCPUUtilization`), or a metric by name and namespace. */
  readonly metric: string
  readonly namespace?: string
  readonly targetValue: number
  /** Period of the alarms of target tracking: 60 where absent. */
  readonly alarmPeriodSeconds?: number
  /** A step policy, and what its alarm compares. */
  readonly step?: WorldStep
  /** Predictive scaling. */
  readonly predictive?: 'ForecastOnly' | 'ForecastAndScale'
  readonly warmupSeconds?: number
}

export type WorldStep = {
  readonly adjustmentType: 'ChangeInCapacity' | 'PercentChangeInCapacity' | 'ExactCapacity'
  readonly leastMembers?: number
  readonly adjustments: readonly {
    readonly lower?: number
    readonly upper?: number
    readonly change: number
  }[]
  readonly alarm: {
    readonly metric: string
    readonly threshold: number
    readonly comparison: string
    readonly periodSeconds: number
    readonly periods: number
  }
}

/** A scheduled action of an Auto Scaling group. */
export type WorldGroupSchedule = {
  readonly groupName: string
  readonly name: string
  readonly recurrence?: string
  readonly timeZone?: string
  readonly startMs?: EpochMs
  readonly min?: number
  readonly max?: number
  readonly desired?: number
}

export type WorldEcsCluster = {
  readonly name: string
  readonly capacityProviders: readonly string[]
  readonly containerInsights: boolean
  readonly createdMs: EpochMs
  readonly tags: Tags
}

/** A capacity provider over an Auto Scaling group of the same place. */
export type WorldEcsProvider = {
  readonly name: string
  readonly cluster: string
  readonly groupName: string
  readonly managedScaling: boolean
  readonly targetCapacity: number
  readonly warmupSeconds: number
  readonly tags: Tags
}

export type WorldEcsService = {
  readonly name: string
  readonly cluster: string
  readonly launchType: 'FARGATE' | 'EC2'
  /** Instead of a launch type. */
  readonly capacityProvider?: string
  readonly desired: number
  readonly running: number
  readonly taskVcpu: number
  readonly taskGib: number
  readonly arch: 'x86_64' | 'arm64'
  readonly createdMs: EpochMs
  /** Since when the present task definition runs. */
  readonly deployedMs: EpochMs
  readonly tags: Tags
}

/** An EC2 instance as a cluster sees it: CPU in units (1,024 = a vCPU), memory in MiB. */
export type WorldContainerInstance = {
  readonly cluster: string
  readonly provider: string
  readonly instanceId: string
  readonly registeredCpu: number
  readonly registeredMib: number
  readonly remainingCpu: number
  readonly remainingMib: number
  readonly registeredMs: EpochMs
}
