/**
 * End of support of RDS and Aurora engines: what is told where AWS itself cannot be asked (`DescribeDBMajorEngineVersions`).
 * Days are inclusive ends; a charge begins on the first day it is billed. Sources: RDS User Guide "Supported MySQL major
 * versions on Amazon RDS", RDS for PostgreSQL Release Notes "Release calendar" and the AWS CLI's example of PostgreSQL 17,
 * Release Notes for Aurora MySQL "Release calendars" (September 2026), the others as listed by infracost (Apache-2.0).
 */
export type SupportDates = {
  /** Last day of standard support. */
  readonly standardEndsOn: string
  /** First day on which Extended Support is charged; absent = the engine has none and is upgraded by force. */
  readonly chargedFrom?: string
  /** First day of the price of the third year; absent = there is no such price. */
  readonly yearThreeFrom?: string
  /** Last day of Extended Support, where it is known. */
  readonly extendedEndsOn?: string
}

/** Day as of which the table holds. */
export const supportTableDay = '2026-08-31'

const postgres: Readonly<Record<string, SupportDates>> = {
  '11': { standardEndsOn: '2024-02-29', chargedFrom: '2024-04-01', yearThreeFrom: '2026-04-01' },
  '12': { standardEndsOn: '2025-02-28', chargedFrom: '2025-03-01', yearThreeFrom: '2027-03-01' },
  '13': { standardEndsOn: '2026-02-28', chargedFrom: '2026-03-01', yearThreeFrom: '2028-03-01' },
  '14': { standardEndsOn: '2027-02-28', chargedFrom: '2027-03-01', yearThreeFrom: '2029-03-01' },
  '15': { standardEndsOn: '2028-02-29', chargedFrom: '2028-03-01', yearThreeFrom: '2030-03-01' },
  '16': { standardEndsOn: '2029-02-28', chargedFrom: '2029-03-01', yearThreeFrom: '2031-03-01' },
  '17': { standardEndsOn: '2030-02-28', chargedFrom: '2030-03-01', yearThreeFrom: '2032-03-01' },
}

/** By engine and major version as `majorVersion` gives them. */
export const supportDates: Readonly<Record<string, Readonly<Record<string, SupportDates>>>> = {
  mysql: {
    '5.7': { standardEndsOn: '2024-02-29', chargedFrom: '2024-03-01', yearThreeFrom: '2026-03-01' },
    '8.0': { standardEndsOn: '2026-07-31', chargedFrom: '2026-08-01', yearThreeFrom: '2028-08-01' },
    '8.4': { standardEndsOn: '2029-07-31', chargedFrom: '2029-08-01', yearThreeFrom: '2031-08-01' },
  },
  postgres,
  'aurora-mysql': {
    '5.7': {
      standardEndsOn: '2024-10-31',
      chargedFrom: '2024-12-01',
      yearThreeFrom: '2026-12-01',
      extendedEndsOn: '2029-06-30',
    },
    '8.0': { standardEndsOn: '2028-04-30', chargedFrom: '2028-05-01', extendedEndsOn: '2029-07-31' },
  },
  'aurora-postgresql': postgres,
}
