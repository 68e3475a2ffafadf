import { createHash } from 'node:crypto'
import { AwsError } from '../aws-error.ts'
import { type Answer, type Call, xml } from '../call.ts'
import { pageOf } from '../wire/page.ts'
import { isoTime, tagElements, type XmlObject } from '../wire/xml.ts'
import type { Place, WorldDatabase } from '../world.ts'
import { queryPage } from './query-page.ts'

export function databaseArn(place: Place, identifier: string): string {
  return `arn:aws:rds:${place.region}:${place.accountId}:db:${identifier}`
}

/** The immutable id by which AWS Config knows a database (`DbiResourceId`). */
export function databaseResourceId(place: Place, identifier: string): string {
  const digest = createHash('sha256').update(databaseArn(place, identifier)).digest('hex').toUpperCase()
  return `db-${digest.replace(/[^A-Z2-7]/g, 'Q').slice(0, 26)}`
}

/** DescribeDBInstances: all or one; pages of 20 to 100. */
export function describeDbInstances(call: Call): Answer {
  const identifier = call.params.get('DBInstanceIdentifier')
  const all = call.world.databases(call.place)
  const wanted = identifier === undefined ? all : all.filter((database) => database.identifier === identifier)
  if (identifier !== undefined && wanted.length === 0) {
    throw new AwsError('DBInstanceNotFound', `DBInstance ${identifier} not found.`, 404)
  }
  const options = { kind: 'DescribeDBInstances', tokenName: 'Marker', min: 20, max: 100, size: 100 }
  const page = pageOf(wanted, queryPage(call.params, options))
  const DBInstance = page.items.map((database) => databaseElement(call.place, database, all))
  return xml({ DBInstances: { DBInstance }, Marker: page.next })
}

function licenseOf(engine: string): string {
  return engine.includes('postgres') ? 'postgresql-license' : 'general-public-license'
}

function databaseElement(place: Place, database: WorldDatabase, all: readonly WorldDatabase[]): XmlObject {
  const replicas = all
    .filter((other) => other.replicaOf === database.identifier)
    .map((other) => other.identifier)
  return {
    DBInstanceIdentifier: database.identifier,
    DBInstanceClass: database.databaseClass,
    Engine: database.engine,
    EngineVersion: database.engineVersion,
    LicenseModel: database.licenseModel ?? licenseOf(database.engine),
    DBClusterIdentifier: database.clusterId,
    EngineLifecycleSupport: 'open-source-rds-extended-support',
    DBInstanceStatus: 'available',
    MultiAZ: database.multiAz,
    AllocatedStorage: database.storageGib,
    MaxAllocatedStorage: database.storageGibMax,
    StorageType: database.volumeType,
    Iops: database.iops,
    StorageThroughput: database.volumeType === 'gp3' ? database.throughputMibps : undefined,
    AvailabilityZone: database.zone,
    PreferredMaintenanceWindow: database.maintenanceWindow,
    InstanceCreateTime: isoTime(database.createdMs),
    DBInstanceArn: databaseArn(place, database.identifier),
    DbiResourceId: databaseResourceId(place, database.identifier),
    ReadReplicaSourceDBInstanceIdentifier: database.replicaOf,
    ReadReplicaDBInstanceIdentifiers: { ReadReplicaDBInstanceIdentifier: replicas },
    StorageEncrypted: true,
    TagList: { Tag: tagElements(database.tags, 'Key', 'Value') },
  }
}
