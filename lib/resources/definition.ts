import type { Capacity } from '#lib/model/capacity.ts'
import type { Signals } from '#lib/model/forecast.ts'
import type { DimensionDefinition, MetricDefinition } from '#lib/model/measure.ts'
import type { Effort, EvidenceItem } from '#lib/model/recommendation.ts'
import type { Resource, ResourceClass } from '#lib/model/resource.ts'
import type { Price, Shape } from '#lib/model/shape.ts'
import type { EpochMs } from '#lib/model/time.ts'
import type { TerraformDefinition } from './terraform-definition.ts'

/** What the notes of a class are made from; signals are of hourly samples. */
export type NoteContext = {
  readonly resource: Resource
  readonly signals: Signals
  readonly prices: readonly Price[]
  readonly shapes: readonly Shape[]
  readonly nowMs: EpochMs
}

/** Everything the product knows of one resource class. Data first; the few functions are pure and total. */
export type ClassDefinition = {
  readonly resourceClass: ResourceClass
  /** As tables show it: `RDS`, `EC2`, `ASG`, `GPU`. */
  readonly label: string
  /** What the subtitle says of one resource: `RDS for PostgreSQL 16.6, Multi-AZ`. */
  readonly describe: (resource: Resource) => string
  readonly metrics: readonly MetricDefinition[]
  readonly dimensions: readonly DimensionDefinition[]
  /** Holds state: downsizing accepts half the risk. */
  readonly stateful: boolean
  readonly service: Shape['service']
  /**
   * How sizes are offered: `box` one machine of a shape; `group` members of a shape between a minimum and a maximum;
   * `pool` more or fewer of the same members; `members` a fixed number of equal members of another shape (brokers,
   * nodes); `packing` the fewest nodes that the pods of a snapshot pack on; `none` there is no ladder of shapes: it is watched, and no size is offered.
   */
  readonly sizing: 'box' | 'group' | 'pool' | 'members' | 'packing' | 'none'
  /** False for a resource of a class with sizes that has none itself; see `sizingOf`. */
  readonly hasSizes?: (resource: Resource) => boolean
  /** Key of its price in the price list: `linux`, `postgres/multi-az`. */
  readonly priceKey: (resource: Resource) => string
  /** Of `members`: capacity of the whole if every member had that shape, where it is not members x shape. */
  readonly capacityWith?: (resource: Resource, shape: Shape) => Capacity
  /** Of `members` with a volume each, whose size is the fact `volumeGib`. */
  readonly memberVolume?: {
    readonly priceKey: (resource: Resource) => string
    /** What data may fill of a volume, GiB. */
    readonly usableGib: (volumeGib: number) => number
    readonly largestGib: number
    /** May it be made smaller again? */
    readonly shrinks: boolean
    readonly note?: string
  }
  /** Of `none`: list price of what is there, dollars a month; undefined = not known. */
  readonly listMonthlyUsd?: (resource: Resource, prices: readonly Price[]) => number | undefined
  /** What the class has to say of a resource beside its sizes: modes, versions, surcharges. */
  readonly notes?: (context: NoteContext) => readonly EvidenceItem[]
  /** May this resource run on that shape at all (engine, architecture of GPUs, EBS-only ...)? */
  readonly fits: (resource: Resource, shape: Shape) => boolean
  readonly effort: (resource: Resource, from: Shape, to: Shape) => Effort
  readonly downtime: (resource: Resource, from: Shape, to: Shape) => string
  readonly terraform: TerraformDefinition
}
