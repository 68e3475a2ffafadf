import { describe, expect, test } from 'vitest'
import { AssumeRoleError } from '#lib/collect/credentials.ts'
import { classifyFault, distinctProblems, problemOf } from '#lib/collect/fault.ts'
import type { Fault } from '#lib/collect/retry.ts'

const thrown = (name: string, more: object = {}) => Object.assign(new Error('what AWS said'), { name }, more)
const status = (httpStatusCode: number) => ({ $metadata: { httpStatusCode } })

describe('what an error means', () => {
  test.each<{ what: string; error: unknown; fault: Fault }>([
    { what: 'CloudWatch throttles', error: thrown('Throttling', status(400)), fault: 'throttled' },
    { what: 'EC2 throttles', error: thrown('RequestLimitExceeded', status(503)), fault: 'throttled' },
    {
      what: 'Cost Explorer’s limit',
      error: thrown('LimitExceededException', status(400)),
      fault: 'throttled',
    },
    { what: 'HTTP 429', error: thrown('Unknown', status(429)), fault: 'throttled' },
    { what: 'a session that expired', error: thrown('ExpiredToken', status(403)), fault: 'expired' },
    {
      what: 'a session that expired, in EC2’s words',
      error: thrown('RequestExpired', status(400)),
      fault: 'expired',
    },
    { what: 'a server error', error: thrown('InternalFailure', status(500)), fault: 'transient' },
    { what: 'a service that is unavailable', error: thrown('Unknown', status(503)), fault: 'transient' },
    { what: 'a reset connection', error: thrown('Error', { code: 'ECONNRESET' }), fault: 'transient' },
    { what: 'a request that took too long', error: thrown('TimeoutError'), fault: 'transient' },
    { what: 'an answer that was cut off', error: thrown('SyntaxError', status(200)), fault: 'transient' },
    {
      what: 'a name that does not resolve',
      error: thrown('Error', { code: 'EAI_AGAIN' }),
      fault: 'transient',
    },
    { what: 'a refusal', error: thrown('AccessDenied', status(403)), fault: 'final' },
    { what: 'a bad request', error: thrown('ValidationError', status(400)), fault: 'final' },
    { what: 'our own stop', error: thrown('AbortError'), fault: 'final' },
    { what: 'no error at all', error: 'text', fault: 'final' },
  ])('$what is $fault', ({ error, fault }) => {
    expect(classifyFault(error)).toBe(fault)
  })
})

describe('the problem that is shown', () => {
  const where = { scope: '444455556666/us-east-1', action: 'rds:DescribeDBInstances' }
  test.each([
    { error: thrown('AccessDenied'), code: 'aws-denied', advice: 'Allow the action' },
    { error: thrown('UnauthorizedOperation'), code: 'aws-denied', advice: 'Allow the action' },
    {
      error: thrown('UnknownOperationException'),
      code: 'aws-unsupported',
      advice: 'does not know the operation',
    },
    { error: thrown('Throttling'), code: 'aws-throttled', advice: 'asked again' },
    { error: thrown('ExpiredToken'), code: 'aws-credentials', advice: 'Renew' },
    { error: thrown('InternalFailure', status(500)), code: 'aws-unavailable', advice: 'asked again' },
  ])('$error.name is $code', ({ error, code, advice }) => {
    const problem = problemOf(error, where)
    expect(problem).toMatchObject({ ...where, code })
    for (const part of [where.scope, where.action, error.name, 'what AWS said', advice]) {
      expect(problem.text).toContain(part)
    }
  })

  test('a role that cannot be assumed is the account’s, whatever was to be called', () => {
    const account = { id: '444455556666', name: 'shop', regions: [], payer: false, roleArn: 'arn' }
    const problem = problemOf(new AssumeRoleError(account, thrown('AccessDenied')), where)
    expect(problem).toMatchObject({ code: 'aws-denied', action: 'sts:AssumeRole', scope: '444455556666' })
  })

  test('is said once per scope, action and code', () => {
    const denied = problemOf(thrown('AccessDenied'), where)
    const elsewhere = problemOf(thrown('AccessDenied'), { ...where, scope: 'other' })
    expect(distinctProblems([denied, denied, elsewhere])).toEqual([denied, elsewhere])
  })
})
