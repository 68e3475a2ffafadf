import { clampedScale } from './scale.ts'
import { circle, line, svg } from './svg.ts'

/** An 80 % interval of a date in days; `null` = later than the axis. */
export type DateInterval = {
  readonly lowDays: number | null
  readonly medianDays: number | null
  readonly highDays: number | null
}

export type DatePair = {
  readonly label: string
  readonly width: number
  readonly toDays: number
  readonly horizonDays: number
  readonly baseline: DateInterval
  readonly scenario: DateInterval
}

/** Baseline above as a grey bar with a ring, scenario below as a blue bar with a disc, and the horizon dotted. */
export function drawDatePair({ label, width, toDays, horizonDays, baseline, scenario }: DatePair): string {
  const scale = clampedScale({ domain: [0, toDays], range: [5, width - 5] })
  const x = (days: number | null) => scale(days ?? toDays)
  const row = ({ lowDays, medianDays, highDays }: DateInterval, y: number, kind: 'base' | 'scen') => [
    lowDays !== null && lowDays <= toDays ? line(x(lowDays), y, x(highDays), y, `dp-${kind}`) : '',
    medianDays !== null && medianDays <= toDays ? circle(x(medianDays), y, 4, `dp-${kind}-m`) : '',
  ]
  const at = scale(horizonDays)
  const body = [
    line(0, 8, width, 8, 'gr'),
    line(0, 20, width, 20, 'gr'),
    line(at, 0, at, 28, 'dp-h'),
    ...row(baseline, 8, 'base'),
    ...row(scenario, 20, 'scen'),
  ].join('')
  return svg({ width, height: 28, label, fluid: true, body })
}
