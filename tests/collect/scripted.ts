import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What GetMetricData was asked, as much of it as the scripts need. */
export type Asked = {
  readonly NextToken?: string
  readonly MetricDataQueries: readonly { readonly Id: string }[]
}

export type Scripted = { readonly asked: readonly Asked[]; close(): Promise<void> }

/** An endpoint that answers as told: for answers that AWS should never give. Sets AWS_ENDPOINT_URL. */
export async function openScripted(answer: (asked: Asked, call: number) => unknown): Promise<Scripted> {
  const asked: Asked[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const input: Asked = JSON.parse(Buffer.concat(chunks).toString())
    asked.push(input)
    response.setHeader('content-type', 'application/x-amz-json-1.0')
    response.end(JSON.stringify(answer(input, asked.length)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  process.env.AWS_ENDPOINT_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  process.env.AWS_ACCESS_KEY_ID = 'AKIASIMULATED'
  process.env.AWS_SECRET_ACCESS_KEY = 'secret'
  return { asked, close: () => closed(server) }
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
