import { accuracySchema, hindsightSchema } from './api-accuracy.ts'
import { costForecastsSchema } from './api-cost-schema.ts'
import {
  commitmentsSchema,
  dataSchema,
  dataTableSchema,
  freshnessSchema,
  jobsSchema,
  limitsSchema,
  runsSchema,
} from './api-data.ts'
import { decisionsSchema, reviewSchema, reviewsSchema } from './api-decisions.ts'
import { auditSchema, deliveriesSchema, digestsSchema, keysSchema } from './api-messages.ts'
import { filterParameters, oneParameter as one, paging } from './api-parameters.ts'
import { apiPolicySchema } from './api-policy.ts'
import {
  databasesSchema,
  gpuPoolsSchema,
  overviewSchema,
  recommendationsSchema,
  resourceDetailSchema,
  resourcesSchema,
  seriesSchema,
  teamsSchema,
  usageSchema,
} from './api-schemas.ts'
import { costDaysSchema, gpuPoolDetailSchema, teamCostsSchema, teamSchema } from './api-team.ts'
import { clusterSchema } from './cluster-export.ts'
import { scenarioDetailSchema, scenariosSchema } from './scenario-export.ts'

/** Every address of the API: what it tells, its query parameters, and the schema of its answer. */
export const apiPaths = {
  '/api/v1/resources': {
    about: 'The resources that the page with the same query lists, in its order',
    query: { ...filterParameters, ...paging },
    schema: resourcesSchema,
  },
  '/api/v1/resources/{id}': {
    about: 'One resource: verdict, options, forecasts, changes of capacity, second opinions',
    query: {},
    schema: resourceDetailSchema,
  },
  '/api/v1/resources/{id}/series': {
    about: 'The measured days of one dimension',
    query: { dim: one.dimension, window: one.window },
    schema: seriesSchema,
  },
  '/api/v1/overview': { about: 'The numbers of the overview', query: {}, schema: overviewSchema },
  '/api/v1/freshness': { about: 'Age and completeness of the data', query: {}, schema: freshnessSchema },
  '/api/v1/recommendations': {
    about: 'The ranked changes, each resource once',
    query: { kind: one.recommendationKind, id: one.ids, ...paging },
    schema: recommendationsSchema,
  },
  '/api/v1/decisions': {
    about: 'The newest word on every question',
    query: { resource: one.text, kind: one.questionKind, verdict: one.verdict, ...paging },
    schema: decisionsSchema,
  },
  '/api/v1/reviews': { about: 'Frozen capacity reviews', query: paging, schema: reviewsSchema },
  '/api/v1/reviews/{week}': { about: 'One frozen review', query: {}, schema: reviewSchema },
  '/api/v1/clusters/{id}': {
    about: 'The replay of one scaled group: policy, proof, front',
    query: {},
    schema: clusterSchema,
  },
  '/api/v1/scenarios': { about: 'Every rehearsed scenario', query: paging, schema: scenariosSchema },
  '/api/v1/scenarios/{id}': {
    about: 'One scenario: what moves, what breaks first, what to buy',
    query: {},
    schema: scenarioDetailSchema,
  },
  '/api/v1/costs/days': {
    about: 'Unblended cost by day',
    query: { window: one.window, ...paging },
    schema: costDaysSchema,
  },
  '/api/v1/costs/teams': {
    about: 'Cost of resources by account and team, whole days of the window; 30d unless given',
    query: { window: one.window, tags: one.attribution, ...paging },
    schema: teamCostsSchema,
  },
  '/api/v1/costs/forecast': {
    about: 'Cost to come by account, service, team and in total',
    query: { grouping: one.grouping, ...paging },
    schema: costForecastsSchema,
  },
  '/api/v1/databases': {
    about: 'Databases: use, end of support, surcharge',
    query: paging,
    schema: databasesSchema,
  },
  '/api/v1/gpu-pools': {
    about: 'Pools of GPUs: held, at work, idle dollars',
    query: paging,
    schema: gpuPoolsSchema,
  },
  '/api/v1/gpu-pools/{id}': {
    about: 'One pool of GPUs by node and by hour',
    query: {},
    schema: gpuPoolDetailSchema,
  },
  '/api/v1/limits': {
    about: 'Limits beside the resources with their days, 90d unless a window is given',
    query: { kind: one.limitKind, account: one.text, region: one.text, window: one.window, ...paging },
    schema: limitsSchema,
  },
  '/api/v1/commitments': {
    about: 'Savings Plans and reservations',
    query: paging,
    schema: commitmentsSchema,
  },
  '/api/v1/accuracy': {
    about: 'Forecasts against what happened, by distance, class and team',
    query: paging,
    schema: accuracySchema,
  },
  '/api/v1/accuracy/hindsight': {
    about: 'What following every recommendation would have done',
    query: paging,
    schema: hindsightSchema,
  },
  '/api/v1/teams': { about: 'Teams with what they own and pay', query: paging, schema: teamsSchema },
  '/api/v1/teams/{id}': { about: 'One team', query: {}, schema: teamSchema },
  '/api/v1/policy': {
    about: 'What decisions rest on: targets, freezes, events, budgets, drivers',
    query: {},
    schema: apiPolicySchema,
  },
  '/api/v1/data': { about: 'What the page of data says, and its tables', query: {}, schema: dataSchema },
  '/api/v1/data/{table}': { about: 'One of these tables', query: paging, schema: dataTableSchema },
  '/api/v1/jobs': { about: 'The jobs with their newest runs', query: paging, schema: jobsSchema },
  '/api/v1/runs': {
    about: 'Executions of jobs, the newest first',
    query: { job: one.text, state: one.runState, ...paging },
    schema: runsSchema,
  },
  '/api/v1/usage': {
    about: 'Our own calls to AWS in 30 days and what AWS bills for them',
    query: {},
    schema: usageSchema,
  },
  '/api/v1/digests': { about: 'Weekly digests', query: paging, schema: digestsSchema },
  '/api/v1/deliveries': { about: 'Messages and their state', query: paging, schema: deliveriesSchema },
  '/api/v1/keys': { about: 'Keys of programs; for admins', query: paging, schema: keysSchema },
  '/api/v1/audit': { about: 'Who changed what; for admins', query: paging, schema: auditSchema },
} as const
export type ApiPath = keyof typeof apiPaths
