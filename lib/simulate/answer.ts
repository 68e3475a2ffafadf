import { once } from 'node:events'
import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { AwsError } from './aws-error.ts'
import type { Backend } from './backend.ts'
import type { Answer, Call, Meter, Sink } from './call.ts'
import { parseSignature, type Signature } from './credentials.ts'
import { type CallFaults, noFaults } from './faults.ts'
import { accessDenied, authError, isDenied, serverFault, throttled } from './service-error.ts'
import { findService, type Service } from './services/registry.ts'
import { type Params, parseParams } from './wire/params.ts'
import { contentTypes, errorReply, type Reply, xmlReply } from './wire/reply.ts'
import { routeOf } from './wire/route.ts'

export type RawRequest = {
  readonly method: string
  /** Path and query string. */
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
  readonly requestId: string
}

type Routed = {
  readonly service: Service
  readonly operation: string
  readonly action: string
  readonly signature: Signature
  readonly params: Params
  readonly raw: RawRequest
}

const noParams: Params = new Map()

/** Answers one request and writes it into the ledger, whatever became of it. */
export async function answerRequest(
  backend: Backend,
  raw: RawRequest,
  response: ServerResponse,
): Promise<void> {
  const faults = backend.faults.nextCall()
  const routed = route(raw)
  if (routed instanceof AwsError) {
    writeReply(response, {
      status: routed.status,
      headers: {},
      body: JSON.stringify({ message: routed.message }),
    })
    return
  }
  const meter: Meter = { queries: 0, values: 0, billedMetrics: 0, faulted: false }
  const { accountId, status } = await answerRouted(backend, routed, { faults, meter, response })
  const { service, operation, action, signature } = routed
  const region = signature.region
  backend.ledger.record({ service: service.prefix, operation, action, accountId, region, status, ...meter })
}

/** Finds service and operation from the credential scope and the target or action. */
function route(raw: RawRequest): Routed | AwsError {
  const token = raw.headers['x-amz-security-token']
  try {
    const signature = parseSignature(raw.headers.authorization, typeof token === 'string' ? token : undefined)
    const service = findService(signature.signingName)
    if (service === undefined) {
      return new AwsError('UnknownService', `The service '${signature.signingName}' is not simulated.`, 404)
    }
    const { operation, params } = addressed(service, raw)
    const action = `${service.prefix}:${service.actions?.[operation] ?? operation}`
    return { service, operation, action, signature, params, raw }
  } catch (error) {
    if (error instanceof AwsError) return error
    throw error
  }
}

/** The operation that the request asks for, and its parameters outside a JSON body. */
function addressed(service: Service, raw: RawRequest): { operation: string; params: Params } {
  if (service.protocol.startsWith('rest')) return routeOf(service.routes ?? {}, raw)
  if (service.protocol.startsWith('json')) {
    const target = String(raw.headers['x-amz-target'] ?? '')
    return { operation: target.slice(service.target.length + 1), params: noParams }
  }
  const params = parseParams(raw.body)
  return { operation: params.get('Action') ?? '', params }
}

type Exchange = { readonly faults: CallFaults; readonly meter: Meter; readonly response: ServerResponse }
type Outcome = { readonly accountId: string; readonly status: number }

async function answerRouted(backend: Backend, routed: Routed, exchange: Exchange): Promise<Outcome> {
  const { response, meter } = exchange
  let accountId = ''
  try {
    const caller = callerOf(backend, routed)
    accountId = caller.account.id
    const scope = `${accountId}/${routed.signature.region}`
    const struck = backend.faults.strikes(scope)
    if (backend.faults.slowMs > 0) await wait(backend.faults.slowMs)
    const faults = struck ? exchange.faults : noFaults
    if (struck) refuse(backend, routed, { faults, scope })
    if (faults.transport === 'reset') {
      meter.faulted = true
      response.socket?.resetAndDestroy()
      return { accountId, status: 0 }
    }
    const handler = handlerOf(routed)
    const { deniedActions, deniedRegions = [] } = caller.account
    const refused = deniedRegions.includes(routed.signature.region) ? ['*'] : deniedActions
    if (isDenied(refused, routed.service, routed.action) && routed.service.prefix !== 'sts') {
      throw accessDenied(routed.service, routed.action, caller.arn)
    }
    const answer = handler(callOf(backend, routed, { caller, meter, faults }))
    await writeAnswer(response, answer, { routed, truncate: faults.transport === 'truncate' })
    meter.faulted ||= faults.transport === 'truncate'
    return { accountId, status: 200 }
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    meter.faulted ||= error.status >= 500 || /^ExpiredToken/.test(error.code)
    writeReply(response, errorReply(routed.service, error, routed.raw.requestId))
    return { accountId, status: error.status }
  }
}

