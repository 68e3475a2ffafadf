import { DescribeSavingsPlansCommand, type SavingsPlan } from '@aws-sdk/client-savingsplans'
import type { Commitment } from '#lib/model/commitment.ts'
import { hourMs } from '#lib/model/time.ts'
import type { RegionAws } from '../aws.ts'
import { readAllPages } from '../pages.ts'

/** Savings Plans that the account bought, ended ones too. Throws the SDK's error. */
export async function readSavingsPlans(aws: RegionAws): Promise<Commitment[]> {
  const found = await readAllPages(async (token) => {
    const page = await aws.call('savingsplans:DescribeSavingsPlans', ({ savingsPlans }, sending) =>
      savingsPlans.send(
        new DescribeSavingsPlansCommand({
          nextToken: token,
          maxResults: 1000,
          states: ['active', 'retired', 'queued'],
        }),
        sending,
      ),
    )
    return { items: page.savingsPlans ?? [], next: page.nextToken }
  })
  return found.flatMap((plan) => planOf(plan, aws.account.id))
}

/** `EC2Instance` as `ec2-instance`. */
function kebab(text: string): string {
  return text.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase()
}

function planOf(plan: SavingsPlan, accountId: string): Commitment[] {
  const startMs = Date.parse(plan.start ?? '')
  const endMs = Date.parse(plan.end ?? '')
  const committedHourlyUsd = Number(plan.commitment ?? Number.NaN)
  if (!plan.savingsPlanId || !(endMs > startMs) || !(committedHourlyUsd >= 0)) return []
  return [
    {
      id: plan.savingsPlanId,
      kind: 'savings-plan',
      accountId,
      appliesTo: kebab(plan.savingsPlanType ?? 'compute'),
      ...(plan.region ? { region: plan.region } : {}),
      ...(plan.ec2InstanceFamily ? { family: plan.ec2InstanceFamily } : {}),
      committedHourlyUsd,
      startMs,
      endMs,
      payment: plan.paymentOption ?? '',
      state: plan.state ?? '',
    },
  ]
}

/** An upfront payment spread over the hours of its term. */
export function hourlyOf(upfrontUsd: number, startMs: number, endMs: number): number {
  return upfrontUsd / ((endMs - startMs) / hourMs)
}
