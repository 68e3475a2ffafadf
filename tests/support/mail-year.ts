import { type ChildProcess, fork } from 'node:child_process'
import { system } from '#lib/model/actor.ts'
import type { Delivery } from '#lib/model/delivery.ts'
import { dayMs, type EpochMs, hourMs } from '#lib/model/time.ts'
import { latestSlot, mondayMorning } from '#lib/model/zone.ts'
import { type Random, seededRandom } from '#lib/stats/random.ts'
import { listDeliveries } from '#lib/store/deliveries.ts'
import { goneAddress, mailLists } from './mail-lists.ts'
import { openSmtpSink, type ReceivedMail, type SmtpFault } from './smtp-sink.ts'

export type MailYearOptions = {
  readonly databaseUrl: string
  readonly fromMs: EpochMs
  readonly toMs: EpochMs
  /** Nothing runs in this time: 26 hours over a Monday. */
  readonly outage?: { readonly fromMs: EpochMs; readonly toMs: EpochMs }
  /** Faults that the server shows besides taking messages, drawn at random. */
  readonly faults: readonly SmtpFault[]
  /** Share of ticks at which one of the two workers is killed in the middle; ten times as often when messages leave. */
  readonly killShare: number
}

export type MailYear = {
  readonly deliveries: readonly Delivery[]
  readonly received: readonly ReceivedMail[]
  readonly faults: Readonly<Record<string, number>>
  readonly kills: number
  readonly ticks: number
}

const faultShare = 0.3

/** Runs two workers of their own processes through a stretch of time on a virtual clock, against a real SMTP server. */
export async function runMailYear(options: MailYearOptions): Promise<MailYear> {
  const random = seededRandom('mail-year')
  const sink = await openSmtpSink((to) => faultOf(to, options.faults, random))
  const start = () => startWorker(options.databaseUrl, sink.url)
  const workers = await Promise.all([start(), start()])
  let [kills, ticks] = [0, 0]
  for (const nowMs of instants(options)) {
    ticks++
    const isLast = nowMs > options.toMs
    const share = isSlot(nowMs) ? Math.min(0.7, 10 * options.killShare) : options.killShare
    const victim = !isLast && random.uniform() < share ? Math.floor(2 * random.uniform()) : undefined
    const afterMs = Math.floor(150 * random.uniform())
    await Promise.all(
      workers.map(async (worker, i) => {
        const done = work(worker, nowMs)
        if (i !== victim) return done
        await new Promise((go) => setTimeout(go, afterMs))
        worker.kill('SIGKILL')
        kills++
        workers[i] = await start()
      }),
    )
  }
  for (const worker of workers) worker.kill('SIGKILL')
  const deliveries = await listDeliveries(system, 100_000)
  await sink.close()
  return { deliveries, received: sink.received, faults: Object.fromEntries(sink.faultsShown), kills, ticks }
}

function faultOf(to: string, faults: readonly SmtpFault[], random: Random): SmtpFault {
  if (to === goneAddress && faults.includes('550')) return '550'
  const others = faults.filter((fault) => fault !== '550')
  if (others.length === 0 || random.uniform() >= faultShare) return 'none'
  return others[Math.floor(others.length * random.uniform())] ?? 'none'
}

/** Messages leave now: the hour in which it becomes Monday 08:00 for one of the lists. */
function isSlot(nowMs: EpochMs): boolean {
  return mailLists.some(({ zone }) => latestSlot(mondayMorning(zone), nowMs) > nowMs - hourMs)
}

/** Every hour while it is Monday morning somewhere, else twice a day; five more days let retries end. */
function* instants({ fromMs, toMs, outage }: MailYearOptions): Generator<EpochMs> {
  for (let ms = fromMs; ms <= toMs + 5 * dayMs; ) {
    if (!outage || ms < outage.fromMs || ms >= outage.toMs) yield ms
    const weekday = new Date(ms).getUTCDay()
    const hour = new Date(ms).getUTCHours()
    const busy = (weekday === 0 && hour >= 18) || (weekday === 1 && hour < 18)
    ms += busy && ms <= toMs ? hourMs : 12 * hourMs - (ms % (12 * hourMs)) + 6 * hourMs
  }
}

async function startWorker(databaseUrl: string, smtpUrl: string): Promise<ChildProcess> {
  const worker = fork(new URL('./mail-worker.ts', import.meta.url), [databaseUrl, smtpUrl], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  await new Promise<void>((done, fail) => {
    worker.once('message', () => done())
    worker.once('exit', (status) => fail(new Error(`the mail worker ended with status ${status}`)))
  })
  worker.removeAllListeners('exit')
  return worker
}

/** One tick of one worker; also over when the worker dies. Throws what the worker threw. */
function work(worker: ChildProcess, nowMs: EpochMs): Promise<void> {
  return new Promise((done, fail) => {
    const answer = (message: unknown) => {
      const error =
        typeof message === 'object' && message !== null && 'error' in message ? message.error : undefined
      worker.off('exit', dead)
      if (error === undefined) done()
      else fail(new Error(`the mail worker failed at ${new Date(nowMs).toISOString()}: ${error}`))
    }
    const dead = () => {
      worker.off('message', answer)
      done()
    }
    worker.once('message', answer)
    worker.once('exit', dead)
    worker.send({ nowMs })
  })
}

export type MailScores = {
  readonly planned: number
  readonly sent: number
  readonly failed: number
  readonly unknown: number
  readonly open: number
  readonly duplicates: number
  /** Said to be sent and never received. */
  readonly silentlyLost: number
  /** Said to have failed, and received all the same. */
  readonly wronglyFailed: number
  readonly late: number
}

/** What arrived against what the ledger says, by message id and recipient. */
export function scoreMail({ deliveries, received }: MailYear): MailScores {
  const arrived = new Map<string, number>()
  for (const { to, raw } of received) {
    const week = /^Message-ID: <([^.]+)\./im.exec(raw.toString('latin1'))?.[1] ?? ''
    for (const recipient of to)
      arrived.set(`${week} ${recipient}`, (arrived.get(`${week} ${recipient}`) ?? 0) + 1)
  }
  const count = (state: Delivery['state']) => deliveries.filter((one) => one.state === state).length
  const arrivals = ({ week, recipient }: Delivery) => arrived.get(`${week} ${recipient}`) ?? 0
  const of = (state: Delivery['state']) => deliveries.filter((one) => one.state === state)
  return {
    planned: deliveries.length,
    sent: count('sent'),
    failed: count('failed'),
    unknown: count('unknown'),
    open: count('planned') + count('sending'),
    duplicates: [...arrived.values()].filter((times) => times > 1).length,
    silentlyLost: of('sent').filter((one) => arrivals(one) === 0).length,
    wronglyFailed: of('failed').filter((one) => arrivals(one) > 0).length,
    late: deliveries.filter(({ late, state }) => late && state === 'sent').length,
  }
}
