import { expect, test } from 'vitest'
import { forEachLimited } from '#lib/collect/concurrency.ts'
import { withDeadline } from '#lib/collect/deadline.ts'
import { createSlots } from '#lib/collect/slots.ts'

/** Work that ends when it is told to. */
function held() {
  const open: (() => void)[] = []
  return { open, hold: () => new Promise<void>((done) => open.push(done)) }
}
const settle = () => new Promise(setImmediate)

test('slots: one key takes at most its share, others go past it in their order', async () => {
  const slots = createSlots({ total: 3, perKey: 2 })
  const { open, hold } = held()
  const begun: string[] = []
  const use = (key: string, name: string) =>
    slots.use(key, () => {
      begun.push(name)
      return hold()
    })
  const all = [
    use('hung', 'h1'),
    use('hung', 'h2'),
    use('hung', 'h3'),
    use('a', 'a1'),
    use('b', 'b1'),
    use('a', 'a2'),
  ]
  await settle()
  expect(begun).toEqual(['h1', 'h2', 'a1'])
  open[2]?.()
  await settle()
  expect(begun).toEqual(['h1', 'h2', 'a1', 'b1'])
  open[0]?.()
  await settle()
  expect(begun).toEqual(['h1', 'h2', 'a1', 'b1', 'h3'])
  for (let i = 0; i < 6; i++) {
    for (const done of open) done()
    await settle()
  }
  await Promise.all(all)
  expect(begun).toHaveLength(6)
})

test('slots: work that throws frees its slot', async () => {
  const slots = createSlots({ total: 1, perKey: 1 })
  await expect(slots.use('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  await expect(slots.use('a', async () => 'yes')).resolves.toBe('yes')
})

test('after an error nothing is begun, what is under way ends first, and the first error is thrown', async () => {
  const ended: number[] = []
  const work = async (n: number) => {
    await settle()
    if (n === 2) throw new Error('two')
    await settle()
    ended.push(n)
  }
  await expect(forEachLimited([1, 2, 3, 4, 5, 6], { limit: 3, work })).rejects.toThrow('two')
  expect(ended).toEqual([1, 3])
})

test('an exchange that never ends is given up, as a timeout, and its request is aborted', async () => {
  let aborted = false
  const send = (signal: AbortSignal) =>
    new Promise<never>(() => {
      signal.addEventListener('abort', () => {
        aborted = true
      })
    })
  const waiting = withDeadline(send, { ms: 20, signal: new AbortController().signal })
  await expect(waiting).rejects.toMatchObject({ name: 'TimeoutError' })
  expect(aborted).toBe(true)
})
