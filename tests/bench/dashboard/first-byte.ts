import { Agent, get } from 'node:http'

const warmUps = 3
const agent = new Agent({ keepAlive: true, maxSockets: 1 })

export type Answer = { readonly firstByteMs: number; readonly wholeMs: number; readonly bytes: number }
export type Answers = { readonly ttfbP95Ms: number; readonly wholeP95Ms: number; readonly htmlKb: number }

/** `count` warm requests of a page, one at a time over one connection, as a browser asks for it. */
export async function measureAnswers(url: string, count: number): Promise<Answers> {
  const answers: Answer[] = []
  for (let i = 0; i < warmUps + count; i++) answers.push(await ask(url))
  const warm = answers.slice(warmUps)
  return {
    ttfbP95Ms: p95(warm.map(({ firstByteMs }) => firstByteMs)),
    wholeP95Ms: p95(warm.map(({ wholeMs }) => wholeMs)),
    htmlKb: Math.round((warm[0]?.bytes ?? 0) / 1_000),
  }
}

function ask(url: string): Promise<Answer> {
  return new Promise((done, fail) => {
    const beganMs = performance.now()
    const request = get(url, { agent, headers: { 'accept-encoding': 'gzip' } }, (response) => {
      if (response.statusCode !== 200) fail(new Error(`${url} answered ${response.statusCode}`))
      const firstByteMs = performance.now() - beganMs
      let bytes = 0
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      response.on('end', () => done({ firstByteMs, wholeMs: performance.now() - beganMs, bytes }))
    })
    request.on('error', fail)
  })
}

/** The smallest value that at least 95 of 100 do not exceed. */
function p95(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return Math.round(sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN)
}
