/**
 * Extended Support of RDS and Aurora, us-east-1, dollars per vCPU-hour (provisioned) and ACU-hour (Serverless v2): the
 * RDS pricing pages as of May 2026. The same for all engines; engines as the price list spells them.
 */
export const extendedSupportPrices = {
  asOf: '2026-05-01',
  vcpuHourUsd: { 'Year 1, Year 2': 0.1, 'Year 3': 0.2 },
  acuHourUsd: { 'Year 1, Year 2': 0.085, 'Year 3': 0.17 },
} as const

/** Versions that have a price: listed engine, major version, name in the usage type, year 3. */
export const supportedVersions: readonly {
  readonly engine: string
  readonly major: string
  readonly usage: string
  readonly yearThree: boolean
}[] = [
  { engine: 'MySQL', major: '5.7', usage: 'MySQL5.7', yearThree: true },
  { engine: 'MySQL', major: '8.0', usage: 'MySQL8.0', yearThree: true },
  { engine: 'PostgreSQL', major: '11', usage: 'PostgreSQL11', yearThree: true },
  { engine: 'PostgreSQL', major: '12', usage: 'PostgreSQL12', yearThree: true },
  { engine: 'PostgreSQL', major: '13', usage: 'PostgreSQL13', yearThree: true },
  { engine: 'Aurora MySQL', major: '5.7', usage: 'AuroraMySQL2', yearThree: false },
  { engine: 'Aurora PostgreSQL', major: '11', usage: 'AuroraPostgreSQL11', yearThree: true },
  { engine: 'Aurora PostgreSQL', major: '12', usage: 'AuroraPostgreSQL12', yearThree: true },
  { engine: 'Aurora PostgreSQL', major: '13', usage: 'AuroraPostgreSQL13', yearThree: true },
]
