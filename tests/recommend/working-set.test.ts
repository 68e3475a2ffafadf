import { describe, expect, test } from 'vitest'
import type { Signals } from '#lib/model/forecast.ts'
import { recommend } from '#lib/recommend/index.ts'
import { type SizingOptions, sizingInput } from '#tests/support/sizing-input.ts'

const gib = 2 ** 30
/** Little of everything that is measured: half the class would do, were it not for what memory caches. */
const small = {
  cpu: { median: 0.8 },
  memory: { median: 10 },
  storage: { median: 4 },
  connections: { median: 100 },
}

function halfClass(dataGib: number | undefined, options: SizingOptions = {}) {
  const bytes = (dataGib ?? 0) * gib
  const signals: Signals =
    dataGib === undefined ? {} : { 'volume-bytes': { min: bytes, p50: bytes, max: bytes } }
  const { options: offered } = recommend(
    sizingInput('aurora-cluster', { demand: small, signals, ...options }),
  )
  return offered.find(({ id }) => id === 'db.r7g.large')?.excuse
}

describe('less memory for the members of a cluster', () => {
  test('the data are those of the shared volume and not the temporary files of a member', () => {
    // 4 GiB of temporary files would fit twice into 16 GiB; 2 TiB of data do not.
    expect(halfClass(2048)).toMatchObject({
      reason: 'working-set-unknown',
      text: '16 GiB of memory each for 2,048 GiB of data: the working set is not known. Probe on a replica first.',
    })
  })

  test('every member caches for itself: 12 GiB fit twice into the 32 GiB of both and not into the 16 GiB of one', () => {
    expect(halfClass(12)?.reason).toBe('working-set-unknown')
    expect(halfClass(6)?.reason).not.toBe('working-set-unknown')
  })

  test('a volume that is not measured is not taken to be small', () => {
    expect(halfClass(undefined)?.text).toContain('the data in use are not measured')
  })
})
