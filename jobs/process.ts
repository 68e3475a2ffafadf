import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { AppError, errorText } from '#lib/errors.ts'

/** Ends this process cleanly when it is told to, or when the process that started it is gone. */
export function endWithParent(stop: () => Promise<unknown>): void {
  let stopping = false
  const end = () => {
    if (stopping) return
    stopping = true
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
  if (process.channel) process.on('disconnect', end)
}

/** Prints what went wrong in one message and ends with status 1; the stack only where it is our mistake. */
export function failPlainly(error: unknown): never {
  const text =
    error instanceof AppError ? error.message : error instanceof Error ? error.stack : errorText(error)
  process.stderr.write(`${text}\n`)
  process.exit(1)
}

export type Child = {
  readonly process: ChildProcess
  /** The first message that the child sent: it is ready. Rejects where it ended before. */
  readonly ready: Promise<unknown>
  readonly ended: Promise<number | null>
  /** Asks the child to end, and after 30 s makes it. */
  stop(): Promise<void>
}

const stopMs = 30_000

/**
 * Starts a script of jobs/ in a process group of its own, so that Ctrl-C reaches only the process that starts it,
 * which then ends the others in order.
 */
export function startChild(script: string, args: readonly string[], childEnv: NodeJS.ProcessEnv): Child {
  const child = fork(fileURLToPath(new URL(script, import.meta.url)), [...args], {
    env: childEnv,
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)))
  const ready = new Promise<unknown>((done, fail) => {
    child.once('message', done)
    child.once('exit', (code) => fail(new AppError('invalid-input', `${script} ended with status ${code}`)))
  })
  ready.catch(() => undefined)
  return {
    process: child,
    ready,
    ended,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), stopMs)
      await ended
      clearTimeout(timer)
    },
  }
}
