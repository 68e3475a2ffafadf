import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2'
import { errorText } from '#lib/errors.ts'
import type { DeliveryOutcome } from '#lib/model/delivery.ts'
import type { HandOver, SmtpMessage } from './smtp.ts'

const timeoutMs = 20_000

/**
 * Sends one message by Amazon SES, once: SendEmail has no token that makes a repeat harmless. What SES refuses by name is
 * final or tried again; a fault without its answer is `unknown`.
 */
export async function sendBySes(
  region: string,
  { from, to, message }: SmtpMessage,
  handOver: HandOver,
): Promise<DeliveryOutcome> {
  const client = new SESv2Client({ region, maxAttempts: 1 })
  try {
    if (!(await handOver())) return { kind: 'retry', note: 'the delivery was taken over by another worker' }
    await client.send(
      new SendEmailCommand({
        FromEmailAddress: from,
        Destination: { ToAddresses: [to] },
        Content: { Raw: { Data: message } },
      }),
      { abortSignal: AbortSignal.timeout(timeoutMs) },
    )
    return { kind: 'sent' }
  } catch (error) {
    return sesOutcome(error)
  } finally {
    client.destroy()
  }
}

const temporary = new Set([
  'TooManyRequestsException',
  'LimitExceededException',
  'SendingPausedException',
  'AccountSuspendedException',
])

function sesOutcome(error: unknown): DeliveryOutcome {
  const note = errorText(error).slice(0, 500)
  const name = error instanceof Error ? error.name : ''
  const metadata = error instanceof Error && '$metadata' in error ? error.$metadata : undefined
  const status =
    metadata && typeof metadata === 'object' && 'httpStatusCode' in metadata
      ? Number(metadata.httpStatusCode)
      : Number.NaN
  if (temporary.has(name) || status === 429) return { kind: 'retry', note: `${name}: ${note}` }
  if (name === 'MessageRejected' || name === 'BadRequestException')
    return { kind: 'failed', note: `${name}: ${note}` }
  if (status >= 400 && status < 500) return { kind: 'retry', note: `${name}: ${note}` }
  if (name === 'CredentialsProviderError') return { kind: 'retry', note }
  return { kind: 'unknown', note: `SES did not answer: ${note}` }
}