type KnownCaller = ReturnType<Backend['credentials']['caller']>

function callerOf(backend: Backend, routed: Routed): KnownCaller {
  try {
    return backend.credentials.caller(routed.signature)
  } catch (error) {
    throw error instanceof AwsError ? authError(routed.service, error) : error
  }
}

type Refusal = { readonly faults: CallFaults; readonly scope: string }

/** Faults that are answers: throttling and server errors. */
function refuse(backend: Backend, routed: Routed, { faults, scope }: Refusal): void {
  const { service, action } = routed
  if (!backend.faults.takeToken(scope, action)) throw throttled(service)
  if (faults.transport === 'server-error') throw serverFault(service, false)
  if (faults.transport === 'unavailable') throw serverFault(service, true)
}

function handlerOf(routed: Routed) {
  const { service, operation } = routed
  const handler = Object.hasOwn(service.operations, operation) ? service.operations[operation] : undefined
  if (handler !== undefined) return handler
  const code = service.protocol.includes('json') ? 'UnknownOperationException' : 'InvalidAction'
  throw new AwsError(code, `The action ${routed.action} is not simulated.`)
}

type CallParts = { readonly caller: KnownCaller; readonly meter: Meter; readonly faults: CallFaults }

function callOf(backend: Backend, routed: Routed, parts: CallParts): Call {
  const nowMs = backend.now()
  const { account, arn } = parts.caller
  const region = routed.signature.region
  return {
    world: backend.world,
    accounts: backend.accounts,
    account,
    region,
    nowMs,
    place: { accountId: account.id, region, nowMs },
    callerArn: arn,
    sessions: backend.credentials,
    input: routed.service.protocol.includes('json') ? parseJson(routed.raw.body) : undefined,
    params: routed.params,
    meter: parts.meter,
    sampleFaults: parts.faults.samples,
    takeDatapoints: (count, recent) => {
      const scope = `${account.id}/${region}`
      return !backend.faults.strikes(scope) || backend.faults.takeDatapoints(scope, count, recent)
    },
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text === '' ? '{}' : text)
  } catch {
    throw new AwsError('SerializationException', 'The body is not valid JSON.')
  }
}

function writeReply(response: ServerResponse, reply: Reply): void {
  response.writeHead(reply.status, { ...reply.headers, 'content-length': Buffer.byteLength(reply.body) })
  response.end(reply.body)
}

type Delivery = { readonly routed: Routed; readonly truncate: boolean }

async function writeAnswer(response: ServerResponse, answer: Answer, delivery: Delivery): Promise<void> {
  const { routed, truncate } = delivery
  const { service, operation, raw } = routed
  const headers = { 'content-type': contentTypes[service.protocol], 'x-amzn-requestid': raw.requestId }
  if (answer.kind === 'stream') {
    response.writeHead(200, headers)
    await answer.write(truncate ? cutSink(response) : responseSink(response))
    if (!response.destroyed) response.end()
    return
  }
  if (answer.kind === 'bytes') {
    response.writeHead(200, { ...headers, 'content-type': answer.contentType })
    await (truncate ? cutSink(response) : responseSink(response))(answer.body)
    if (!response.destroyed) response.end()
    return
  }
  const body =
    answer.kind === 'json'
      ? JSON.stringify(answer.body)
      : xmlReply({ service, operation, requestId: raw.requestId }, answer.body)
  if (!truncate) return writeReply(response, { status: 200, headers, body })
  response.writeHead(200, headers)
  await cutSink(response)(Buffer.from(body))
}

/** Writes with backpressure; gives up where the client has gone. */
function responseSink(response: ServerResponse): Sink {
  return async (bytes) => {
    if (response.destroyed || response.write(bytes)) return
    await Promise.race([once(response, 'drain'), once(response, 'close')])
  }
}

/** Writes half of the first bytes and ends the connection without ending the body. */
function cutSink(response: ServerResponse): Sink {
  return async (bytes) => {
    if (response.destroyed) return
    await new Promise<void>((resolve) =>
      response.write(bytes.subarray(0, bytes.length >> 1), () => resolve()),
    )
    response.destroy()
  }
}
