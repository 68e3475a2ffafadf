import type { Facts } from '#lib/model/resource.ts'

/** One engine of RDS, as its API names it, as people say it, and as the price list spells it. */
type RdsEngine = {
  readonly name: string
  readonly listed: string
  /** Commercial engines have editions, and are sold with the licence or without. */
  readonly edition?: string
}

const oracle = { listed: 'Oracle' } as const
const sqlServer = { listed: 'SQL Server' } as const

/** Engines of single RDS instances. */
export const rdsEngines: Readonly<Record<string, RdsEngine>> = {
  postgres: { name: 'PostgreSQL', listed: 'PostgreSQL' },
  mysql: { name: 'MySQL', listed: 'MySQL' },
  mariadb: { name: 'MariaDB', listed: 'MariaDB' },
  'oracle-ee': { ...oracle, name: 'Oracle EE', edition: 'Enterprise' },
  'oracle-ee-cdb': { ...oracle, name: 'Oracle EE', edition: 'Enterprise' },
  'oracle-se2': { ...oracle, name: 'Oracle SE2', edition: 'Standard Two' },
  'oracle-se2-cdb': { ...oracle, name: 'Oracle SE2', edition: 'Standard Two' },
  'sqlserver-ee': { ...sqlServer, name: 'SQL Server Enterprise', edition: 'Enterprise' },
  'sqlserver-se': { ...sqlServer, name: 'SQL Server Standard', edition: 'Standard' },
  'sqlserver-ex': { ...sqlServer, name: 'SQL Server Express', edition: 'Express' },
  'sqlserver-web': { ...sqlServer, name: 'SQL Server Web', edition: 'Web' },
}

/** The engine as a sentence says it: `Oracle SE2`, or its own name where it is not known. */
export function engineName(engine: string): string {
  return (Object.hasOwn(rdsEngines, engine) ? rdsEngines[engine]?.name : undefined) ?? engine
}

const licenseKeys: Readonly<Record<string, string>> = {
  'license-included': 'license-included',
  'bring-your-own-license': 'byol',
}

/**
 * Key of an instance's price: `postgres/multi-az`, and of commercial engines with the licence:
 * `oracle-se2/single-az/byol`. A container database (`-cdb`) costs what the other does.
 */
export function rdsPriceKey({ engine, multiAz, licenseModel }: Facts): string {
  const name = String(engine)
  const base = `${name.replace(/-cdb$/, '')}/${multiAz === true ? 'multi-az' : 'single-az'}`
  const commercial = Object.hasOwn(rdsEngines, name) && rdsEngines[name]?.edition !== undefined
  return commercial ? `${base}/${licenseKeys[String(licenseModel)] ?? 'license-unknown'}` : base
}

const listedLicenses: Readonly<Record<string, string>> = {
  'License included': 'license-included',
  'Bring your own license': 'byol',
}
const listedDeployments: Readonly<Record<string, string>> = {
  'Single-AZ': 'single-az',
  'Multi-AZ': 'multi-az',
  'Multi-AZ (SQL Server Mirror)': 'multi-az',
}

/**
 * The same key from the attributes of a price list product; undefined for what no single instance pays: RDS Custom,
 * clusters of readable standbys, engines that are not known.
 */
export function listedPriceKey(attributes: Readonly<Record<string, string>>): string | undefined {
  const { databaseEngine, databaseEdition, licenseModel = '', deploymentModel = '' } = attributes
  const deployment = listedDeployments[attributes.deploymentOption ?? '']
  if (!deployment || deploymentModel.includes('Custom')) return undefined
  const found = Object.entries(rdsEngines).find(
    ([, { listed, edition }]) =>
      listed === databaseEngine && (edition === undefined || edition === databaseEdition),
  )
  if (!found) return undefined
  const base = `${found[0]}/${deployment}`
  if (found[1].edition === undefined) return base
  const license = listedLicenses[licenseModel]
  return license && `${base}/${license}`
}
