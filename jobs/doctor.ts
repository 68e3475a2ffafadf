import { parseArgs } from 'node:util'
import { openCollector } from '#lib/collect/index.ts'
import { env } from '#lib/env.ts'
import { errorText } from '#lib/errors.ts'
import { checkDatabase, closeDatabase, openDatabase } from '#lib/store/client.ts'
import { checkAccount } from './doctor-account.ts'
import { checkCode } from './doctor-code.ts'
import { checkPeople } from './doctor-people.ts'
import { readEstate, withListedAccounts } from './estate.ts'
import type { Estate } from './job.ts'
import { openLocal } from './local.ts'
import { failPlainly } from './process.ts'

export type Finding = { readonly check: string; readonly good: boolean; readonly text: string }

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
    openDatabase({ url: local.databaseUrl, connections: 2, queryMs: 15_000 })
    findings.push(...(await checkEstate()), ...(await checkPeople()), ...(await checkCode()))
  } finally {
    await closeDatabase()
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

/** The organization, then each account on its own: one that is refused does not keep the others from being checked. */
async function checkEstate(): Promise<Finding[]> {
  const configured = await readEstate()
  const collector = openCollector(configured)
  try {
    const estate = await withListedAccounts(configured, collector)
    const { secondOpinion } = estate
    const findings = [...externalIdFinding(estate), ...organizationFindings(estate)]
    for (const account of estate.accounts) {
      const check = `account ${account.id} (${account.name})`
      try {
        const texts = await checkAccount({ collector, account, nowMs: Date.now(), secondOpinion })
        findings.push(...texts.map((finding) => ({ check, ...finding })))
      } catch (error) {
        findings.push({ check, good: false, text: errorText(error) })
      }
    }
    return findings
  } finally {
    collector.close()
  }
}

/** For the trust policies of roles that still have to be made. */
function externalIdFinding({ externalId }: Estate): Finding[] {
  if (externalId === undefined) return []
  const text = `${externalId}; the trust policy of every role must require it`
  return [{ check: 'external id', good: true, text }]
}

function organizationFindings({ organization, accounts, problems = [] }: Estate): Finding[] {
  if (!organization) return []
  const check = `organization of ${organization.payer.id}`
  if (problems.length > 0) return problems.map(({ text }) => ({ check, good: false, text }))
  return [{ check, good: true, text: `${accounts.length} accounts are collected` }]
}

main().then((status) => process.exit(status), failPlainly)
