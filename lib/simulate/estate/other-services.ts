/** Services that nobody sizes here: dollars a day by account, with their yearly growth, spread over teams. */
export const otherServices: readonly {
  readonly accountId: string
  readonly service: string
  readonly dailyUsd: number
  readonly yearlyGrowth: number
}[] = [
  { accountId: '111122223333', service: 'AWS Support (Business)', dailyUsd: 410, yearlyGrowth: 0.1 },
  { accountId: '111122223333', service: 'AWS CloudTrail', dailyUsd: 32, yearlyGrowth: 0.2 },
  { accountId: '444455556666', service: 'Amazon Simple Storage Service', dailyUsd: 640, yearlyGrowth: 0.35 },
  { accountId: '444455556666', service: 'AWS Data Transfer', dailyUsd: 520, yearlyGrowth: 0.25 },
  { accountId: '444455556666', service: 'Amazon CloudFront', dailyUsd: 380, yearlyGrowth: 0.2 },
  { accountId: '444455556666', service: 'AmazonCloudWatch', dailyUsd: 190, yearlyGrowth: 0.3 },
  { accountId: '777788889999', service: 'Amazon Simple Storage Service', dailyUsd: 1150, yearlyGrowth: 0.5 },
  { accountId: '777788889999', service: 'AWS Data Transfer', dailyUsd: 210, yearlyGrowth: 0.2 },
  { accountId: '777788889999', service: 'AWS Glue', dailyUsd: 260, yearlyGrowth: 0.15 },
  { accountId: '123456789012', service: 'Amazon Simple Storage Service', dailyUsd: 60, yearlyGrowth: 0.2 },
  { accountId: '123456789012', service: 'AmazonCloudWatch', dailyUsd: 35, yearlyGrowth: 0.2 },
  {
    accountId: '999988887777',
    service: 'Amazon Elastic Compute Cloud - Compute',
    dailyUsd: 560,
    yearlyGrowth: 0,
  },
  {
    accountId: '999988887777',
    service: 'Amazon Relational Database Service',
    dailyUsd: 340,
    yearlyGrowth: 0,
  },
]

/** How the other services fall to teams by tag; the rest of each is untagged. */
export const otherTeams: Readonly<Record<string, readonly (readonly [string, number])[]>> = {
  '111122223333': [['platform', 0.1]],
  '444455556666': [
    ['checkout', 0.16],
    ['catalog', 0.17],
    ['search', 0.13],
    ['growth', 0.11],
    ['payments', 0.07],
    ['messaging', 0.08],
    ['identity', 0.05],
  ],
  '777788889999': [
    ['data-platform', 0.46],
    ['ml-training', 0.18],
    ['ml-serving', 0.09],
  ],
  '123456789012': [['platform', 0.7]],
  '999988887777': [],
}
