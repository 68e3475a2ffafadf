import { z } from 'zod'
import { type Answer, type Call, json } from '../call.ts'
import type {
  WorldScalableTarget,
  WorldScalingPolicy,
  WorldScheduledAction,
} from '../estate/scalable-target.ts'
import { pageOf } from '../wire/page.ts'
import { parseInput } from './json-input.ts'
import { applicationAlarms, applicationPolicyArn } from './policy-alarms.ts'

const namespaces = [
  ...['appstream', 'cassandra', 'comprehend', 'custom-resource', 'dynamodb', 'ec2', 'ecs', 'elasticache'],
  ...['elasticmapreduce', 'kafka', 'lambda', 'neptune', 'rds', 'sagemaker', 'workspaces'],
] as const

const common = {
  ServiceNamespace: z.enum(namespaces),
  ScalableDimension: z.string().optional(),
  MaxResults: z.number().int().min(1).max(50).optional(),
  NextToken: z.string().optional(),
}
const targetsSchema = z.object({ ...common, ResourceIds: z.array(z.string()).max(50).optional() })
const policiesSchema = z.object({
  ...common,
  MaxResults: z.number().int().min(1).max(10).optional(),
  ResourceId: z.string().optional(),
  PolicyNames: z.array(z.string()).max(50).optional(),
})
const actionsSchema = z.object({
  ...common,
  ResourceId: z.string().optional(),
  ScheduledActionNames: z.array(z.string()).max(50).optional(),
})

/** DescribeScalableTargets: of one service namespace, all or named resources; pages of at most 50. */
export function describeScalableTargets(call: Call): Answer {
  const request = parseInput(targetsSchema, call.input, 'ValidationException')
  const wanted = targetsOf(call, request).filter(
    ({ resourceId }) => request.ResourceIds?.includes(resourceId) ?? true,
  )
  const page = pageIn('DescribeScalableTargets', wanted, request)
  return json({
    ScalableTargets: page.items.map((target) => targetElement(call, target)),
    NextToken: page.next,
  })
}

/** DescribeScalingPolicies: of one service namespace, resource or names; pages of at most 10. */
export function describeScalingPolicies(call: Call): Answer {
  const request = parseInput(policiesSchema, call.input, 'ValidationException')
  const wanted = targetsOf(call, request)
    .filter(({ resourceId }) => request.ResourceId === undefined || request.ResourceId === resourceId)
    .flatMap((target) => target.policies.map((policy) => ({ target, policy })))
    .filter(({ policy }) => request.PolicyNames?.includes(policy.name) ?? true)
  const page = pageIn('DescribeScalingPolicies', wanted, { MaxResults: 10, ...request })
  return json({
    ScalingPolicies: page.items.map(({ target, policy }) => policyElement(call, target, policy)),
    NextToken: page.next,
  })
}

/** DescribeScheduledActions: of one service namespace, resource or names; pages of at most 50. */
export function describeScheduledActions(call: Call): Answer {
  const request = parseInput(actionsSchema, call.input, 'ValidationException')
  const wanted = targetsOf(call, request)
    .filter(({ resourceId }) => request.ResourceId === undefined || request.ResourceId === resourceId)
    .flatMap((target) => (target.scheduledActions ?? []).map((action) => ({ target, action })))
    .filter(({ action }) => request.ScheduledActionNames?.includes(action.name) ?? true)
  const page = pageIn('DescribeScheduledActions', wanted, request)
  return json({
    ScheduledActions: page.items.map(({ target, action }) => actionElement(call, target, action)),
    NextToken: page.next,
  })
}

type Request = {
  readonly ServiceNamespace: string
  readonly ScalableDimension?: string | undefined
  readonly MaxResults?: number | undefined
  readonly NextToken?: string | undefined
}

function targetsOf(call: Call, request: Request): readonly WorldScalableTarget[] {
  return (call.world.things?.(call.place, 'scalable-target') ?? []).filter(
    ({ serviceNamespace, scalableDimension }) =>
      serviceNamespace === request.ServiceNamespace &&
      (request.ScalableDimension === undefined || request.ScalableDimension === scalableDimension),
  )
}

function pageIn<T>(kind: string, items: readonly T[], request: Request) {
  return pageOf(items, {
    kind,
    size: request.MaxResults ?? 50,
    token: request.NextToken,
    invalidCode: 'InvalidNextTokenException',
  })
}

function named({ serviceNamespace, resourceId, scalableDimension }: WorldScalableTarget): object {
  return {
    ServiceNamespace: serviceNamespace,
    ResourceId: resourceId,
    ScalableDimension: scalableDimension,
  }
}

const createdSeconds = ({ createdMs }: WorldScalableTarget) => (createdMs ?? 1_700_000_000_000) / 1000

function targetElement({ place }: Call, target: WorldScalableTarget): object {
  return {
    ...named(target),
    MinCapacity: target.min,
    MaxCapacity: target.max,
    RoleARN: `arn:aws:iam::${place.accountId}:role/aws-service-role/${target.serviceNamespace}.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling`,
    CreationTime: createdSeconds(target),
    SuspendedState: {
      DynamicScalingInSuspended: false,
      DynamicScalingOutSuspended: false,
      ScheduledScalingSuspended: false,
    },
  }
}

function policyElement({ place }: Call, target: WorldScalableTarget, policy: WorldScalingPolicy): object {
  return {
    ...named(target),
    PolicyARN: applicationPolicyArn(place, target, policy),
    PolicyName: policy.name,
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue: policy.targetValue,
      PredefinedMetricSpecification: { PredefinedMetricType: policy.metric },
      ScaleOutCooldown: policy.scaleOutCooldownSeconds,
      ScaleInCooldown: policy.scaleInCooldownSeconds,
      DisableScaleIn: policy.disableScaleIn ?? false,
    },
    Alarms: applicationAlarms(place, target, policy).map(({ name }) => ({
      AlarmName: name,
      AlarmARN: `arn:aws:cloudwatch:${place.region}:${place.accountId}:alarm:${name}`,
    })),
    CreationTime: createdSeconds(target),
  }
}

function actionElement({ place }: Call, target: WorldScalableTarget, action: WorldScheduledAction): object {
  const at = `${place.region}:${place.accountId}`
  return {
    ...named(target),
    ScheduledActionARN: `arn:aws:autoscaling:${at}:scheduledAction:resource/${target.serviceNamespace}/${target.resourceId}:scheduledActionName/${action.name}`,
    ScheduledActionName: action.name,
    Schedule: action.schedule,
    Timezone: 'UTC',
    ScalableTargetAction: { MinCapacity: action.min, MaxCapacity: action.max },
    CreationTime: createdSeconds(target),
  }
}
