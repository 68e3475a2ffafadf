import type { ResourceClass } from '#lib/model/resource.ts'
import { classWords } from '#lib/present/words.ts'
import { Icon, type IconName } from './icon.tsx'

const classIcons: Record<ResourceClass, IconName> = {
  'ec2-instance': 'server',
  asg: 'group',
  'gpu-pool': 'gpu',
  'rds-instance': 'database',
}

/** The square with the sign of a resource class. */
export function ClassIcon({ resourceClass }: { readonly resourceClass: ResourceClass }) {
  return (
    <span className="rni" title={classWords[resourceClass]}>
      <Icon name={classIcons[resourceClass]} />
    </span>
  )
}
