import { createServer, type ServerResponse } from 'node:http'
import { expositionType, writeExposition } from '#lib/deliver/exposition.ts'
import { AppError, errorText } from '#lib/errors.ts'
import { log } from '#lib/log.ts'
import type { EpochMs } from '#lib/model/time.ts'
import { presentMetrics } from '#lib/present/metric-families.ts'
import { readOwnHealth } from '#lib/store/own-health.ts'
import { readBuild } from '#lib/version.ts'

/** Scrapes within this time share one reading of the database. */
const freshMs = 10_000

export type MetricsServer = { readonly port: number; close(): Promise<void> }

/** Serves `GET /metrics` for Prometheus on an address of its own; anything else there is 404. */
export async function serveMetrics(
  { host, port }: { host: string; port: number },
  clock: () => EpochMs = Date.now,
): Promise<MetricsServer> {
  const read = sharedReading(clock)
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url?.split('?')[0] !== '/metrics') {
      response.writeHead(404).end('GET /metrics\n')
      return
    }
    void answer(response, read)
  })
  await new Promise<void>((done, fail) => {
    const text = `The metrics cannot be served on ${host}:${port}; choose another METRICS_PORT or METRICS_HOST`
    server.once('error', (error) => fail(new AppError('busy-port', `${text}: ${errorText(error)}`, error)))
    server.listen(port, host, done)
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: () => new Promise((done) => server.close(() => done()).closeAllConnections()),
  }
}

async function answer(response: ServerResponse, read: () => Promise<string>): Promise<void> {
  try {
    const text = await read()
    response.writeHead(200, { 'content-type': expositionType, 'cache-control': 'no-store' }).end(text)
  } catch (error) {
    log().error({ err: error }, 'metrics')
    response.writeHead(503).end('The database does not answer.\n')
  }
}

/** A failed reading is not kept. */
function sharedReading(clock: () => EpochMs): () => Promise<string> {
  let reading: { atMs: EpochMs; text: Promise<string> } | undefined
  return () => {
    const nowMs = clock()
    if (reading && nowMs - reading.atMs < freshMs) return reading.text
    const text = readOwnHealth(nowMs).then((health) =>
      writeExposition(presentMetrics(health, readBuild(), nowMs)),
    )
    const mine = { atMs: nowMs, text }
    text.catch(() => {
      if (reading === mine) reading = undefined
    })
    reading = mine
    return text
  }
}
