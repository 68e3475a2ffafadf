import { clampedScale } from './scale.ts'
import { circle, element, line, svg } from './svg.ts'

export type HeadroomBar = {
  /** p95 of the last 7 days, as a share of capacity; `null` = not known. */
  readonly used: number | null
  /** Safe limit, as a share of capacity. */
  readonly limit: number | null
  readonly atHorizon: readonly [low: number, median: number, high: number] | null
  readonly label: string
  readonly width?: number
}

/** 0 to 100 % of capacity: bar = used, red tick = safe limit, ring and whisker = median and 80 % at the horizon. */
export function drawHeadroomBar({ used, limit, atHorizon, label, width = 124 }: HeadroomBar): string {
  const x = clampedScale({ domain: [0, 1], range: [0, width] })
  const bar = (from: number, to: number, className: string, rx?: number) =>
    element('rect', { x: from, y: 4, width: Math.max(0, to - from), height: 8, rx, class: className })
  const body = [
    bar(0, width, 'bu0', 1.5),
    limit === null ? '' : bar(x(limit), width, 'bu1'),
    used === null ? '' : bar(0, x(used), 'buf', 1.5),
    atHorizon === null ? '' : line(x(atHorizon[0]), 8, x(atHorizon[2]), 8, 'buw'),
    atHorizon === null ? '' : circle(Math.min(width - 3, Math.max(3, x(atHorizon[1]))), 8, 3, 'bud'),
    limit === null ? '' : line(x(limit), 1, x(limit), 15, 'bul'),
  ]
  return svg({ width, height: 16, label, className: 'bu', body: body.join('') })
}
