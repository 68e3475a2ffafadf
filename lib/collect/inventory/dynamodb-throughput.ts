import type { OnDemandThroughput, ProvisionedThroughputDescription } from '@aws-sdk/client-dynamodb'
import type { Capacity } from '#lib/model/capacity.ts'
import type { Facts } from '#lib/model/resource.ts'
import type { EpochMs } from '#lib/model/time.ts'
import { bytesPerGib } from '#lib/model/units.ts'
import type { BillingMode, TableClass } from '#lib/resources/dynamodb-modes.ts'
import type { FoundTable, FoundTables } from './dynamodb-tables.ts'
import { defined } from './ec2-instance.ts'
import { knownFacts } from './known-facts.ts'
import type { ScalableTarget } from './scalable-targets.ts'

/** One direction of a table or an index, units a second. */
type Direction = {
  readonly provisioned?: number | undefined
  readonly scaled?: ScalableTarget | undefined
  readonly onDemandMax?: number | undefined
  readonly quota?: number | undefined
  readonly warm?: number | undefined
}

/** Throughput of a table or of one of its indexes, as it is today. */
export type Throughput = {
  readonly table: string
  /** Absent = the table itself. */
  readonly index?: string
  readonly mode: BillingMode
  readonly tableClass: TableClass
  readonly read: Direction
  readonly write: Direction
  readonly sizeGib: number
  readonly items: number
  /** It answers requests. */
  readonly active: boolean
  /** Since when it is there; of an index AWS does not say. */
  readonly aliveMs?: EpochMs
  /** Number of indexes; of a table only. */
  readonly indexes?: number
}

/** The table's own throughput, then that of each index. */
export function throughputsOf(found: FoundTable, region: FoundTables): readonly Throughput[] {
  const { table } = found
  const own = {
    ...throughputOf(found, region, { ...table, status: table.TableStatus }),
    indexes: table.GlobalSecondaryIndexes?.length ?? 0,
  }
  const indexes = (table.GlobalSecondaryIndexes ?? []).flatMap((index) => {
    const { IndexName: name, IndexSizeBytes } = index
    if (name === undefined || index.IndexStatus === 'DELETING') return []
    return [
      throughputOf(found, region, {
        ...index,
        TableSizeBytes: IndexSizeBytes,
        index: name,
        status: index.IndexStatus,
      }),
    ]
  })
  return [own, ...indexes]
}

type Described = {
  readonly index?: string
  readonly ProvisionedThroughput?: ProvisionedThroughputDescription | undefined
  readonly OnDemandThroughput?: OnDemandThroughput | undefined
  readonly WarmThroughput?:
    | { readonly ReadUnitsPerSecond?: number | undefined; readonly WriteUnitsPerSecond?: number | undefined }
    | undefined
  readonly TableSizeBytes?: number | undefined
  readonly ItemCount?: number | undefined
  readonly status: string | undefined
}

/** A table or index that is being changed answers all the same. */
const answering = new Set(['ACTIVE', 'UPDATING'])

function throughputOf({ table }: FoundTable, region: FoundTables, described: Described): Throughput {
  const name = table.TableName ?? ''
  const { index, ProvisionedThroughput: units, OnDemandThroughput: most, WarmThroughput: warm } = described
  const createdMs = table.CreationDateTime?.getTime()
  const onDemand = table.BillingModeSummary?.BillingMode === 'PAY_PER_REQUEST'
  const scalable = index === undefined ? `table/${name}` : `table/${name}/index/${index}`
  const scaled = (direction: 'Read' | 'Write') =>
    onDemand
      ? undefined
      : region.targets?.of(
          scalable,
          `dynamodb:${index === undefined ? 'table' : 'index'}:${direction}CapacityUnits`,
        )
  return {
    table: name,
    ...(index === undefined ? {} : { index }),
    mode: onDemand ? 'on-demand' : 'provisioned',
    tableClass:
      table.TableClassSummary?.TableClass === 'STANDARD_INFREQUENT_ACCESS' ? 'standard-ia' : 'standard',
    read: {
      provisioned: onDemand ? undefined : units?.ReadCapacityUnits,
      scaled: scaled('Read'),
      onDemandMax: limit(most?.MaxReadRequestUnits),
      quota: region.quota.readUnits,
      warm: warm?.ReadUnitsPerSecond,
    },
    write: {
      provisioned: onDemand ? undefined : units?.WriteCapacityUnits,
      scaled: scaled('Write'),
      onDemandMax: limit(most?.MaxWriteRequestUnits),
      quota: region.quota.writeUnits,
      warm: warm?.WriteUnitsPerSecond,
    },
    sizeGib: (described.TableSizeBytes ?? 0) / bytesPerGib,
    items: described.ItemCount ?? 0,
    active: answering.has(described.status ?? ''),
    ...(index === undefined && createdMs !== undefined ? { aliveMs: createdMs } : {}),
  }
}

/** -1 is no maximum. */
const limit = (units: number | undefined) => (units !== undefined && units > 0 ? units : undefined)

function limitOf(mode: BillingMode, { scaled, provisioned, onDemandMax, quota }: Direction) {
  return mode === 'provisioned' ? (scaled?.maximum ?? provisioned) : (onDemandMax ?? quota)
}

/** The maximum of autoscaling, else what is provisioned; on demand the table's own maximum, else the quota. */
export function throughputCapacity({ mode, read, write }: Throughput): Capacity {
  return defined({ 'read-units': limitOf(mode, read), 'write-units': limitOf(mode, write) })
}

/** Whether Application Auto Scaling moves what is provisioned. */
export function isScaled({ read, write }: Throughput): boolean {
  return read.scaled !== undefined || write.scaled !== undefined
}

/** Facts of a table or index; limits appear only where they are set. */
export function throughputFacts(throughput: Throughput): Facts {
  const { mode, tableClass, read, write, sizeGib, items, index, table } = throughput
  return knownFacts({
    billingMode: mode,
    tableClass,
    table: index === undefined ? undefined : table,
    readUnits: read.provisioned,
    writeUnits: write.provisioned,
    readUnitsMin: read.scaled?.minimum,
    readUnitsMax: read.scaled?.maximum,
    readTargetPercent: read.scaled?.target,
    writeUnitsMin: write.scaled?.minimum,
    writeUnitsMax: write.scaled?.maximum,
    writeTargetPercent: write.scaled?.target,
    onDemandReadMax: mode === 'on-demand' ? read.onDemandMax : undefined,
    onDemandWriteMax: mode === 'on-demand' ? write.onDemandMax : undefined,
    warmReadUnits: read.warm,
    warmWriteUnits: write.warm,
    sizeGib: Math.round(sizeGib * 1000) / 1000,
    items,
    indexes: throughput.indexes,
  })
}
