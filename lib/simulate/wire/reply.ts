import type { AwsError } from '../aws-error.ts'
import type { Service } from '../services/registry.ts'
import type { XmlObject } from './xml.ts'
import { xmlText } from './xml.ts'

export type Reply = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export const contentTypes = {
  'json-1.0': 'application/x-amz-json-1.0',
  'json-1.1': 'application/x-amz-json-1.1',
  query: 'text/xml',
  ec2: 'text/xml;charset=UTF-8',
  'rest-json': 'application/json',
  'rest-xml': 'application/xml',
} as const

/** What an XML answer tells of its request. */
export type AnsweredRequest = {
  readonly service: Service
  readonly operation: string
  readonly requestId: string
}

/**
 * A result in the XML of the service: EC2 puts it straight into the response, query services into a result element,
 * and what S3 answers has its own root.
 */
export function xmlReply(request: AnsweredRequest, body: XmlObject): string {
  const { service, operation, requestId } = request
  if (service.protocol === 'rest-xml') return `<?xml version="1.0" encoding="UTF-8"?>\n${xmlText(body)}`
  const root = `${operation}Response`
  const result =
    service.protocol === 'ec2'
      ? `<requestId>${requestId}</requestId>${xmlText(body)}`
      : `<${operation}Result>${xmlText(body)}</${operation}Result>` +
        `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${service.target}">${result}</${root}>`
}

/**
 * An error as the service's protocol carries it. CloudWatch came from the query protocol: its clients read the
 * code from `x-amzn-query-error`.
 */
export function errorReply(service: Service, error: AwsError, requestId: string): Reply {
  const headers = { 'content-type': contentTypes[service.protocol], 'x-amzn-requestid': requestId }
  if (service.protocol === 'json-1.0') {
    const namespace = service.errorNamespace ?? 'com.amazonaws.cloudwatch'
    const body = JSON.stringify({ __type: `${namespace}#${error.code}`, message: error.message })
    if (service.errorNamespace !== undefined) return { status: error.status, headers, body }
    return {
      status: error.status,
      headers: { ...headers, 'x-amzn-query-error': `${error.code};${faultSide(error)}` },
      body,
    }
  }
  if (service.protocol === 'json-1.1') {
    return {
      status: error.status,
      headers,
      body: JSON.stringify({ __type: error.code, message: error.message }),
    }
  }
  if (service.protocol === 'rest-json') {
    return {
      status: error.status,
      headers: { ...headers, 'x-amzn-errortype': error.code },
      body: JSON.stringify({ message: error.message }),
    }
  }
  return { status: error.status, headers, body: errorXml(service, error, requestId) }
}

/** Whose fault it was, as SOAP called the two sides. */
function faultSide(error: AwsError): string {
  return error.status >= 500 ? 'Receiver' : 'Sender'
}

function errorXml(service: Service, error: AwsError, requestId: string): string {
  const text = { Code: error.code, Message: error.message }
  if (service.protocol === 'ec2') {
    return xmlText({ Response: { Errors: { Error: text }, RequestID: requestId } })
  }
  if (service.protocol === 'rest-xml') return xmlText({ Error: { ...text, RequestId: requestId } })
  const inner = xmlText({ Error: { Type: faultSide(error), ...text }, RequestId: requestId })
  return `<ErrorResponse xmlns="${service.target}">${inner}</ErrorResponse>`
}
