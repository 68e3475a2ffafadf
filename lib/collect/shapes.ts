import type { Problem } from '#lib/model/account.ts'
import type { Price, Shape } from '#lib/model/shape.ts'
import type { Action } from './access-policy.ts'
import type { RegionAws } from './aws.ts'
import { cpuScore } from './cpu-scores.ts'
import { distinctProblems, problemOf } from './fault.ts'
import { type InstanceTypes, shapeOf } from './instance-types.ts'
import { nothingOffered, offerReaders } from './offers/index.ts'
import { readInstancePrices } from './prices.ts'
import { type ClassPrices, type ListedClass, readClassPrices, readStoragePrices } from './rds-prices.ts'

export type ShapesOptions = {
  readonly aws: RegionAws
  readonly instanceTypes: (aws: RegionAws) => Promise<InstanceTypes>
}

export type ShapeList = { readonly shapes: Shape[]; readonly prices: Price[]; readonly problems: Problem[] }

/** What can be bought in the region, EC2 and RDS, with list prices on demand. What fails is named; the rest stands. */
export async function readShapes({ aws, instanceTypes }: ShapesOptions): Promise<ShapeList> {
  const problems: Problem[] = []
  const attempt = async <T>(action: Action, read: () => Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await read()
    } catch (error) {
      problems.push(problemOf(error, { scope: aws.scope, action }))
      return otherwise
    }
  }
  const types: InstanceTypes = await attempt('ec2:DescribeInstanceTypes', () => instanceTypes(aws), new Map())
  const nothing: ClassPrices = { prices: [], classes: [] }
  const [instances, databases, storage] = await Promise.all([
    attempt('pricing:GetProducts', () => readInstancePrices(aws), []),
    attempt('pricing:GetProducts', () => readClassPrices(aws), nothing),
    attempt('pricing:GetProducts', () => readStoragePrices(aws), []),
  ])
  const offers = await Promise.all(
    offerReaders.map((read) => attempt('pricing:GetProducts', () => read(aws, types), nothingOffered)),
  )
  const shapes = [
    ...[...types.values()].map((type) => shapeOf(type)),
    ...databases.classes.map((listed) => databaseShape(listed, types)),
    ...offers.flatMap((offer) => offer.shapes),
  ]
  return {
    shapes,
    prices: [...instances, ...databases.prices, ...storage, ...offers.flatMap((offer) => offer.prices)],
    problems: distinctProblems(problems),
  }
}

/**
 * An RDS class runs on the EC2 type of its name: its network and EBS baselines are that type's. What the price list
 * says of vCPU and memory counts.
 */
export function databaseShape(listed: ListedClass, types: InstanceTypes): Shape {
  const type = types.get(listed.name.replace(/^db\./, ''))
  const own = { cpu: listed.vcpu, memory: listed.memoryGib }
  if (type) {
    const shape = shapeOf(type, 'rds')
    return { ...shape, currentGeneration: listed.current, capacity: { ...shape.capacity, ...own } }
  }
  const dot = listed.name.lastIndexOf('.')
  const family = listed.name.slice(0, dot)
  return {
    name: listed.name,
    service: 'rds',
    family,
    size: listed.name.slice(dot + 1),
    arch: /^db\.\w+\dg/.test(family) ? 'arm64' : 'x86_64',
    currentGeneration: listed.current,
    burstable: family.startsWith('db.t'),
    capacity: own,
    ...cpuScore(family),
  }
}
