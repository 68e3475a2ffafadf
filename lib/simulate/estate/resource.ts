import type { ResourceClass } from '#lib/model/resource.ts'
import { type EpochMs, hourMs, minuteMs } from '#lib/model/time.ts'
import type { WorldChange, WorldDatabase, WorldGroup, WorldInstance, WorldTagChange } from '../world.ts'
import type { HeldThings } from '../world-things.ts'
import type { Location } from './accounts.ts'
import { type Frame, historyDays, hourAt, msAt, seedFor } from './frame.ts'
import { unit } from './hash.ts'
import type { Life } from './metric.ts'
import type { EstateSeries } from './series.ts'
import { cell, numberOption, type TableRow } from './table.ts'

/** List cost of some hours under one service name of Cost Explorer. */
export type ServiceCost = {
  readonly service: string
  readonly usd: number
  /** Without the prefix of the region: `BoxUsage:m7g.large`. */
  readonly usageType?: string
  /** Id or ARN that it is billed under. */
  readonly resourceId?: string
}

/** One thing that Headroom sizes, with everything the simulated AWS can be asked about it. */
export type EstateResource = {
  readonly resourceClass: ResourceClass
  readonly name: string
  readonly location: Location
  readonly createdMs: EpochMs
  readonly teamAt: (atMs: EpochMs) => string
  readonly series: readonly EstateSeries[]
  readonly changes: readonly WorldChange[]
  readonly tagChanges?: readonly WorldTagChange[]
  readonly cost: (fromHour: number, hours: number) => readonly ServiceCost[]
  readonly instances?: (nowMs: EpochMs) => readonly WorldInstance[]
  readonly group?: (nowMs: EpochMs) => WorldGroup
  readonly database?: (nowMs: EpochMs) => WorldDatabase
  /** Instances of a database cluster. */
  readonly databases?: (nowMs: EpochMs) => readonly WorldDatabase[]
  /** What else it consists of, by kind. */
  readonly things?: (nowMs: EpochMs) => HeldThings
}

/**
 * When a row's resource lives: option `age` in days before the anchor (default: longer than the history), `minute`
 * for 1-minute metrics, `gap=-200:4` for four days without data from 200 days before the anchor, `silent=-20` for
 * metrics that stopped 20 days before it.
 */
export function lifeOf(row: TableRow, frame: Frame): Life {
  const [start, length] = (row.options.gap ?? '').split(':').map(Number)
  const gap = start && length ? [{ fromMs: msAt(frame, start), toMs: msAt(frame, start + length) }] : []
  const silent = row.options.silent
  const seed = seedFor(frame, `${cell(row, 'name')}/gap`)
  const hole = msAt(frame, -Math.floor(20 + 380 * unit(seed, 0)), Math.floor(24 * unit(seed, 1)))
  const hours = Math.floor(1 + 5 * unit(seed, 2))
  const small = unit(seed, 3) < 0.15 ? [{ fromMs: hole, toMs: hole + hours * hourMs }] : []
  return {
    firstMs: createdMsOf(row, frame),
    lastMs: silent === undefined ? undefined : msAt(frame, Number(silent)),
    nativePeriodMs: 'minute' in row.options ? minuteMs : 5 * minuteMs,
    gaps: [...gap, ...small],
  }
}

/** When the resource was created: a whole hour. */
export function createdMsOf(row: TableRow, frame: Frame): EpochMs {
  const older = historyDays + 40 + Math.floor(500 * unit(seedFor(frame, cell(row, 'name')), 7))
  const age = numberOption(row, 'age', older)
  return hourAt(frame, -age, 10) * hourMs
}

/** Hours of `hours` from `fromHour` in which something existed, `createdMs` being a whole hour. */
export function hoursAlive(createdMs: EpochMs, fromHour: number, hours: number): number {
  return Math.max(0, Math.min(hours, fromHour + hours - createdMs / hourMs))
}

/** A zone of the region, by seed. */
export function zoneOf(region: string, seed: number, index = 0): string {
  return `${region}${'abc'[(Math.floor(unit(seed, 99) * 3) + index) % 3]}`
}

const actors = [
  'arn:aws:sts::444455556666:assumed-role/terraform-apply/atlantis',
  'arn:aws:sts::444455556666:assumed-role/platform-admin/mwagner',
  'arn:aws:sts::444455556666:assumed-role/deploy/github-actions',
]

/** Principal of a change, by seed. */
export function actorOf(seed: number): string {
  return actors[Math.floor(unit(seed, 5) * actors.length)] as string
}
