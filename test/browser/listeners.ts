import { createSocket } from 'node:dgram'
import { createServer, type Socket } from 'node:net'

/** Ears on the loopback address: `heard` holds whatever reached them, over TCP (http, WebSocket) or UDP (STUN). */
export interface Listeners {
  /** http://127.0.0.1:<port>/ */
  readonly http: string
  /** stun:127.0.0.1:<port> */
  readonly stun: string
  readonly heard: readonly string[]
  close(): Promise<void>
}

export async function openListeners(): Promise<Listeners> {
  const heard: string[] = []
  const sockets = new Set<Socket>()
  const tcp = createServer((socket) => {
    heard.push('tcp connection')
    socket.on('data', (data) => {
      heard.push(`tcp ${data.toString('latin1').slice(0, 2000)}`)
      socket.end('HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n')
    })
    socket.on('error', () => {})
    sockets.add(socket)
  })
  const udp = createSocket('udp4', (message) => heard.push(`udp ${message.length} bytes`))
  const tcpPort = await new Promise<number>((resolve) =>
    tcp.listen(0, '127.0.0.1', () => resolve((tcp.address() as { port: number }).port)),
  )
  await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve))
  return {
    http: `http://127.0.0.1:${tcpPort}/`,
    stun: `stun:127.0.0.1:${udp.address().port}`,
    heard,
    async close() {
      await new Promise<void>((resolve) => udp.close(resolve))
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => tcp.close(() => resolve()))
    },
  }
}
