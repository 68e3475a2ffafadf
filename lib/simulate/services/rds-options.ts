import { AwsError } from '../aws-error.ts'
import { type Answer, type Call, xml } from '../call.ts'
import { pageOf } from '../wire/page.ts'
import type { XmlObject } from '../wire/xml.ts'
import type { DatabaseClassFact } from '../world.ts'
import { queryPage } from './query-page.ts'

/** Version that is offered for each engine. */
const engineVersions: Readonly<Record<string, string>> = {
  postgres: '17.6',
  mysql: '8.4.6',
  mariadb: '11.8.3',
}

/** DescribeOrderableDBInstanceOptions: every class with a price for the engine, one option per storage type. */
export function describeOrderableDbInstanceOptions(call: Call): Answer {
  const { params } = call
  const engine = params.get('Engine')
  if (engine === undefined)
    throw new AwsError('MissingParameter', 'The request must contain the parameter Engine.')
  const version = params.get('EngineVersion') ?? engineVersions[engine]
  if (version === undefined) throw new AwsError('InvalidParameterValue', `Invalid DB engine: ${engine}`)
  const wantedClass = params.get('DBInstanceClass')
  const options = call.world.databaseClasses
    .filter((fact) => fact.hourlyUsd[engine] !== undefined)
    .filter((fact) => wantedClass === undefined || fact.name === wantedClass)
    .flatMap((fact) =>
      ['gp3', 'io1'].map((storage) => optionElement(fact, { engine, version, storage, region: call.region })),
    )
  const pageOptions = { kind: 'DescribeOrderable', tokenName: 'Marker', min: 20, max: 1000, size: 100 }
  const page = pageOf(options, queryPage(params, pageOptions))
  return xml({ OrderableDBInstanceOptions: { OrderableDBInstanceOption: page.items }, Marker: page.next })
}

type Offer = {
  readonly engine: string
  readonly version: string
  readonly storage: string
  readonly region: string
}

function optionElement(fact: DatabaseClassFact, offer: Offer): XmlObject {
  return {
    Engine: offer.engine,
    EngineVersion: offer.version,
    DBInstanceClass: fact.name,
    LicenseModel: offer.engine === 'postgres' ? 'postgresql-license' : 'general-public-license',
    AvailabilityZones: {
      AvailabilityZone: ['a', 'b', 'c'].map((zone) => ({ Name: `${offer.region}${zone}` })),
    },
    MultiAZCapable: true,
    ReadReplicaCapable: true,
    Vpc: true,
    SupportsStorageEncryption: true,
    StorageType: offer.storage,
    SupportsIops: true,
    SupportsStorageAutoscaling: true,
    MinStorageSize: offer.storage === 'io1' ? 100 : 20,
    MaxStorageSize: 65_536,
  }
}
