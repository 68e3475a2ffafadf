import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { answerRequest } from './answer.ts'
import type { Backend } from './backend.ts'

const unzip = promisify(gunzip)

/** The HTTP server, not yet listening. Every request is answered; a fault of ours is a 500 and a log line. */
export function createAwsServer(backend: Backend): Server {
  const server = createServer((request, response) => {
    serve(backend, request, response).catch((error: unknown) => {
      backend.log(`simulated AWS: ${error instanceof Error ? error.stack : String(error)}`)
      if (response.headersSent) response.destroy()
      else response.writeHead(500).end()
    })
  })
  server.keepAliveTimeout = 60_000
  return server
}

async function serve(backend: Backend, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === 'GET' && request.url === '/_ledger') {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(backend.ledger.totals()))
    return
  }
  const body = await readBody(request)
  const { headers, method = 'GET', url = '/' } = request
  await answerRequest(backend, { method, url, headers, body, requestId: randomUUID() }, response)
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const bytes = Buffer.concat(chunks)
  const plain = request.headers['content-encoding'] === 'gzip' ? await unzip(bytes) : bytes
  return plain.toString()
}
