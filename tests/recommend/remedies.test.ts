import { expect, test } from 'vitest'
import type { Dimension } from '#lib/model/capacity.ts'
import { settingRemedy } from '#lib/recommend/remedies.ts'
import { sizingInput } from '#tests/support/sizing-input.ts'

const { resource: table } = sizingInput('dynamodb-table')
const { resource: pool } = sizingInput('eks-node-pool')

const cases: readonly [string, Dimension, typeof table, RegExp | undefined][] = [
  [
    'a provisioned table',
    'write-units',
    { ...table, facts: { billingMode: 'provisioned' } },
    /autoscaling maximum/,
  ],
  ['a table on demand', 'read-units', { ...table, facts: { billingMode: 'on-demand' } }, /on-demand maximum/],
  ['a pool without addresses', 'addresses', pool, /subnets/],
  ['a pool at its maximum', 'group-maximum', pool, /^Raise the maximum$/],
  ['a pool short of memory', 'memory', pool, undefined],
]

test.each(cases)('what helps %s', (_what, dimension, resource, action) => {
  const remedy = settingRemedy(resource, dimension)
  if (action === undefined) expect(remedy).toBeUndefined()
  else expect(remedy?.action).toMatch(action)
})
