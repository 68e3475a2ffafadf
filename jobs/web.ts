import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import next from 'next'
import { dropWorkerSecrets, env, setEnvironment } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { closeDatabase } from '#lib/store/client.ts'
import { busyPort, welcome } from './announcement.ts'
import { buildPages } from './build.ts'
import { checkedOutCommit } from './commit.ts'
import { cleanRequest, isTooLarge } from './incoming.ts'
import { openLocal } from './local.ts'
import { serveMetrics } from './metrics-server.ts'
import { endWithParent, failPlainly } from './process.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The pages on HOST and PORT, built if need be. Holds no secrets of the worker: they are dropped before anything runs. */
async function main(): Promise<void> {
  dropWorkerSecrets()
  const { PORT, HOST, COMMIT = checkedOutCommit(root) } = env()
  if (COMMIT) setEnvironment({ COMMIT })
  const local = await openLocal({ simulator: false })
  await buildPages()
  const app = next({ dev: false, dir: root, hostname: HOST, port: PORT })
  await app.prepare()
  const handle = app.getRequestHandler()
  const server = createServer((request, response) => {
    cleanRequest(request)
    if (isTooLarge(request)) {
      response.writeHead(413, { connection: 'close' }).end('At most 1 MB is taken.\n')
      return
    }
    handle(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((done, fail) => {
    server.once('error', (error) => fail(new AppError('busy-port', busyPort(PORT, HOST), error)))
    server.listen(PORT, HOST, done)
  })
  const { METRICS_PORT, METRICS_HOST } = env()
  const metrics = METRICS_PORT && (await serveMetrics({ host: METRICS_HOST, port: METRICS_PORT }))
  endWithParent(async () => {
    if (metrics) await metrics.close()
    server.close()
    server.closeAllConnections()
    await app.close()
    await closeDatabase()
    await local.close()
  })
  const url = `http://${HOST}:${PORT}`
  if (process.send) process.send({ url })
  else process.stdout.write(`${await welcome(url)}\n`)
}

main().catch(failPlainly)
