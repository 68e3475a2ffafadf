import type { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openForecastPool } from '#jobs/forecast-pool.ts'
import { defaultPolicy } from '#lib/model/policy.ts'
import { classDefinitions } from '#lib/resources/index.ts'

const script = new URL('./strange-thread.ts', import.meta.url)
const { dimensions } = classDefinitions['ec2-instance']
const inputOf = (resourceId: string) =>
  ({
    resourceId,
    nowMs: Date.UTC(2026, 10, 25),
    dimensions,
    changes: [],
    metrics: [],
    policy: defaultPolicy,
  }) as const

const started: Worker[] = []
const remember = (worker: Worker) => started.push(worker)
beforeEach(() => {
  started.length = 0
  process.on('worker', remember)
})
afterEach(() => {
  process.off('worker', remember)
})

/** What became of each input: `done`, or the text of its error. */
async function askAll(names: readonly string[], options: Parameters<typeof openForecastPool>[0]) {
  const pool = openForecastPool(options)
  const answers: Record<string, string> = {}
  await pool.each(names, async (name, compute) => {
    answers[name] = await compute(inputOf(name)).then(
      () => 'done',
      (error: Error) => error.message,
    )
  })
  await pool.close()
  return answers
}

describe('the pool of forecast threads', () => {
  test('computes the same as the stage itself, and its threads end with it', async () => {
    const pool = openForecastPool({ threads: 2 })
    const reasons: string[] = []
    await pool.each(['a', 'b', 'c'], async (name, compute) => {
      for (const { outcome } of await compute(inputOf(name)))
        if (outcome.kind === 'abstention') reasons.push(`${outcome.resourceId} ${outcome.reason}`)
    })
    await pool.close()
    expect([...new Set(reasons)].sort()).toEqual(['a no-samples', 'b no-samples', 'c no-samples'])
    expect(started).toHaveLength(2)
    expect(started.map(({ threadId }) => threadId)).toEqual([-1, -1])
  })

  test('names what fails and goes on, also when a thread dies', async () => {
    expect(await askAll(['a', 'fails', 'exits', 'throws', 'z'], { threads: 1, script })).toEqual({
      a: 'done',
      fails: 'no capacity',
      exits: 'the forecast thread ended with status 3',
      throws: 'out of memory',
      z: 'done',
    })
    expect(started.map(({ threadId }) => threadId)).toEqual([-1, -1, -1])
  })

  test('starts no thread where there is nothing to compute', async () => {
    expect(await askAll([], { threads: 2, script })).toEqual({})
    expect(started).toEqual([])
  })
})
