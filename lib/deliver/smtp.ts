import { Readable } from 'node:stream'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { errorText } from '#lib/errors.ts'
import type { DeliveryOutcome } from '#lib/model/delivery.ts'

export type SmtpMessage = { readonly from: string; readonly to: string; readonly message: Buffer }

/** Asks the ledger whether the message may leave, and notes there that it does; false = it may not. */
export type HandOver = () => Promise<boolean>

export type SmtpServer = {
  readonly url: string
  /** How long the server may say nothing, milliseconds. */
  readonly silenceMs?: number
}

/** Said by the ledger: another worker has taken the delivery over. */
const lostLease = 'the delivery was taken over by another worker'

/**
 * Sends one message. It is handed over at the first byte after the server's answer to DATA: faults before that, and refusals
 * that the server states, are told apart from a silence after it, which is `unknown`.
 */
export async function sendBySmtp(
  server: SmtpServer,
  { from, to, message }: SmtpMessage,
  handOver: HandOver,
): Promise<DeliveryOutcome> {
  const connection = openConnection(server)
  let handed = false
  const body = Readable.from(
    (async function* () {
      if (!(await handOver())) throw new Error(lostLease)
      handed = true
      yield message
    })(),
  )
  try {
    const lost = new Promise<never>((_, fail) => connection.once('error', fail))
    lost.catch(() => undefined)
    await Promise.race([lost, step((done) => connection.connect(done))])
    const auth = credentialsOf(server.url)
    if (auth) await Promise.race([lost, step((done) => connection.login(auth, done))])
    const envelope = { from, to: [to], size: message.length }
    await Promise.race([lost, step((done) => connection.send(envelope, body, done))])
    connection.quit()
    return { kind: 'sent' }
  } catch (error) {
    connection.close()
    return outcomeOf(error, handed)
  }
}

/** Connects and signs in, sends nothing. Throws what the server or the way to it says. */
export async function probeSmtp(server: SmtpServer): Promise<void> {
  const connection = openConnection(server)
  const lost = new Promise<never>((_, fail) => connection.once('error', fail))
  lost.catch(() => undefined)
  try {
    await Promise.race([lost, step((done) => connection.connect(done))])
    const auth = credentialsOf(server.url)
    if (auth) await Promise.race([lost, step((done) => connection.login(auth, done))])
    connection.quit()
  } finally {
    connection.close()
  }
}

function openConnection({ url, silenceMs = 60_000 }: SmtpServer): SMTPConnection {
  const { hostname, port, protocol } = new URL(url)
  const secure = protocol === 'smtps:'
  return new SMTPConnection({
    host: hostname,
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    connectionTimeout: Math.min(10_000, silenceMs),
    greetingTimeout: Math.min(10_000, silenceMs),
    socketTimeout: silenceMs,
  })
}

function credentialsOf(url: string): { credentials: { user: string; pass: string } } | undefined {
  const { username, password } = new URL(url)
  if (username === '') return undefined
  return { credentials: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }
}

function step(begin: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, fail) => begin((error) => (error ? fail(error) : resolve())))
}

/** What a fault means: a stated refusal is final (5xx) or for now (4xx); silence after the hand-over is unknown. */
function outcomeOf(error: unknown, handed: boolean): DeliveryOutcome {
  const note = errorText(error).slice(0, 500)
  const code = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : Number.NaN
  if (code >= 500) return { kind: isOurFault(error) ? 'retry' : 'failed', note }
  if (code >= 400) return { kind: 'retry', note }
  if (handed) return { kind: 'unknown', note: `No answer after the message was handed over: ${note}` }
  return { kind: 'retry', note }
}

/** A refused sign-in says nothing of the recipient: the operator corrects it and it is tried again. */
function isOurFault(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EAUTH'
}
