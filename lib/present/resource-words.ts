import type { CapacitySource } from '#lib/model/capacity.ts'
import type { AbstentionReason } from '#lib/model/forecast.ts'
import type { ExcuseReason } from '#lib/model/recommendation.ts'

/** Where a past capacity is known from. */
export const sourceWords: Record<CapacitySource, string> = {
  config: 'AWS Config',
  cloudtrail: 'CloudTrail',
  'rds-event': 'RDS event',
  'group-metrics': 'group metrics',
  metrics: 'capacity metrics',
  inventory: 'inventory',
  assumed: 'assumed, not known',
}

/** Why sizes were refused, behind a count: `burstable class (4)`. */
export const excuseWords: Record<ExcuseReason, string> = {
  'chance-above-policy': 'chance above policy',
  'does-not-survive-one-zone': 'does not survive the loss of a zone',
  'storage-never-shrinks': 'storage never shrinks',
  'history-too-short': 'history too short',
  'capacity-assumed': 'past capacity assumed',
  'dimension-unknown': 'a dimension is unknown',
  'peak-not-seen': 'yearly peak not seen',
  'working-set-unknown': 'working set unknown',
  'not-offered': 'not offered here',
  'other-architecture': 'other architecture',
  burstable: 'burstable class',
  'saving-too-small': 'saving too small',
  dearer: 'dearer than the recommended size',
  'previous-generation': 'previous generation',
  exempt: 'exempt',
  'paid-in-advance': 'paid in advance',
}

/** What has to happen before there is a number, where the reason itself does not say it. */
export const abstentionNeeds: Record<AbstentionReason, string> = {
  'no-samples': 'Check that CloudWatch publishes its metrics and that the role may read them.',
  'short-history': '',
  'low-coverage': '',
  stopped: '',
  'metrics-stopped': 'The forecast returns with new samples.',
  'no-capacity': '',
  'no-price': '',
}

/** A policy's accepted risk with two figures: `3%`, `1.5%`. */
export function riskPercent(risk: number): string {
  return `${Number((risk * 100).toPrecision(2))}%`
}
