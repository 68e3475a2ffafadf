import type { ResourceClass } from '#lib/model/resource.ts'
import { classWords } from '#lib/present/words.ts'
import { Icon, type IconName } from './icon.tsx'

const classIcons: Record<ResourceClass, IconName> = {
  'ec2-instance': 'server',
  asg: 'group',
  'gpu-pool': 'gpu',
  'rds-instance': 'database',
  'opensearch-domain': 'find',
  'msk-cluster': 'swap',
  'dynamodb-table': 'database',
  'dynamodb-index': 'database',
  'elasticache-group': 'server',
  'elasticache-serverless': 'server',
  'eks-node-pool': 'group',
  'ecs-capacity-provider': 'group',
  'ecs-service': 'group',
  'sagemaker-endpoint': 'gpu',
  'aurora-cluster': 'database',
  'aurora-serverless': 'database',
  'documentdb-cluster': 'database',
  'redshift-cluster': 'database',
}

/** The square with the sign of a resource class. */
export function ClassIcon({ resourceClass }: { readonly resourceClass: ResourceClass }) {
  return (
    <span className="rni" title={classWords[resourceClass]}>
      <Icon name={classIcons[resourceClass]} />
    </span>
  )
}
