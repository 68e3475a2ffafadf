import { modeText, throughputClass } from './dynamodb-throughput.ts'

/** One DynamoDB table without its indexes, which are provisioned apart. */
export const dynamodbTable = throughputClass({
  resourceClass: 'dynamodb-table',
  label: 'DDB',
  describe: (resource) => `DynamoDB table, ${modeText(resource)}`,
  terraform: {
    resourceType: 'aws_dynamodb_table',
    shapeAttribute: 'billing_mode',
    named: { attribute: 'name' },
  },
})
