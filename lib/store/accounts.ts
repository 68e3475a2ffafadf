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

/** The accounts as the last configuration or organization named them. */
export async function listAccounts(): Promise<Account[]> {
  const rows = await database().prisma.account.findMany({ orderBy: { id: 'asc' } })
  return rows.map(({ id, name, regions, roleArn, externalId, payer }) => ({
    id,
    name,
    regions,
    payer,
    ...(roleArn === null ? {} : { roleArn }),
    ...(externalId === null ? {} : { externalId }),
  }))
}

/** Accounts that left the configuration: their resources are gone from the pages; samples and costs stay. */
export async function retireAccounts(keptIds: readonly string[], nowMs: EpochMs): Promise<number> {
  const { prisma } = database()
  const accountId = { notIn: [...keptIds] }
  await prisma.account.deleteMany({ where: { id: accountId } })
  const goneAt = new Date(nowMs)
  await prisma.serviceLimit.updateMany({ where: { accountId, goneAt: null }, data: { goneAt } })
  const retired = await prisma.resource.updateMany({
    where: { accountId, deletedAt: null },
    data: { deletedAt: new Date(nowMs) },
  })
  return retired.count
}
