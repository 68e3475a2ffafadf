import type { ResourceClass } from '#lib/model/resource.ts'

/** What stands together where there is room for few rows. */
export const classFamilies = {
  'ec2-instance': 'EC2',
  asg: 'ASG',
  'eks-node-pool': 'EKS',
  'ecs-service': 'ECS',
  'ecs-capacity-provider': 'ECS',
  'gpu-pool': 'GPU',
  'sagemaker-endpoint': 'SageMaker',
  'rds-instance': 'RDS',
  'aurora-cluster': 'Aurora',
  'aurora-serverless': 'Aurora',
  'documentdb-cluster': 'DocumentDB',
  'dynamodb-table': 'DynamoDB',
  'dynamodb-index': 'DynamoDB',
  'elasticache-group': 'Cache',
  'elasticache-serverless': 'Cache',
  'opensearch-domain': 'Search',
  'msk-cluster': 'MSK',
  'redshift-cluster': 'Redshift',
} as const satisfies Record<ResourceClass, string>
