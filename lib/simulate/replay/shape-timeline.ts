import { databaseClasses } from '../facts/database-classes.ts'
import { instanceTypes } from '../facts/instance-types.ts'
import { malformed, type ReplayResource, type ReplayShape } from './replay-file.ts'

/** Size of one member of a resource from `fromS` (epoch seconds of the recording) on. */
export type TracedShape = {
  /** Absent = since ever. */
  readonly fromS?: number
  readonly name: string
  readonly vcpu: number
  /** vCPU of the type itself; another `vcpu` is set by CpuOptions, 0 is a stop. */
  readonly typeVcpu: number
  readonly memoryGib: number
  readonly hourlyUsd: number
  readonly count: number
}

/** Database engine of recorded databases: the recordings do not tell it. */
export const replayEngine = 'postgres'

/** The shapes of a resource in time order. Throws an `AppError` for a shape without facts. */
export function shapeTimeline(resource: ReplayResource, path: string): readonly TracedShape[] {
  const shapes = resource.shapes.map((shape) => tracedShape(resource, shape, path))
  return shapes.sort((a, b) => (a.fromS ?? Number.NEGATIVE_INFINITY) - (b.fromS ?? Number.NEGATIVE_INFINITY))
}

/** The shape in force; the first one also before it began. */
export function shapeAt(shapes: readonly TracedShape[], seconds: number): TracedShape {
  let found = shapes[0]
  for (const shape of shapes) {
    if ((shape.fromS ?? Number.NEGATIVE_INFINITY) > seconds) break
    found = shape
  }
  if (found === undefined) throw new Error('a recorded resource has no shapes')
  return found
}

function tracedShape(resource: ReplayResource, shape: ReplayShape, path: string): TracedShape {
  const facts = resource.class === 'rds-instance' ? databaseFacts(shape) : instanceFacts(shape)
  if (facts === undefined) {
    throw malformed(
      path,
      `${resource.id} has the shape ${shape.instanceType}, whose size and price are not known`,
    )
  }
  return {
    ...(shape.from === undefined ? {} : { fromS: shape.from }),
    name: shape.instanceType,
    vcpu: shape.vcpu ?? facts.vcpu,
    typeVcpu: facts.vcpu,
    memoryGib: facts.memoryGib,
    hourlyUsd: facts.hourlyUsd,
    count: shape.count ?? 1,
  }
}

type ShapeFacts = { readonly vcpu: number; readonly memoryGib: number; readonly hourlyUsd: number }

function instanceFacts(shape: ReplayShape): ShapeFacts | undefined {
  return instanceTypes.find((fact) => fact.name === shape.instanceType)
}

function databaseFacts(shape: ReplayShape): ShapeFacts | undefined {
  const fact = databaseClasses.find((candidate) => candidate.name === shape.instanceType)
  return fact && { ...fact, hourlyUsd: fact.hourlyUsd[replayEngine] ?? 0 }
}
