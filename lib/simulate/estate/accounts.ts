import type { WorldAccount } from '../world.ts'

function account(
  id: string,
  name: string,
  rest: Partial<WorldAccount> & Pick<WorldAccount, 'regions'>,
): WorldAccount {
  return {
    id,
    name,
    roleArn: `arn:aws:iam::${id}:role/headroom-read`,
    externalId: `headroom-${id.slice(0, 4)}`,
    payer: false,
    deniedActions: [],
    configRecorder: true,
    ...rest,
  }
}

/** One organization: the payer, two that refuse or lack something, two with nearly everything. */
export const accounts: readonly WorldAccount[] = [
  account('111122223333', 'org-management', { regions: ['us-east-1'], payer: true }),
  account('444455556666', 'shop-production', {
    regions: ['us-east-1', 'us-west-2', 'eu-west-1', 'ap-southeast-2'],
  }),
  account('777788889999', 'data-and-ml', { regions: ['us-east-1', 'us-west-2'] }),
  account('123456789012', 'staging', { regions: ['us-east-1', 'eu-west-1'], configRecorder: false }),
  account('999988887777', 'acquired-labs', { regions: ['eu-west-1'], deniedActions: ['*'] }),
]

const accountIds: Readonly<Record<string, string>> = {
  org: '111122223333',
  shop: '444455556666',
  data: '777788889999',
  stage: '123456789012',
}

/** Region by its short name, and how far its people's clocks are ahead of UTC. */
const regions: Readonly<Record<string, { region: string; offsetHours: number }>> = {
  use1: { region: 'us-east-1', offsetHours: -5 },
  usw2: { region: 'us-west-2', offsetHours: -8 },
  euw1: { region: 'eu-west-1', offsetHours: 0 },
  apse2: { region: 'ap-southeast-2', offsetHours: 10 },
}

export type Location = { readonly accountId: string; readonly region: string; readonly offsetHours: number }

/** Account and region of `shop/use1`. */
export function locationOf(text: string): Location {
  const [account = '', short = ''] = text.split('/')
  const accountId = accountIds[account]
  const found = regions[short]
  if (!accountId || !found) throw new Error(`unknown place: ${text}, expected shop/use1 or the like`)
  return { accountId, ...found }
}
