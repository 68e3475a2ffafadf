import { SMTPServer } from 'smtp-server'
import { freePort } from '#lib/store/embedded.ts'

/** What the server does to one message: takes it, refuses it with a code, or cuts the connection before or after it is taken. */
export type SmtpFault =
  | 'none'
  | '421'
  | '451'
  | '550'
  | '452-after-data'
  | 'cut-before'
  | 'cut-during'
  | 'cut-after'

export type ReceivedMail = { readonly from: string; readonly to: readonly string[]; readonly raw: Buffer }

export type SmtpSink = {
  readonly url: string
  /** Every message that the server took, also those whose sender never heard of it. */
  readonly received: ReceivedMail[]
  readonly faultsShown: Map<SmtpFault, number>
  close(): Promise<void>
}

/** A real SMTP server on loopback; `next` says what happens to the message to an address. */
export async function openSmtpSink(next: (to: string) => SmtpFault = () => 'none'): Promise<SmtpSink> {
  const received: ReceivedMail[] = []
  const faultsShown = new Map<SmtpFault, number>()
  const faults = new WeakMap<object, SmtpFault>()
  const server: SMTPServer = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onRcptTo({ address }, session, done) {
      const fault = next(address)
      faults.set(session, fault)
      faultsShown.set(fault, (faultsShown.get(fault) ?? 0) + 1)
      if (fault === 'cut-before') return cut(server, session.id)
      if (fault === '421' || fault === '451' || fault === '550') return done(refusal(Number(fault)))
      return done()
    },
    onData(stream, session, done) {
      const fault = faults.get(session) ?? 'none'
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        if (fault === 'cut-during') cut(server, session.id)
      })
      stream.on('end', () => {
        if (fault === 'cut-during') return
        if (fault === '452-after-data') return done(refusal(452))
        const { mailFrom, rcptTo } = session.envelope
        const from = mailFrom === false ? '' : (mailFrom?.address ?? '')
        received.push({ from, to: rcptTo.map(({ address }) => address), raw: Buffer.concat(chunks) })
        if (fault === 'cut-after') return cut(server, session.id)
        return done()
      })
    },
  })
  server.on('error', () => undefined)
  const port = await freePort()
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', () => done()))
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    faultsShown,
    close: () => new Promise((done) => server.close(() => done())),
  }
}

function refusal(code: number): Error {
  return Object.assign(new Error(`refused with ${code}`), { responseCode: code })
}

/** Ends the connection without a word, as a cable that is pulled. */
function cut(server: SMTPServer, sessionId: string): void {
  for (const connection of server.connections as Set<{ id: string; _socket: { destroy(): void } }>) {
    if (connection.id === sessionId) connection._socket.destroy()
  }
}
