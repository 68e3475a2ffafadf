import { parseArgs } from 'node:util'
import { openCollector } from '#lib/collect/index.ts'
import { AppError, errorText } from '#lib/errors.ts'
import type { Problem } from '#lib/model/account.ts'
import { closeDatabase, openDatabase } from '#lib/store/client.ts'
import { readEstate, withListedAccounts } from './estate.ts'
import { execute } from './execute.ts'
import { jobs } from './index.ts'
import { openLocal } from './local.ts'
import { holdHeapSmall } from './memory.ts'
import { failPlainly } from './process.ts'
import { progressLine } from './progress.ts'
import { recordUsage } from './usage.ts'

/** One job now, in the foreground, for all its scopes; progress on stderr, the result on stdout. */
async function main(): Promise<number> {
  holdHeapSmall()
  const { values, positionals } = parseArgs({
    options: { json: { type: 'boolean' } },
    allowPositionals: true,
  })
  const job = jobs.find(({ name }) => name === positionals[0])
  if (!job) {
    const list = jobs.map(({ name, about }) => `  ${name.padEnd(22)} ${about}`).join('\n')
    const asked = positionals[0] === undefined ? 'Name a job.' : `There is no job "${positionals[0]}".`
    throw new AppError('invalid-input', `${asked} The jobs are:\n${list}`)
  }
  const local = await openLocal({ simulator: true })
  openDatabase({ url: local.databaseUrl, connections: 10, queryMs: 300_000 })
  const configured = await readEstate()
  const stopping = new AbortController()
  process.once('SIGINT', () => stopping.abort())
  const collector = openCollector({ ...configured, signal: stopping.signal })
  const estate = await withListedAccounts(configured, collector)
  const problems: Problem[] = [...(estate.problems ?? [])]
  const results = []
  for (const scope of job.scopes(estate)) {
    const startedMs = Date.now()
    const onProgress = throttle((done: number, total: number, note: string) => {
      process.stderr.write(`${progressLine({ job: job.name, done, total, note, startedMs }, Date.now())}\n`)
    })
    try {
      const result = await execute(job, {
        scope,
        estate,
        collector,
        signal: stopping.signal,
        clock: Date.now,
        onProgress,
      })
      results.push({ scope, ...result })
      problems.push(...result.problems)
    } catch (error) {
      problems.push({ scope, code: 'job-failed', text: errorText(error) })
    }
  }
  await recordUsage(collector, Date.now())
  collector.close()
  await closeDatabase()
  await local.close()
  process.stdout.write(
    values.json ? `${JSON.stringify({ job: job.name, results, problems })}\n` : plain(results, problems),
  )
  return problems.some(({ code }) => code === 'job-failed') ? 1 : 0
}

function plain(
  results: { scope: string; counts: Readonly<Record<string, number>> }[],
  problems: Problem[],
): string {
  const lines = results.map(({ scope, counts }) => `${scope || 'all'}: ${JSON.stringify(counts)}`)
  return [...lines, ...problems.map(({ scope, text }) => `problem: ${scope}: ${text}`), ''].join('\n')
}

function throttle(say: (done: number, total: number, note: string) => void) {
  let lastMs = 0
  return (done: number, total: number, note: string) => {
    if (Date.now() - lastMs < 1_000 && done < total) return
    lastMs = Date.now()
    say(done, total, note)
  }
}

main().then((status) => process.exit(status), failPlainly)
