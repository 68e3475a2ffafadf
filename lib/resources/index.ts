import type { ResourceClass } from '#lib/model/resource.ts'
import { asg } from './asg.ts'
import { auroraCluster } from './aurora-cluster.ts'
import { auroraServerless } from './aurora-serverless.ts'
import type { ClassDefinition } from './definition.ts'
import { documentdbCluster } from './documentdb-cluster.ts'
import { dynamodbIndex } from './dynamodb-index.ts'
import { dynamodbTable } from './dynamodb-table.ts'
import { ec2Instance } from './ec2-instance.ts'
import { ecsCapacityProvider } from './ecs-capacity-provider.ts'
import { ecsService } from './ecs-service.ts'
import { eksNodePool } from './eks-node-pool.ts'
import { elasticacheGroup } from './elasticache-group.ts'
import { elasticacheServerless } from './elasticache-serverless.ts'
import { gpuPool } from './gpu-pool.ts'
import { mskCluster } from './msk-cluster.ts'
import { opensearchDomain } from './opensearch-domain.ts'
import { rdsInstance } from './rds-instance.ts'
import { redshiftCluster } from './redshift-cluster.ts'
import { sagemakerEndpoint } from './sagemaker-endpoint.ts'

/** Every resource class. A missing one does not compile. */
export const classDefinitions = {
  'ec2-instance': ec2Instance,
  asg,
  'gpu-pool': gpuPool,
  'rds-instance': rdsInstance,
  'opensearch-domain': opensearchDomain,
  'msk-cluster': mskCluster,
  'dynamodb-table': dynamodbTable,
  'dynamodb-index': dynamodbIndex,
  'elasticache-group': elasticacheGroup,
  'elasticache-serverless': elasticacheServerless,
  'eks-node-pool': eksNodePool,
  'ecs-capacity-provider': ecsCapacityProvider,
  'ecs-service': ecsService,
  'sagemaker-endpoint': sagemakerEndpoint,
  'aurora-cluster': auroraCluster,
  'aurora-serverless': auroraServerless,
  'documentdb-cluster': documentdbCluster,
  'redshift-cluster': redshiftCluster,
} satisfies Record<ResourceClass, ClassDefinition>
