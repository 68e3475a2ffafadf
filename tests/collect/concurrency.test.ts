import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { forEachLimited } from '#lib/collect/concurrency.ts'
import { withDeadline } from '#lib/collect/deadline.ts'
import { createSlots, holdWhileRead } from '#lib/collect/slots.ts'

const settle = () => new Promise(setImmediate)

test('slots: so many at once, the others in their order; one that is given back twice counts once', async () => {
  const slots = createSlots(2)
  const begun: string[] = []
  const take = async (name: string) => {
    const release = await slots.acquire()
    begun.push(name)
    return release
  }
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(take)
  await settle()
  expect(begun).toEqual(['a', 'b'])
  const release = await a
  release?.()
  release?.()
  await settle()
  expect(begun).toEqual(['a', 'b', 'c'])
  ;(await b)?.()
  await settle()
  expect(begun).toEqual(['a', 'b', 'c', 'd'])
  ;(await c)?.()
  ;(await d)?.()
})

test('slots: a body holds its slot until it has ended or is destroyed', async () => {
  const slots = createSlots(1)
  const [first, second, third] = [new PassThrough(), new PassThrough(), new PassThrough()]
  const order: string[] = []
  const hold = (name: string, body: PassThrough) => holdWhileRead(slots, body).then(() => order.push(name))
  const all = [hold('first', first), hold('second', second), hold('third', third)]
  await settle()
  expect(order).toEqual(['first'])
  first.end('x')
  first.resume()
  await settle()
  await settle()
  expect(order).toEqual(['first', 'second'])
  second.destroy()
  await Promise.all(all)
  expect(order).toEqual(['first', 'second', 'third'])
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
