import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export type BlackHole = {
  readonly port: number
  /** From now on bytes are taken and none are passed on, on open connections too; nothing is closed. */
  swallow(): void
  /** Passes again; connections that lost bytes are closed, as a healed network resets them. */
  pass(): void
  close(): Promise<void>
}

/** A TCP proxy in front of `port` of this machine that can hold its peace: the half-open peer that no error tells of. */
export async function openBlackHole(port: number): Promise<BlackHole> {
  const sockets = new Set<Socket>()
  const lossy = new Set<Socket>()
  let swallows = false
  const relay = (from: Socket, to: Socket) => {
    sockets.add(from)
    from.on('error', () => to.destroy())
    from.on('close', () => {
      sockets.delete(from)
      lossy.delete(from)
      to.destroy()
    })
    from.on('data', (bytes) => {
      if (swallows) lossy.add(from)
      else to.write(bytes)
    })
  }
  const server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1')
    relay(client, upstream)
    relay(upstream, client)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    swallow: () => {
      swallows = true
    },
    pass: () => {
      swallows = false
      for (const socket of lossy) socket.destroy()
    },
    close: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
