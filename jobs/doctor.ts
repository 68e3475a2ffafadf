import { parseArgs } from 'node:util'
import { type Collector, openCollector } from '#lib/collect/index.ts'
import { readConfig } from '#lib/config.ts'
import { env } from '#lib/env.ts'
import { errorText } from '#lib/errors.ts'
import type { Account, Problem } from '#lib/model/account.ts'
import { dayMs, floorTo, isoDay } from '#lib/model/time.ts'
import { checkDatabase } from '#lib/store/client.ts'
import { estateOf } from './estate.ts'
import { openLocal } from './local.ts'
import { failPlainly } from './process.ts'

type Finding = { readonly check: string; readonly good: boolean; readonly text: string }

const skewMsMax = 5_000

/** What is wrong with this installation, one line a check; status 1 where something is. */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { json: { type: 'boolean' } } })
  const findings: Finding[] = [
    { check: 'environment', good: true, text: `pages on ${env().HOST}:${env().PORT}` },
  ]
  const local = await openLocal({ simulator: true })
  try {
    findings.push(...(await checkStore(local.databaseUrl)))
    findings.push(...(await checkAccounts()))
  } finally {
    await local.close()
  }
  const lines = findings.map(({ check, good, text }) => `${good ? 'ok   ' : 'WRONG'} ${check}: ${text}`)
  process.stdout.write(values.json ? `${JSON.stringify(findings)}\n` : `${lines.join('\n')}\n`)
  return findings.every(({ good }) => good) ? 0 : 1
}

async function checkStore(url: string): Promise<Finding[]> {
  const { version, nowMs } = await checkDatabase(url)
  const skewMs = Math.abs(Date.now() - nowMs)
  return [
    { check: 'database', good: true, text: `PostgreSQL ${version} answers and its schema is current` },
    {
      check: 'clock',
      good: skewMs <= skewMsMax,
      text: `${skewMs} ms from the database's; at most ${skewMsMax} ms is good`,
    },
  ]
}

async function checkAccounts(): Promise<Finding[]> {
  const estate = estateOf(readConfig(env().HEADROOM_CONFIG))
  const collector = openCollector(estate)
  const findings: Finding[] = []
  for (const account of estate.accounts) {
    const check = `account ${account.id} (${account.name})`
    try {
      const { resources, ...found } = await collector.inventory(account, Date.now())
      const problems = [...found.problems, ...(account.payer ? await costProblems(collector, account) : [])]
      for (const { text } of problems) findings.push({ check, good: false, text })
      if (problems.length === 0)
        findings.push({ check, good: true, text: `${resources.length} resources can be read` })
    } catch (error) {
      findings.push({ check, good: false, text: errorText(error) })
    }
  }
  collector.close()
  return findings
}

/** What keeps us from reading one day of cost: two requests, $0.02. */
async function costProblems(collector: Collector, payer: Account): Promise<readonly Problem[]> {
  const todayMs = floorTo(Date.now(), dayMs)
  const { problems } = await collector.costs(payer, isoDay(todayMs - 2 * dayMs), isoDay(todayMs - dayMs))
  return problems
}

main().then((status) => process.exit(status), failPlainly)
