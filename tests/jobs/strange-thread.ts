import { parentPort } from 'node:worker_threads'

/** Stands in for the forecast thread: does what the resource of its input is called. */
parentPort?.on('message', ({ resourceId }: { resourceId: string }) => {
  if (resourceId === 'exits') process.exit(3)
  if (resourceId === 'throws') throw new Error('out of memory')
  if (resourceId === 'fails') parentPort?.postMessage({ error: 'no capacity' })
  else parentPort?.postMessage({ answer: [{ dimension: 'cpu', outcome: { resourceId } }] })
})
