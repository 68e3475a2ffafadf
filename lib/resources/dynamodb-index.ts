import { modeText, throughputClass } from './dynamodb-throughput.ts'

/**
 * One global secondary index. It has units, autoscaling, throttling and cost of its own, and one that throttles holds
 * up the writes of its table: so it is a resource and not a member.
 */
export const dynamodbIndex = throughputClass({
  resourceClass: 'dynamodb-index',
  label: 'GSI',
  describe: (resource) => `Index of table ${resource.facts.table ?? '?'}, ${modeText(resource)}`,
  terraform: {
    resourceType: 'aws_dynamodb_table',
    shapeAttribute: 'billing_mode',
    named: { attribute: 'name', nameOf: ({ nativeId, facts }) => String(facts.table ?? nativeId) },
    notExpressible: ({ facts }) =>
      `An index stands inside its table: change the global_secondary_index block of ${facts.table ?? 'the table'}.`,
  },
})
