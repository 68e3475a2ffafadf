import type { ResourceClass } from '#lib/model/resource.ts'
import { asg } from './asg.ts'
import type { ClassDefinition } from './definition.ts'
import { ec2Instance } from './ec2-instance.ts'
import { gpuPool } from './gpu-pool.ts'
import { rdsInstance } from './rds-instance.ts'

/** Every resource class. A missing one does not compile. */
export const classDefinitions = {
  'ec2-instance': ec2Instance,
  asg,
  'gpu-pool': gpuPool,
  'rds-instance': rdsInstance,
} satisfies Record<ResourceClass, ClassDefinition>
