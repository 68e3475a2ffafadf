import { AwsError } from './aws-error.ts'
import type { Service } from './services/registry.ts'

/** JSON services call their errors `...Exception`; CloudWatch, once a query service, does not. */
function saysException({ protocol, errorNamespace }: Service): boolean {
  return protocol === 'json-1.1' || protocol === 'rest-json' || errorNamespace !== undefined
}

/** A refusal in the words of the service: the message names the action, as IAM's does. */
export function accessDenied(service: Service, action: string, callerArn: string): AwsError {
  const text = `User: ${callerArn} is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`
  if (service.protocol === 'ec2') {
    return new AwsError(
      'UnauthorizedOperation',
      `You are not authorized to perform this operation. ${text}`,
      403,
    )
  }
  const code = saysException(service) ? 'AccessDeniedException' : 'AccessDenied'
  return new AwsError(code, text, 403)
}

/** Too many calls. The SDK takes all three codes for throttling. */
export function throttled(service: Service): AwsError {
  if (service.protocol === 'ec2') {
    return new AwsError('RequestLimitExceeded', 'Request limit exceeded.', 503)
  }
  return new AwsError(saysException(service) ? 'ThrottlingException' : 'Throttling', 'Rate exceeded', 400)
}

export function serverFault(service: Service, unavailable: boolean): AwsError {
  if (unavailable) return new AwsError('ServiceUnavailable', 'Service Unavailable', 503)
  const code = service.protocol === 'json-1.0' ? 'InternalServiceFault' : 'InternalFailure'
  return new AwsError(code, 'The request processing has failed because of an unknown error.', 500)
}

/** Errors of credentials carry `...Exception` in the JSON services. */
export function authError(service: Service, error: AwsError): AwsError {
  if (!saysException(service)) return error
  const code = error.code === 'InvalidClientTokenId' ? 'UnrecognizedClient' : error.code
  return new AwsError(`${code}Exception`, error.message, error.status)
}

/** Whether the account refuses the action: by name, by service (`rds:*`) or altogether (`*`). */
export function isDenied(deniedActions: readonly string[], service: Service, action: string): boolean {
  return deniedActions.some(
    (denied) => denied === action || denied === `${service.prefix}:*` || denied === '*',
  )
}
