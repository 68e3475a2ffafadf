import {
  describeScalableTargets,
  describeScalingPolicies,
  describeScheduledActions,
} from './application-auto-scaling.ts'
import {
  describeEcsClusters,
  describeServices,
  describeTaskDefinition,
  listEcsClusters,
  listServices,
} from './ecs.ts'
import {
  describeCapacityProviders,
  describeContainerInstances,
  listContainerInstances,
} from './ecs-providers.ts'
import type { Service } from './registry.ts'
import { describeEndpoint, describeEndpointConfig, listEndpoints, listEndpointTags } from './sagemaker.ts'

/** ECS, SageMaker and what scales both. */
export const containerServices: readonly Service[] = [
  {
    prefix: 'ecs',
    signingName: 'ecs',
    protocol: 'json-1.1',
    target: 'AmazonEC2ContainerServiceV20141113',
    operations: {
      ListClusters: listEcsClusters,
      DescribeClusters: describeEcsClusters,
      ListServices: listServices,
      DescribeServices: describeServices,
      DescribeTaskDefinition: describeTaskDefinition,
      DescribeCapacityProviders: describeCapacityProviders,
      ListContainerInstances: listContainerInstances,
      DescribeContainerInstances: describeContainerInstances,
    },
  },
  {
    prefix: 'sagemaker',
    signingName: 'sagemaker',
    protocol: 'json-1.1',
    target: 'SageMaker',
    operations: {
      ListEndpoints: listEndpoints,
      DescribeEndpoint: describeEndpoint,
      DescribeEndpointConfig: describeEndpointConfig,
      ListTags: listEndpointTags,
    },
  },
  {
    prefix: 'application-autoscaling',
    signingName: 'application-autoscaling',
    protocol: 'json-1.1',
    target: 'AnyScaleFrontendService',
    operations: {
      DescribeScalableTargets: describeScalableTargets,
      DescribeScalingPolicies: describeScalingPolicies,
      DescribeScheduledActions: describeScheduledActions,
    },
  },
]
