import { dayStart, type EpochMs } from '#lib/model/time.ts'

/** Day as of which the calendar holds; AWS itself tells more (`DescribeClusterVersions`). */
export const eksCalendarDay = '2026-04-24'

/**
 * Last day of standard and of extended support by Kubernetes version: Amazon EKS User Guide, "Amazon EKS Kubernetes
 * release calendar", as of 2026-04-24. From the day after the first the cluster costs the price of Extended Support;
 * after the second AWS upgrades it.
 */
const calendar: Readonly<Record<string, readonly [standard: string, extended: string]>> = {
  '1.28': ['2024-11-26', '2025-11-26'],
  '1.29': ['2025-03-23', '2026-03-23'],
  '1.30': ['2025-07-23', '2026-07-23'],
  '1.31': ['2025-11-26', '2026-11-26'],
  '1.32': ['2026-03-23', '2027-03-23'],
  '1.33': ['2026-07-29', '2027-07-29'],
  '1.34': ['2026-12-02', '2027-12-02'],
  '1.35': ['2027-03-27', '2028-03-27'],
}

/** Versions of the calendar, oldest first. */
export const eksVersions: readonly string[] = Object.keys(calendar)

/** Dollars per cluster hour in and past standard support: AWS, "Amazon EKS pricing", since 2024-04-01. */
export const clusterHourlyUsd = { standard: 0.1, extended: 0.6 } as const

/** Last days of support of one version, `2026-12-02`. */
export type EksSupportDates = {
  readonly supportEndsOn: string
  /** Absent where AWS does not tell. */
  readonly extendedSupportEndsOn?: string
}

export type EksSupport = EksSupportDates & {
  /** AWS itself, or our calendar where it could not be asked. */
  readonly supportSource: 'aws' | 'table'
  /** The surcharge is being paid. */
  readonly extendedSupport: boolean
}

/**
 * Support of a Kubernetes version at an instant: as AWS tells it (`live`), else by the calendar; undefined for a version
 * that neither has.
 */
export function eksSupport(version: string, atMs: EpochMs, live?: EksSupportDates): EksSupport | undefined {
  const dates = live ?? calendarDates(version)
  if (!dates) return undefined
  return {
    ...dates,
    supportSource: live ? 'aws' : 'table',
    extendedSupport: atMs >= extendedFromMs(dates.supportEndsOn),
  }
}

function calendarDates(version: string): EksSupportDates | undefined {
  const days = Object.hasOwn(calendar, version) ? calendar[version] : undefined
  return days && { supportEndsOn: days[0], extendedSupportEndsOn: days[1] }
}

/** The first instant past a last day of support. */
export function extendedFromMs(supportEndsOn: string): EpochMs {
  return dayStart(supportEndsOn) + 86_400_000
}
