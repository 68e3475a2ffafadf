import type { Account } from '../model/account.ts'
import type { EpochMs } from '../model/time.ts'
import { database } from './client.ts'

/** Records the accounts of the configuration; those that left it keep their history. */
export async function saveAccounts(accounts: readonly Account[], nowMs: EpochMs): Promise<void> {
  for (const account of accounts) {
    const columns = {
      name: account.name,
      regions: [...account.regions],
      roleArn: account.roleArn ?? null,
      externalId: account.externalId ?? null,
      payer: account.payer,
      seenAt: new Date(nowMs),
    }
    await database().prisma.account.upsert({
      where: { id: account.id },
      create: { id: account.id, ...columns },
      update: columns,
    })
  }
}
